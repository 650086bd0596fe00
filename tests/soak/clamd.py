"""The real virus scanner, asked as Kith asks it: clamd on this machine, with one signature, of the test file EICAR.

Needs `apt-get install --no-install-recommends clamav-daemon`. No signatures are downloaded.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

from django.test import override_settings

from kith.core.errors import Invalid
from kith.documents.scanning import scanned
from tests.conftest import Database
from tests.documents.made import pdf, photo_with_place, word
from tests.documents.test_scanning import EICAR

PATIENCE = 60  # seconds until it listens
LARGEST = 2_000_000  # bytes that it takes
CLEAN, FOUND = "clamd: nothing found", "Kith.Test.Eicar"
SILENT, TOO_LONG = "does not answer, so nothing was kept", "takes no file of this size, so nothing was kept"
CONFIGURED = """
Foreground yes
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}
StreamMaxLength {largest}
"""


def main(database: Database, options: argparse.Namespace) -> int:
    """0: it said of each file what it should, and where it was silent nothing was kept."""
    if not (clamd := shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")):
        sys.stdout.write(f"clamd is not on this machine. {(__doc__ or '').splitlines()[2]}\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, listening(clamd, Path(folder)) as address:
        wrong = sum(_told(address, name, file, expected) for name, (file, expected) in FILES.items())
    wrong += _told(address, "anything, when it has been stopped", b"words", SILENT)
    sys.stdout.write(f"{len(FILES) + 1} asked, {wrong} wrong\n")
    return int(wrong > 0)


@contextmanager
def listening(clamd: str, folder: Path) -> Iterator[str]:
    """The daemon with its own signature, until the end of the block; its address."""
    folder.chmod(0o755)
    (folder / "kith.ndb").write_text(f"{FOUND}:0:*:{EICAR.hex()}\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    file = folder / "clamd.conf"
    file.write_text(
        CONFIGURED.format(port=port, folder=folder, largest=LARGEST) + ("User clamav\n" if os.geteuid() == 0 else "")
    )
    daemon = subprocess.Popen([clamd, "--config-file", str(file)], stdout=subprocess.DEVNULL)
    try:
        _wait(lambda: daemon.poll() is None, port)
        yield f"127.0.0.1:{port}"
    finally:
        daemon.terminate()
        daemon.wait(PATIENCE)


def _wait(lives: Callable[[], bool], port: int) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and lives():
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.2)
    raise SystemExit("clamd did not begin to listen: what it wrote stands above.")


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return made.getvalue()


FILES = {  # what is sent, and what is to be said of it
    "words": (b"Dear Sara", CLEAN),
    "a photo": (photo_with_place(), CLEAN),
    "a PDF": (pdf(), CLEAN),
    "a Word document": (word(), CLEAN),
    "the most that it takes": (b"x" * LARGEST, CLEAN),
    "EICAR": (EICAR, FOUND),
    "EICAR after words": (b"Dear Sara\n" * 10_000 + EICAR, FOUND),
    "EICAR across two pieces": (b"x" * (65_536 - 20) + EICAR, FOUND),
    "EICAR in a packed file": (packed(letter=b"Dear Sara", other=EICAR), FOUND),
    "more than it takes": (b"x" * (LARGEST + 1), TOO_LONG),
    "three times what it takes": (b"x" * (3 * LARGEST), TOO_LONG),
}


def _told(address: str, name: str, file: bytes, expected: str) -> bool:
    """Whether something else was said than expected; and what was, in a line."""
    with override_settings(CLAMD=address):
        try:
            said = scanned(file)
        except Invalid as refused:
            said = f"refused: {refused}"
    right = expected in said and (expected == CLEAN) == (said == CLEAN)
    sys.stdout.write(f"{'right' if right else 'WRONG'}: {name}: {said}\n")
    return not right
