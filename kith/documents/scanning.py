"""Asks clamd whether a file is known to do harm, where an installation has one (`KITH_CLAMD`, host:port).

The protocol is clamd's own: INSTREAM over TCP, the file in pieces with their length before each, an empty one at the
end (clamd(8), "INSTREAM"). Where a scanner is set and does not answer, nothing is kept: a file that nobody looked at
must not pass for one that somebody did.
"""

import socket
import struct
from contextlib import suppress

from django.conf import settings

from kith.core.errors import Invalid

PIECE = 1 << 16
PATIENCE = 60  # seconds
SILENT = "The virus scanner does not answer, so nothing was kept. Your words are. Try again in a few minutes."
TOO_LONG = (
    "The virus scanner takes no file of this size, so nothing was kept. Split the document, or tell your IT service."
)
HARMFUL = "The virus scanner knows this file: {}. It was not kept. Do not open it, and tell your IT service."


def configured() -> bool:
    return bool(settings.CLAMD)


def scanned(file: bytes) -> str:
    """What the scanner said of it; empty where there is none. Raises Invalid."""
    if not configured():
        return ""
    try:
        said = _asked(file)
    except OSError as error:
        raise Invalid(SILENT) from error
    if said.endswith("FOUND"):
        raise Invalid(HARMFUL.format(said.removeprefix("stream:").removesuffix("FOUND").strip()))
    if "size limit exceeded" in said:
        raise Invalid(TOO_LONG)
    if said != "stream: OK":
        raise Invalid(SILENT)
    return "clamd: nothing found"


def _asked(file: bytes) -> str:
    host, _, port = settings.CLAMD.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as clamd:
        with suppress(BrokenPipeError, ConnectionResetError):  # too long for it: it has said so, and listens no longer
            _send(clamd, file)
        return _answer(clamd)


def _send(clamd: socket.socket, file: bytes) -> None:
    clamd.sendall(b"zINSTREAM\0")
    for at in range(0, len(file), PIECE):
        piece = file[at : at + PIECE]
        clamd.sendall(struct.pack("!I", len(piece)) + piece)
    clamd.sendall(struct.pack("!I", 0))


def _answer(clamd: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := clamd.recv(4096)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace").strip()
