"""`python -m bench.home [--millions 1]`: home and the list of people covered, for posts with few and with very many.

What home reads of whom one works with, in one transaction with keyring and event, beside the same by fetching everybody
first: one run, in turn, and both must answer the same. Then each whole page in one process, with
middleware and template.
"""

import argparse
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from bench.acting import practitioner
from bench.large import ready
from bench.place import Place, results
from bench.reading import readers
from bench.timing import Times, interleaved, keep, shown, timed

RUNS, LISTED = 5, 100
WIDE = {
    "manages most teams": """SELECT post_id FROM agencies_membership WHERE manager GROUP BY 1
        ORDER BY count(*) DESC LIMIT 1""",
    "team with most people": """SELECT m.post_id FROM agencies_membership m WHERE NOT m.manager AND m.team_id = (
        SELECT holder_id FROM access_involvement WHERE NOT closed GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) LIMIT 1""",
}
Home = tuple[str, list[UUID]]  # how many are covered, in words, and on whom something waits


def counted() -> Home:
    """What home reads of whom one works with, as Kith does."""
    from kith.core.session import acting
    from kith.desk.home.mine import allocated_to, covered_count
    from kith.desk.home.waiting import waiting_for_me

    me = acting()
    found = covered_count(me, allocated_to(me))
    return str(found), sorted(each.person for each in waiting_for_me(me) if each.person)


def listed() -> list[UUID]:
    """The first page of those covered, as Kith does."""
    from kith.core.session import acting
    from kith.desk.home.mine import allocated_to, covered_by_teams

    me = acting()
    return list(covered_by_teams(me, allocated_to(me), 0, LISTED))


def everybody() -> tuple[list[UUID], list[UUID]]:
    """All who are mine, fetched: allocated, and covered."""
    from kith.core.session import acting
    from kith.desk.home.mine import my_involvements

    me = acting()
    found = list(my_involvements(me).order_by("starts", "person_id").values_list("person_id", "holder_id"))
    allocated = dict.fromkeys(person for person, holder in found if holder == me.post)
    return list(allocated), list(dict.fromkeys(person for person, _ in found if person not in allocated))


def fetched() -> tuple[int, list[UUID]]:
    """What home reads, by fetching everybody first, then by lists of ids."""
    from django.utils.timezone import localtime

    from kith.access.models import Involvement
    from kith.core.session import acting, rows
    from kith.desk.home.waiting import SOON
    from kith.people.models import Alert

    me, (allocated, covered) = acting(), everybody()
    mine = [*allocated, *covered]
    waiting = [row[0] for row in rows("SELECT person_id FROM access.notices()")]
    told = Involvement.objects.filter(person_id__in=mine, accepted=False, closed=False).exclude(owner_id=me.agency)
    waiting += told.order_by("recorded_at").values_list("person_id", flat=True)[:50]
    soon = localtime(me.at).date() + timedelta(days=SOON.days)
    due = Alert.objects.filter(person_id__in=mine, withdrawn_at=None, until=None, review_on__lte=soon)
    waiting += due.order_by("review_on").values_list("person_id", flat=True)[:50]
    return len(covered), sorted(waiting)


def _read(token: str, read: Callable[[], Any]) -> Any:
    """In one transaction with keyring and event."""
    from kith.audit.log import log
    from kith.core.session import entered

    with entered(token):
        log("list")
        return read()


def _page(token: str, path: str, runs: int) -> Times:
    from django.test import Client

    from kith.core.session import TOKEN_COOKIE

    client = Client(SERVER_NAME="localhost")
    client.cookies[TOKEN_COOKIE] = token
    for _ in range(2):
        assert client.get(path).status_code == 200, path
    return Times([timed(lambda: client.get(path)) for _ in range(runs)])


def posts(here: Place) -> dict[str, int]:
    with here.superuser() as admin:
        wide = {name: row[0] for name, sql in WIDE.items() if (row := admin.execute(sql).fetchone())}
    return {**readers(here), **wide}


def measured(here: Place, post: int, runs: int) -> dict[str, Any]:
    with here.superuser() as admin:
        token = practitioner(admin, post).token
    (said, waiting), (people, theirs) = _read(token, counted), _read(token, fetched)
    assert waiting == theirs and (said.startswith("more than") or said == f"{people:,} people"), f"post {post} differs"
    assert _read(token, listed) == _read(token, everybody)[1][:LISTED], f"post {post}: the list differs"
    contestants = {f.__name__: partial(_read, token, f) for f in (counted, fetched, listed, everybody)}
    pages = {page: _page(token, path, runs) for page, path in (("home", "/"), ("covered page", "/covered/"))}
    return {"covered": people} | {name: each.told() for name, each in (interleaved(contestants, runs) | pages).items()}


def _beside(figures: dict[str, Any], ours: str, theirs: str) -> tuple[float, float, float]:
    one, other = figures[ours]["median"], figures[theirs]["median"]
    return one, other, other / one


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.home", description=__doc__)
    parser.add_argument("--millions", type=int, default=1, help="of entries")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    with ready(options.millions) as here:
        figures = {name: measured(here, post, options.runs) for name, post in posts(here).items()}
    columns = (
        "",
        "covered",
        "home: counted",
        "fetched",
        "times",
        "list: paged",
        "fetched",
        "times",
        "page: home",
        "list",
    )
    told = [(name, f["covered"], *_beside(f, "counted", "fetched"), *_beside(f, "listed", "everybody"),
             f["home"]["median"], f["covered page"]["median"]) for name, f in figures.items()]  # fmt: skip
    shown(f"ms, median of {options.runs} runs", columns, told)
    keep(results(), "home", figures)


if __name__ == "__main__":
    main()
