"""Names of files: as they came they are somebody else's words, and part of no path. OWASP ASVS 5.0 V5.4.1, V5.4.2."""

import re
import unicodedata

ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
}
LONGEST = 120


def tidy_name(sent: str) -> str:
    """The last part of a name, in one line, without what is not seen or turns the writing round."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    seen = "".join(c for c in last if c.isprintable() and unicodedata.category(c) not in ("Cf", "Cc", "Cs", "Co"))
    return " ".join(seen.split()).strip(". ")[:LONGEST]


def name_to_save(name: str, title: str, media_type: str) -> str:
    """What it is called when it is saved: plain letters, and the ending of what it is, whatever it was called."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    return (_plain(stem) or _plain(title) or "document") + ENDINGS[media_type]


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9 ()_-]+", "-", letters).strip("- ")[:LONGEST]
