"""Bring a looked-after children return, already understood, onto the record: child by child, then its accounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from kith.access.door import as_post
from kith.agencies.models import Team
from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import KithError
from kith.linkage.actions.lend_import_post import lend_import_post
from kith.linkage.actions.write_children import Line, known_children, open_children, write_children
from kith.linkage.models import ImportRun
from kith.linkage.ssda903.accounts import Accounts
from kith.linkage.ssda903.facts import SOURCE, Child
from kith.linkage.ssda903.understanding import Understood
from kith.linkage.ssda903.words import spoken

TOGETHER = 25  # children in one transaction: all of each, or none
TRIES = 3  # a deadlock, or an entry that somebody amends at this very moment, is tried again
PURPOSE = "job"


class Stopped(Exception):
    """The database gave up on the way. The message says how far the import came."""


@dataclass(frozen=True)
class Imported:
    """What became of every row, and how many children were new to the record."""

    accounts: Accounts
    admitted: int


def import_ssda903(understood: Understood, team: Team, progress: Callable[[int], None]) -> Imported:
    """Owned by the team's organisation, with the team as cover. `progress` is told how many children are done.

    Raises Refused where another import of the organisation is at work, and Stopped.
    """
    with lend_import_post(team) as post:
        with as_post(post, PURPOSE) as actor:
            started, people = actor.at, known_children()
            children = open_children(understood.children, people)
        written: set[Line] = set()
        for done, batch in _batches(children):
            progress(done)
            written |= _write(post, batch, team, people, understood, done)
        progress(len(understood.children))
        imported = Imported(understood.account(written), sum(child.number not in people for child in children))
        with as_post(post, PURPOSE):
            _keep(understood, imported, team, started)
    return imported


def _batches(children: list[Child]) -> Iterator[tuple[int, list[Child]]]:
    for done in range(0, len(children), TOGETHER):
        yield done, children[done : done + TOGETHER]


def _write(
    post: int, batch: list[Child], team: Team, people: dict[str, UUID], understood: Understood, done: int
) -> set[Line]:
    """One transaction, tried again where the database asks for it."""
    reason = f"The looked-after children return for the year to {spoken(understood.year_end)} says otherwise."
    attempt = 1
    while True:
        try:
            with as_post(post, PURPOSE):
                return write_children(batch, team, people, reason)
        except (DatabaseError, KithError) as problem:
            if attempt == TRIES:
                raise Stopped(
                    f"Stopped after {done} of {len(understood.children)} children, who are on the record whole. "
                    "Run the same command again to go on from there."
                ) from problem
            attempt += 1


def _keep(understood: Understood, imported: Imported, team: Team, started: datetime) -> None:
    """The figures, without a word about any child."""
    figures = {file: dict(counted) for file, counted in imported.accounts.by_file().items()}
    ImportRun.objects.create(
        agency_id=team.agency_id,
        team_id=team.pk,
        source=SOURCE,
        year_end=understood.year_end,
        started_at=started,
        finished_at=now(),
        children=len(understood.children),
        admitted=imported.admitted,
        figures=figures,
    )
    log("import", source=SOURCE, team=team.pk, rows_read=len(understood.rows), admitted=imported.admitted)
