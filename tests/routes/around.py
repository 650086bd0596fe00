"""Routes to the work about somebody, to their rights and to what has left Kith; and the search over everybody."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from tests.routes import rich
from tests.routes.asking import ONE_IN, ROUTES, Asker, Shown, on_each_record, route

__all__ = ["ROUTES"]  # all of them, those of asking.py included


@route
def search_everybody(a: Asker) -> Iterator[Any]:
    """Each word looked for over all records: found there, where the record opens too, or nowhere."""
    marks = rich.marks_of(a.planted, a.world)
    for name in [n for n in a.world.rows if n.startswith("entry")][:: 4 * ONE_IN]:
        answer = a.client.post(reverse("search"), {"words": marks[name]})
        assert answer.status_code == 200, answer.status_code
        expected = {name} & a.mine if a.located(a.world.rows[name].person) else set()
        yield name, a.linked(answer.text, "entries"), expected


@route
@on_each_record
def work(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.linked(a.page("work", who), "steps"), set(a.opened("step", who))


@route
def step(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "step", "step")


@route
@on_each_record
def plans(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.of_kind(a.page("plans", who), "plan"), set(a.opened("plan", who))


@route
def plan(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "plan", "plan")


@route
@on_each_record
def rights(a: Asker, who: str) -> tuple[Shown, Shown]:
    """What somebody said about their information, and who speaks for them."""
    opened = {name for kind in ("consent", "representative") for name in a.opened(kind, who)}
    return a.of_kind(a.page("rights", who), "consent", "representative"), opened


@route
def consent(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "consent", "consent")


@route
def representative(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "representative", "representative")


@route
@on_each_record
def documents(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.of_kind(a.page("documents", who), "document"), set(a.opened("document", who))


@route
def document(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "document", "document")


@route
def document_picture(a: Asker) -> Iterator[Any]:
    """What is shown of one: a file lies in a table of its own, under the lock of its document."""
    for name in [n for n in a.world.rows if n.split()[0] == "document"][::ONE_IN]:
        who = a.world.rows[name].person
        parts = [a.planted.person[who], a.planted.row[name], "shown"]
        shown = a.of_kind(a.text(reverse("document_picture", args=parts)), "document")
        yield name, shown, {name} & a.mine if a.located(who) else set()


@route
@on_each_record
def left(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.of_kind(a.page("left", who), "disclosure"), set(a.opened("disclosure", who))


@route
@on_each_record
def left_csv(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.of_kind(a.paper("left_csv", who), "disclosure"), set(a.opened("disclosure", who))


def _one_by_one(a: Asker, kind: str, address: str) -> Iterator[Any]:
    """Each row by its own address: there, or as what is not there."""
    for name in [n for n in a.world.rows if n.split()[0] == kind][::ONE_IN]:
        who = a.world.rows[name].person
        told = {name} if a.page(address, who, name) else set()
        yield name, told, {name} & a.mine if a.located(who) else set()
