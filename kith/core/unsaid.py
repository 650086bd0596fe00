"""What an address must carry and must not say: sealed under the installation's key, for one human alone.

Addresses stand in histories, in the logs of proxies and over shoulders: words that somebody searches for in a record
do not belong there (OWASP ASVS 5.0, V14.2.1). Sealed they come back with the page before, and from a bookmark.
"""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

HOURS = 12  # as long as a session


def cipher(purpose: str) -> Fernet:
    """A key of its own for each purpose, made from the installation's (decision 4)."""
    key = sha256(f"kith {purpose}".encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def unsaid(words: str, human: int) -> str:
    """The words for an address; nothing for no words."""
    return cipher("unsaid").encrypt(f"{human} {words}".encode()).decode() if words else ""


def said(sealed: str, human: int) -> str:
    """The words again; nothing where they are another's, of yesterday, or not ours: the page shows everything then."""
    try:
        whose, _, words = cipher("unsaid").decrypt(sealed, ttl=HOURS * 3600).decode().partition(" ")
    except (InvalidToken, ValueError):  # ValueError: letters that no token has
        return ""
    return words if whose == str(human) else ""
