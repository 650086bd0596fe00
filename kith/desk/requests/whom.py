"""Whom one may write to: those known to be around the person first, then front doors, then everybody else."""

from typing import Any

from kith.access.explain import Contact
from kith.core.session import acting, rows

Holders = list[tuple[int, str]]
EVERYONE = (
    "SELECT h.id, concat_ws(', ', h.name, CASE WHEN h.kind = 'post' THEN h.title END, h.agency), h.agency_id,"
    " coalesce(t.front_door, false)"
    " FROM agencies.holder h LEFT JOIN agencies_team t ON t.id = h.id WHERE h.kind <> 'managers'"
    " ORDER BY h.agency, h.kind DESC, h.name"
)
ANSWER_FOR = (
    "SELECT h.id, h.name || ', ' || h.title FROM agencies.holder h"
    " WHERE h.kind = 'post' AND h.agency_id = %s AND sharing.answers_for(h.id) ORDER BY h.name"
)
KINDS_OF = (
    "SELECT h.id, a.kind FROM agencies.holder h JOIN agencies_agency a ON a.id = h.agency_id WHERE h.id = ANY (%s)"
)
KIND_OF = (
    "SELECT a.id, a.kind, a.name, h.name FROM agencies.holder h JOIN agencies_agency a ON a.id = h.agency_id"
    " WHERE h.id = %s"
)


def to_ask(contacts: list[Contact]) -> list[tuple[str, Holders]]:
    """As groups of choices. `contacts`: whom the reader may locate; the choice itself tells nothing about anybody."""
    mine = set(acting().holders)
    everyone = [row for row in rows(EVERYONE) if row[0] not in mine]
    around = {contact.holder for contact in contacts}
    first = [(holder, words) for holder, words, *_ in everyone if holder in around]
    doors = [(holder, words) for holder, words, _, door in everyone if door and holder not in around]
    rest = [(holder, words) for holder, words, _, door in everyone if not door and holder not in around]
    groups = [("Works with them, as far as you may know", first), ("Front doors", doors), ("Everybody else", rest)]
    return [(label, holders) for label, holders in groups if holders]


def everybody() -> Holders:
    """Every post and team, with its organisation."""
    return [(holder, words) for holder, words, *_ in rows(EVERYONE)]


def colleagues(besides: set[int]) -> Holders:
    """Posts and teams of my own organisation, but for these."""
    return [(h, words) for h, words, agency, _ in rows(EVERYONE) if agency == acting().agency and h not in besides]


def ourselves() -> Holders:
    """My post and my teams, to whom an answer may be opened."""
    mine = set(acting().holders)
    found = [(holder, words) for holder, words, *_ in rows(EVERYONE) if holder in mine]
    return sorted(found, key=lambda each: each[0] != acting().post)


def who_answer_for() -> Holders:
    """Managers and information governance of my organisation."""
    return [(post, words) for post, words in rows(ANSWER_FOR, acting().agency)]


def agencies_of(chosen: list[int]) -> dict[int, str]:
    """Holder → kind of its organisation, of these, in their order."""
    found = dict(rows(KINDS_OF, chosen))
    return {holder: found[holder] for holder in chosen if holder in found}


def agency_of(holder: int) -> dict[str, Any] | None:
    """The organisation of a holder: id, kind, name; and the holder's own name. None: there is no such holder."""
    found = rows(KIND_OF, holder)
    return dict(zip(("id", "kind", "name", "holder"), found[0], strict=True)) if found else None
