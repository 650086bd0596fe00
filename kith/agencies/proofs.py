"""By what somebody showed that it is them, in words for the event of their session (ASVS 5.0, V16.3.1)."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

WORDS = {
    "password": "password",
    "password_reset": "a link that was sent to them",
    "webauthn": "passkey",
    "totp": "code of an app",
    "recovery_codes": "recovery code",
}


def proofs(request: HttpRequest) -> str:
    """All that this browser was signed in with, in its order: "password, code of an app"."""
    records = get_authentication_records(request, request.user)
    return ", ".join(dict.fromkeys(_word(record) for record in records if not record.get("reauthenticated")))


def last_proof(request: HttpRequest) -> str:
    """What was shown just now."""
    records = get_authentication_records(request, request.user)
    return _word(records[-1]) if records else ""


def _word(record: dict[str, Any]) -> str:
    """One that is not known by words keeps its name: it is never left out."""
    if record["method"] == "socialaccount":
        return f"identity at {record['provider']}"
    name = str(record.get("type") or record["method"])
    return WORDS.get(name, name)
