"""What the door asks of the database for somebody who has lost every second factor (access/sql/0020_recovery.sql)."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connections, transaction

from kith.agencies import posting

FIGURES = 8


@dataclass(frozen=True)
class Request:
    """How far it is. `vouched`: by how many; `ready`: vouched for by two, and waited."""

    asked: datetime
    due: datetime
    expires: datetime
    vouched: int
    ready: bool


def asked(practitioner_id: int) -> Request | None:
    """The request of theirs that is open."""
    found = _door("SELECT access.recovery_of(%s)::text", practitioner_id)
    if not found:
        return None
    told = json.loads(found)
    dates = {name: datetime.fromisoformat(told[name]) for name in ("asked", "due", "expires")}
    return Request(**dates, vouched=told["vouched"], ready=told["ready"])


def ask(practitioner_id: int, user: User) -> tuple[int, str]:
    """A new request: its number for notices, and the number to tell whoever vouches. That is kept nowhere."""
    code = f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    return int(_door("SELECT access.ask_recovery(%s, %s, %s)", practitioner_id, code, user.password)), code


def stop(request_id: int) -> None:
    _door("SELECT access.stop_recovery(%s)", request_id)


def finish(practitioner_id: int, user: User) -> bool:
    """Every second factor and recovery code goes, every session ends; True where two vouched and the time has come."""
    with transaction.atomic(using="door"):
        done = bool(_door("SELECT access.finish_recovery(%s, %s)", practitioner_id, user.password))
        if done:
            Authenticator.objects.filter(user_id=user.pk).delete()
    return done


def tell(user: User, subject: str, words: str) -> None:
    """To the account's address, once it is certain."""
    mail = EmailMessage(f"Kith: {subject}", words, to=[user.email])
    transaction.on_commit(lambda: posting.post(mail), using="door")


def _door(sql: str, *params: Any) -> Any:
    with connections["door"].cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
        return row[0] if row else None
