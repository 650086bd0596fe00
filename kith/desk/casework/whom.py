"""To whom a step may be given: oneself, those of one's organisation who work with them, teams; by a manager anybody."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from kith.casework.actions.begin_step import domain_of
from kith.casework.chains import Chain, Kind, of_agency
from kith.core.session import acting, rows
from kith.desk.person.banner import Record

Holders = list[Any]  # (holder, words), or a heading with a list of these
OURS = """
    WITH around AS (
        SELECT i.holder_id AS id FROM access_involvement i
        WHERE i.person_id = %s AND i.accepted AND NOT i.closed
          AND i.starts <= core.now() AND (i.ends IS NULL OR i.ends > core.now()))
    SELECT h.id, h.name || CASE WHEN h.kind = 'post' THEN ', ' || h.title ELSE '' END, h.id IN (SELECT id FROM around)
    FROM agencies.holder h
    WHERE h.agency_id = %s AND (h.kind = 'team' OR h.kind = 'post' AND (h.id = %s OR h.id IN (SELECT id FROM around)
        OR %s AND EXISTS (
            SELECT FROM agencies_membership m
            WHERE m.post_id = h.id AND m.starts <= core.now() AND (m.ends IS NULL OR m.ends > core.now()))))
    ORDER BY h.id <> %s, h.kind, h.name"""
TEAMS = "SELECT id, name FROM agencies_team WHERE agency_id = %s AND NOT id = ANY (%s) AND NOT discreet ORDER BY name"
THEIRS = """
    SELECT h.id, h.name || ', ' || h.agency FROM agencies.holder h
    WHERE h.agency_id <> %s AND h.kind = 'team' ORDER BY h.agency, h.name"""
MINE = "SELECT kind FROM agencies_agency WHERE id = %s"


def ours(person: UUID) -> Holders:
    """Oneself; who of one's organisation works with them, as far as one sees; its teams; a manager's colleagues."""
    me = acting()
    gives = bool(me.manages) or "allocator" in me.roles
    found = rows(OURS, person, me.agency, me.post, gives, me.post)
    mine = [(holder, words) for holder, words, _ in found if holder == me.post]
    around = [(holder, words) for holder, words, works in found if works and holder != me.post]
    others = [(holder, words) for holder, words, works in found if not works and holder != me.post]
    return [*mine, *[group for group in (("Work with them now", around), ("Others here", others)) if group[1]]]


def other_teams() -> Holders:
    """The teams of one's organisation that one does not manage."""
    me = acting()
    return [(team, name) for team, name in rows(TEAMS, me.agency, list(me.manages))]


def everyone(person: UUID) -> Holders:
    """Ours, and teams of other organisations."""
    theirs = [(holder, words) for holder, words in rows(THEIRS, acting().agency)]
    return [*ours(person), ("Another organisation, which takes it on", theirs)]


def my_chains() -> tuple[Chain, ...]:
    """The chains by which my organisation works, that of its front door first."""
    found = rows(MINE, acting().agency)
    return tuple(sorted(of_agency(found[0][0]), key=lambda chain: not chain.receives)) if found else ()


def beginnings(record: Record, of: Collection[Chain] | None = None) -> list[tuple[Chain, Kind]]:
    """The steps with which work begins there, of those that stand where the reader may write of this person."""
    reach = record.explanation.on_rows_of(acting().agency)
    found = [(chain, chain.steps[code]) for chain in (my_chains() if of is None else of) for code in chain.begins]
    places = {each: domain_of(each) for each in {kind.domain for _, kind in found}}
    return [(chain, kind) for chain, kind in found if reach[places[kind.domain]] >= kind.grade]
