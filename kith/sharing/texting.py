"""Text messages: one small interface, and what stands behind it where there is no contract with a carrier.

`KITH_SMS_GATEWAY` names a class with `send(number, words)`: one of these, or an installation's own.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.utils.module_loading import import_string

from kith.agencies.posting import carriers, carry
from kith.core.errors import Invalid


class Gateway(Protocol):
    """Sends one text message. Raises OSError where it cannot."""

    def send(self, number: str, words: str) -> None: ...


class Console:
    """To whoever sits at the machine: for trying it out."""

    def send(self, number: str, words: str) -> None:
        sys.stdout.write(f"Text message to {number}: {words}\n")


class Folder:
    """A file each in `KITH_SMS_FOLDER`: for the demo and for tests."""

    def send(self, number: str, words: str) -> None:
        folder = Path(settings.SMS_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{uuid4().hex}.txt").write_text(f"{number}\n{words}\n")


def mobile(number: str) -> str:
    """A mobile number as a gateway takes it. Raises Invalid."""
    kept = re.sub(r"[\s()-]", "", number)
    if not re.fullmatch(r"(\+\d{8,15}|07\d{9})", kept):
        raise Invalid("Enter a mobile number, like 07700 900123 or +44 7700 900123.")
    return kept


def text(number: str, words: str, failed: Callable[[], None] | None = None) -> None:
    """Hand it over beside the request; what could not be sent is logged, and `failed` called."""
    gateway: Gateway = import_string(settings.SMS_GATEWAY)()
    carriers.submit(carry, "text message", lambda: gateway.send(number, words), failed)
