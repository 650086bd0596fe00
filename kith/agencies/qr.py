"""The picture that an authenticator app scans, drawn as SVG in the page: the content policy allows no data images."""

from dataclasses import dataclass

import qrcode

QUIET = 4  # modules of white around the code (ISO/IEC 18004, 9.1)


@dataclass(frozen=True)
class Picture:
    """`size`: width and height in modules. `path`: what an SVG path draws in black."""

    size: int
    path: str


def picture(words: str) -> Picture:
    """`words` as a QR code."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(words)
    rows = code.get_matrix()
    black = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Picture(len(rows), "".join(black))


def in_fours(words: str) -> str:
    """A long key in groups of four, for somebody who types it."""
    return " ".join(words[i : i + 4] for i in range(0, len(words), 4))
