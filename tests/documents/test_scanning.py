"""The scanner: clamd's INSTREAM as clamd(8) describes it, against a server that holds to that description."""

import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from kith.core.errors import Invalid
from kith.documents import scanning

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(threading.Thread):
    """Takes zINSTREAM, pieces with their length before each, an empty one at the end; answers and closes."""

    def __init__(self, answer: bytes = b"") -> None:
        super().__init__(daemon=True)
        self.answer, self.pieces = answer, list[int]()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"

    def run(self) -> None:
        with self.listening, self.listening.accept()[0] as asked, asked.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            file = b""
            while length := struct.unpack("!I", told.read(4))[0]:
                self.pieces.append(length)
                file += told.read(length)
            found = b"stream: Eicar-Signature FOUND\0" if EICAR in file else b"stream: OK\0"
            asked.sendall(self.answer or found)


@pytest.fixture
def clamd() -> Iterator[Any]:
    def listening(answer: bytes = b"") -> Clamd:
        server = Clamd(answer)
        server.start()
        return server

    yield listening


def scan(server: Clamd, file: bytes) -> str:
    with override_settings(CLAMD=server.address):
        said = scanning.scanned(file)
    server.join(5)
    return said


def test_what_is_clean_is_said_to_be_and_is_sent_in_pieces(clamd) -> None:
    server = clamd()
    assert scan(server, b"x" * 200_000) == "clamd: nothing found"
    assert server.pieces == [65536, 65536, 65536, 3392]


def test_what_is_known_to_do_harm_is_refused_by_its_name(clamd) -> None:
    with pytest.raises(Invalid, match=r"Eicar-Signature\. It was not kept"):
        scan(clamd(), b"words " + EICAR)


@pytest.mark.parametrize("answer", [b"stream: ERROR\0", b"\0", b"OK\0"])
def test_any_other_answer_keeps_it_out(clamd, answer: bytes) -> None:
    with pytest.raises(Invalid, match="does not answer, so nothing was kept"):
        scan(clamd(answer), b"x")


def test_what_is_too_long_for_it_is_not_told_to_come_back(clamd) -> None:
    with pytest.raises(Invalid, match="takes no file of this size, so nothing was kept"):
        scan(clamd(b"INSTREAM size limit exceeded. ERROR\0"), b"x")


def test_a_scanner_that_is_not_there_keeps_everything_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with override_settings(CLAMD=address), pytest.raises(Invalid, match="does not answer"):
        scanning.scanned(b"x")
