"""The log as files that anybody may have (C2SP tlog-tiles): the last checkpoint, and hashes to prove others by.

Hashes are salted: they tell how many events there were, nothing else. A folder is enough; any web server can offer it.
"""

import os
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kith.audit.tree import Source
from kith.audit.verify import Checkpoint
from kith.core.instance import make_passable

WIDTH = 256
LARGEST = 1_000_000  # bytes: a tile has 8,192, a checkpoint with sixteen cosignatures some 3,000
Fetch = Callable[[str], bytes]


class Unreachable(Exception):
    """The published log did not answer, or not with what was asked for."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Where tlog-tiles puts it: tile/0/x001/x234/067, or .../067.p/112 where it is not full."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03}")
    return f"tile/{level}/{'/'.join(parts)}" + (f".p/{width}" if width < WIDTH else "")


def publish(folder: Path, source: Source, note: str) -> None:
    """Bring the folder up to a checkpoint: tiles first, so that no checkpoint lacks them."""
    told, size, level = Checkpoint.parse(note), Checkpoint.parse(note).size, 0
    before = _size_of(folder / "checkpoint", told.origin)
    while size >> 8 * level:
        had, have = before >> 8 * level, size >> 8 * level
        for number in range(had // WIDTH, -(-have // WIDTH)):
            width = min(WIDTH, have - number * WIDTH)
            _write(folder / tile_path(level, number, width), _tile(source, level, number, width))
        level += 1
    _write(folder / "checkpoint", note.encode())


def _size_of(file: Path, origin: str) -> int:
    """Of the tree that is published; 0 where it is nothing yet, or another log."""
    if not file.exists():
        return 0
    last = Checkpoint.parse(file.read_text())
    return last.size if last.origin == origin else 0


def _tile(source: Source, level: int, number: int, width: int) -> bytes:
    """Its hashes, asked for in pieces that a source gives."""
    pieces, start = [], number * WIDTH
    while width:
        piece = min(1 << width.bit_length() - 1, WIDTH // 2)
        pieces += source.hashes(level, start, piece)
        start, width = start + piece, width - piece
    return b"".join(pieces)


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, for anybody to read."""
    make_passable(file.parent)
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(content)
    new.chmod(0o644)
    os.replace(new, file)


class Tiles:
    """Hashes of `kith.audit.tree.Source`, from a published log of `size` leaves. They are proved, not believed."""

    def __init__(self, fetch: Fetch, size: int):
        self.fetch, self.size = fetch, size

    def hashes(self, level: int, start: int, count: int) -> list[bytes]:
        number, place = divmod(start, WIDTH)
        tile = self.fetch(tile_path(level, number, min(WIDTH, (self.size >> 8 * level) - number * WIDTH)))
        found = [tile[32 * i : 32 * i + 32] for i in range(place, place + count)]
        if any(len(each) != 32 for each in found):
            raise Unreachable(f"the tile of level {level} from {start} on is too short")
        return found


def fetching(place: str) -> Fetch:
    """Reads from a folder, or by HTTP GET below an address. Redirections are not followed. Raises Unreachable."""
    return _from_address(place.rstrip("/")) if place.startswith(("http://", "https://")) else _from_folder(Path(place))


def _from_folder(folder: Path) -> Fetch:
    def fetch(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except OSError as wrong:
            raise Unreachable(f"{folder / path}: {wrong.strerror}") from wrong

    return fetch


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *told: Any, **more: Any) -> None:
        """Nowhere else than where we were sent."""


def _from_address(address: str) -> Fetch:
    opener = urllib.request.build_opener(_Stay)

    def fetch(path: str) -> bytes:
        try:
            with opener.open(f"{address}/{path}", timeout=20) as answer:
                return bytes(answer.read(LARGEST))
        except OSError as wrong:
            raise Unreachable(f"{address}/{path}: {wrong}") from wrong

    return fetch
