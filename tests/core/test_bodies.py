"""What is too large is refused in words, and not a byte of it is read."""

from io import RawIOBase
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from kith.core import frontend
from kith.core.bodies import LARGEST


@pytest.fixture(scope="module", autouse=True)
def published() -> None:
    frontend.publish()


class Unread(RawIOBase):
    """A picture of fifty megabytes that nobody may look into."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("what was sent was read")

    def readable(self) -> bool:
        return True


@pytest.mark.parametrize("length", [50_000_000, LARGEST + 1, "9" * 40, "-1", "many"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "image/jpeg"])
def test_refused_before_it_is_read(length: Any, kind: str) -> None:
    asked = RequestFactory().post("/login/", b"", content_type=kind).environ
    told: list[str] = []
    sent = asked | {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    page = b"".join(WSGIHandler()(sent, lambda status, headers: told.append(status))).decode()
    assert told == ["413 Request Entity Too Large"]
    assert "too large" in page and "Nothing was saved by this" in page


def test_what_fits_goes_on() -> None:
    asked = RequestFactory().post("/login/", b"x=1", content_type="application/x-www-form-urlencoded").environ
    told: list[str] = []
    b"".join(WSGIHandler()(asked, lambda status, headers: told.append(status)))
    assert told and not told[0].startswith("413")
