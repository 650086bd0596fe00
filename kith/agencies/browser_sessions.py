"""Browser sessions whose keys are stored hashed: whoever reads the table cannot send the cookie.

Same reason as for the session token (access/sql): a copy of the database, or a hole in reading it, signs nobody in.
"""

from hashlib import blake2b
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone


def stored_key(key: str) -> str:
    """What stands in the table for the key in the cookie: 40 hexadecimal digits, as wide as the column."""
    return blake2b(key.encode(), digest_size=20).hexdigest()


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(
            session_key=stored_key(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        session = super().create_model_instance(data)
        session.session_key = stored_key(session.session_key)
        return session

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(stored_key(key))
