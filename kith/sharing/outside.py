"""Messages to somebody outside as the reader opens them; and the outside's own door, which opens exactly one."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.sharing.models import Message, MessageAnswer, MessageState, Outsider

DOOR = "outside"
DIGITS = 8


@dataclass(frozen=True)
class Secrets:
    """What opens a message, known while it is sent and kept nowhere: `link` (256 bits), `code` (eight digits)."""

    link: str
    code: str

    @classmethod
    def new(cls) -> "Secrets":
        return cls(secrets.token_urlsafe(32), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")

    @property
    def said(self) -> str:
        """The code as it is read out."""
        return f"{self.code[:4]} {self.code[4:]}"


def of_link(link: str) -> bytes:
    """What is kept of a link."""
    return hashlib.sha256(link.encode()).digest()


def of_code(link: str, code: str) -> bytes:
    """What is kept of a code. With the link in it: from what is kept alone nobody can work the code out."""
    return hashlib.sha256(f"{link} {code}".encode()).digest()


@dataclass(frozen=True)
class Sent:
    """A message, what came back, and where it stands now."""

    message: Message
    answers: Sequence[MessageAnswer]

    @property
    def waits(self) -> bool:
        """Whether the link still opens it."""
        return self.message.state == MessageState.SENT and self.message.expires_at > acting().at

    @property
    def stands(self) -> str:
        if self.waits and self.message.not_sent:
            return f"not sent: {self.message.get_not_sent_display()} could not be delivered"
        over = self.message.state == MessageState.SENT and not self.waits
        return "not read, and its time is over" if over else self.message.get_state_display()


def sent(person: UUID, message: UUID) -> Sent:
    """Raises Unknown: not there, and not mine to open, are the same. Leaves its event."""
    found = Message.objects.filter(person_id=person, id=message).select_related("owner", "author__practitioner").first()
    if found is None:
        raise Unknown
    answers = list(MessageAnswer.objects.filter(person_id=person, message_id=message).order_by("recorded_at"))
    log("open", person, [message, *(a.id for a in answers)], [found.domain], [found.grade])
    return Sent(found, answers)


def messages_about(person: UUID) -> list[Sent]:
    """The newest first. Part of a look that leaves its event."""
    found = Message.objects.filter(person_id=person).select_related("owner").order_by("-recorded_at")
    return [Sent(row, ()) for row in found]


def outsiders() -> list[Outsider]:
    """Organisations that are not on Kith, as the caller's own knows them."""
    return list(Outsider.objects.filter(owner_id=acting().agency).order_by("name"))


@dataclass(frozen=True)
class Opened:
    """What the outside reads, once. `answer`: what lets it answer, kept nowhere."""

    answer: str
    text: str
    name: str
    title: str
    organisation: str
    telephone: str
    asks: bool


def opened_outside(link: str, code: str) -> Opened | None:
    """The message of this link and this code, which opens no second time; None whatever is wrong."""
    digits = "".join(c for c in code if c.isdecimal() and c.isascii())
    answer = secrets.token_urlsafe(32)
    with connections[DOOR].cursor() as cursor:
        cursor.execute(
            "SELECT * FROM sharing.outside_open(%s, %s, %s)",
            [of_link(link), of_code(link, digits), of_link(answer)],
        )
        found = cursor.fetchone()
    return Opened(answer, *found) if found else None


def answered_outside(answer: str, words: str) -> bool:
    """Whether the answer arrived: once, within a day of reading."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT sharing.outside_answer(%s, %s)", [of_link(answer), words])
        return bool(cursor.fetchone()[0])
