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
def number_clashes(a: Asker) -> Iterator[Any]:
    """Each two people with a number of whom one may open both sides, once."""
    shown = a.linked(a.text(reverse("number_clashes")), "numbers")
    yield "pairs", {_pair(a, name) for name in shown}, {_pair(a, name) for name in a.opened("clash") if _both(a, name)}


def _pair(a: Asker, clash: str) -> str:
    return " and ".join(sorted((a.world.rows[clash].person, a.other(clash))))


def _both(a: Asker, clash: str) -> bool:
    return a.located(a.world.rows[clash].person) and a.located(a.other(clash))


@route
@on_each_record
def clashes_of_one(a: Asker, who: str) -> tuple[Shown, Shown]:
    """On the page of one of them."""
    shown = a.linked(a.page("details", who), "numbers")
    return shown, set(a.clashes(who))


@route
def settle_clash(a: Asker) -> Iterator[Any]:
    yield from _one_by_one(a, "clash", "settle_clash")


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
def plan_for(a: Asker, who: str) -> tuple[Shown, Shown]:
    """As the person may see it: what the caller opens of it, none above practice grade."""
    opened, shown = a.opened("plan", who), set()
    for name in opened:
        address = reverse("plan_for", args=[a.planted.person[who], a.planted.row[name]])
        answer = a.client.get(address, {"to": "them"})
        assert answer.status_code in (200, 404), answer.status_code
        shown |= a.of_kind(answer.text, "plan") if answer.status_code == 200 else set()
    return shown, {name for name in opened if a.world.rows[name].grade <= 3}


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
