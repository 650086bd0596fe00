"""Write to somebody who is not on Kith; recall it; keep what is known of organisations outside."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import connection, transaction

from kith.agencies import posting
from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed, tidy
from kith.sharing import texting
from kith.sharing.channels import ours
from kith.sharing.editions import guide
from kith.sharing.guide import BESIDE
from kith.sharing.models import Channel, NotSent
from kith.sharing.outside import Secrets, of_code, of_link

SUBJECT = "A secure message for you"
NOTICE = """{organisation} has sent you a secure message. It can be read once, until {until:%-d %B %Y}.

Open this link, and enter the code that you are given in another way:

{link}

Nobody will ask you for the code. If you do not expect a message, do nothing: without the code it cannot be read.
"""
TEXT = "The code for the secure message from {organisation}: {code}. Nobody will ask you for it."


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What is sent, to whom, and on which law (its code). `channel`: how the code goes; `to_number`: where."""

    to_name: str
    to_organisation: str
    to_email: str
    channel: str
    to_number: str = ""
    text: str
    asks: bool = False
    why: str
    gateway: str


@transaction.atomic
def write_outside(
    *, person: UUID, domain: str, grade: int, message: Outside, expires: datetime, token: str, keys: Secrets
) -> UUID:
    """Written down with its disclosure; nothing leaves before `notify`. Raises Invalid, Unknown, Refused."""
    said = asdict(message) | {
        "to_name": needed(message.to_name, "Who reads it", 200),
        "to_organisation": needed(message.to_organisation, "Their organisation", 200),
        "to_email": _email(message.to_email),
        "to_number": _number(message),
        "text": needed(message.text, "The message", 20000, lines=True),
        "why": needed(message.why, "Why", 1000, lines=True),
    }
    law = guide().gateway(message.gateway)
    if law is None and message.gateway not in BESIDE:
        raise Invalid("Choose the law or the permission that you rest on.")
    said |= {"basis": law.basis if law else BESIDE[message.gateway], "force": law.force if law else "power"}
    digests = (of_link(keys.link), of_code(keys.link, keys.code))
    return UUID(str(call("sharing.write_outside", person, domain, grade, *digests, expires, token, json.dumps(said))))


def notify(*, of: UUID, message: Outside, organisation: str, until: date, link: str, keys: Secrets) -> None:
    """Once it is written down: the e-mail with the link, and the code by its own way. Neither says about whom.

    `of`: the message, whose writer is told where one of them cannot be sent.
    """
    words = NOTICE.format(organisation=organisation, until=until, link=link)
    mail = EmailMessage(SUBJECT, words, to=[_email(message.to_email)])
    transaction.on_commit(lambda: posting.post(mail, failed=partial(_not_sent, of, NotSent.LINK)))
    if message.channel == Channel.SMS:
        said = TEXT.format(organisation=organisation, code=keys.said)
        transaction.on_commit(lambda: texting.text(_number(message), said, failed=partial(_not_sent, of, NotSent.CODE)))


def _not_sent(of: UUID, what: NotSent) -> None:
    """On the carrier's thread, with a connection of its own and no keyring."""
    try:
        call("sharing.not_sent", of, str(what))
    finally:
        connection.close()


def _email(typed: str) -> str:
    address = tidy(typed, "The e-mail address", 254)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid("Enter an e-mail address, like name@example.org.") from error
    return address


def _number(message: Outside) -> str:
    if message.channel not in ours():
        raise Invalid("Choose how the code reaches them.")
    return texting.mobile(message.to_number) if message.channel == Channel.SMS else ""


@transaction.atomic
def recall_message(*, person: UUID, message: UUID, why: str) -> None:
    """Raises Unknown, Refused, Invalid (it was read already)."""
    call("sharing.recall_message", person, message, needed(why, "Why", 1000, lines=True))


@transaction.atomic
def keep_outsider(
    *, known: int | None, name: str, kind: str, email: str, mobile: str, telephone: str, channels: list[str]
) -> int:
    """What one's organisation knows of one that is not on Kith. Raises Refused, Unknown, Invalid."""
    said = {
        "name": needed(name, "The name", 200),
        "kind": kind,
        "email": _email(email),
        "mobile": texting.mobile(mobile) if mobile.strip() else "",
        "telephone": tidy(telephone, "The telephone number", 40),
        "channels": [channel for channel in channels if channel in Channel],
    }
    return int(str(call("sharing.keep_outsider", known, json.dumps(said))))
