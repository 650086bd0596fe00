"""To whom a step may be given: oneself, one's teams; by a manager colleagues; other organisations' teams."""

from typing import Any

from kith.casework.chains import Chain, Kind, of_agency
from kith.core.session import acting, rows

Holders = list[tuple[int, str]]
OURS = """
    SELECT h.id, h.name || CASE WHEN h.kind = 'post' THEN ', ' || h.title ELSE '' END, h.kind
    FROM agencies.holder h
    WHERE h.agency_id = %s AND (h.kind = 'team' OR h.kind = 'post' AND (h.id = %s OR %s AND EXISTS (
        SELECT FROM agencies_membership m
        WHERE m.post_id = h.id AND m.starts <= core.now() AND (m.ends IS NULL OR m.ends > core.now()))))
    ORDER BY h.id <> %s, h.kind DESC, h.name"""
THEIRS = """
    SELECT h.id, h.name || ', ' || h.agency FROM agencies.holder h
    WHERE h.agency_id <> %s AND h.kind = 'team' ORDER BY h.agency, h.name"""
MINE = "SELECT kind FROM agencies_agency WHERE id = %s"


def ours() -> Holders:
    """Oneself first, the teams of one's organisation, and for managers and allocators colleagues."""
    me = acting()
    gives = bool(me.manages) or "allocator" in me.roles
    return [(holder, words) for holder, words, _ in rows(OURS, me.agency, me.post, gives, me.post)]


def everyone() -> list[Any]:
    """Ours, and teams of other organisations, as groups of choices."""
    theirs = [(holder, words) for holder, words in rows(THEIRS, acting().agency)]
    return [("Here", ours()), ("Another organisation, which takes it on", theirs)]


def my_chains() -> tuple[Chain, ...]:
    """The chains by which my organisation works, that of its front door first."""
    found = rows(MINE, acting().agency)
    return tuple(sorted(of_agency(found[0][0]), key=lambda chain: not chain.receives)) if found else ()


def beginnings() -> list[tuple[Chain, Kind]]:
    """The steps with which work begins there."""
    return [(chain, chain.steps[code]) for chain in my_chains() for code in chain.begins]
