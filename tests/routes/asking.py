"""Asks a route as a caller and says which rows it showed. Beside it, what the model says it should have shown.

Each route is a pair: how it is asked, and which of the rows that open to the caller it is there to show.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kith.access import world as w
from kith.access.model import keyring, opens
from kith.core.session import TOKEN_COOKIE, entered
from kith.core.words import day
from tests.access.asking import Planted
from tests.routes import answered, rich
from tests.sweep.asking import words_in

ONE_IN = 1 if os.environ.get("KITH_WORLDS") else 3  # entries that are asked for one by one
RECENT, NEWS = 6, 4  # what the summary and the home page show of what is newest


def _words(answer: Any) -> str:
    """A mark is a word of its own, so the lines of a file drawn for paper stay apart."""
    if answer.headers["Content-Type"] == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    return words_in(answer)


@dataclass
class Asker:
    """One caller at the pages, in a browser of their own."""

    planted: Planted
    world: w.World
    caller: w.Caller
    mine: set[str] = field(init=False)  # names of all rows that open, by the model
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.mine = {name for name, row in self.world.rows.items() if opens(self.world, self.caller, row)}
        self.client = Client(raise_request_exception=False)
        with self.planted.app.transaction(force_rollback=True):
            self.planted.enter(self.caller)  # opens a session
        self.client.cookies[TOKEN_COOKIE] = self.planted.token[self.caller]
        self._name_of = {mark.casefold(): name for name, mark in rich.marks_of(self.planted, self.world).items()}
        self._since = {day(rich.since(n)): name for n, name in enumerate(self.world.rows)}
        self._by_id = {str(id_): name for name, id_ in self.planted.row.items()}

    # ---- what pages show ----

    def page(self, name: str, person: str, row: str | None = None, **asked: str) -> str:
        parts = [self.planted.person[person], *([self.planted.row[row]] if row else [])]
        return self.text(reverse(name, args=parts), asked)

    def text(self, address: str, asked: dict[str, str] | None = None) -> str:
        answer = self.client.get(address, asked or {})
        assert answer.status_code in (200, 302, 403, 404, 405, 422), (address, answer.status_code)
        return answer.text if answer.status_code in (200, 422) else ""

    def sought(self, person: str, words: str) -> str:
        """The chronology, narrowed by words: they are sent, and sealed into the address."""
        answer = self.client.post(reverse("chronology", args=[self.planted.person[person]]), {"words": words})
        return self.text(answer["Location"]) if answer.status_code == 302 else ""

    def paper(self, name: str, person: str, row: str | None = None) -> str:
        """A page or a file that leaves Kith, as words: written down first."""
        said = {"to_whom": "own", "why": "For the conference", "basis": "It stays in my organisation"}
        parts = [self.planted.person[person], *([self.planted.row[row]] if row else [])]
        answer = self.client.post(reverse(name, args=parts), said)
        assert answer.status_code in (302, 404), answer.status_code
        return _words(self.client.get(answer["Location"])) if answer.status_code == 302 else ""

    def marks(self, text: str) -> set[str]:
        return {self._name_of[found.casefold()] for found in rich.MARK.findall(text)}

    def of_kind(self, text: str, *kinds: str) -> set[str]:
        return {name for name in self.marks(text) if name.split()[0] in kinds}

    def days(self, text: str) -> set[str]:
        """Relationships, by the day since which they hold."""
        return {name for told, name in self._since.items() if f">{told}<" in text and name.startswith("relationship")}

    def linked(self, text: str, part: str) -> set[str]:
        """Rows whose own address stands in the text."""
        return {self._by_id[id_] for id_ in re.findall(rf"/{part}/([0-9a-f-]{{36}})/", text) if id_ in self._by_id}

    def listed(self, text: str, kind: str, name: str) -> set[str]:
        """Persons to whom a list of a page leads."""
        part = re.search(rf'<{kind} class="{name}">(.*?)</{kind}>', text, re.DOTALL)
        return self.named(part[1] if part else "")

    def named(self, text: str) -> set[str]:
        """Persons to whose pages it leads; a finder finds people of other worlds too."""
        names = {str(id_): name for name, id_ in self.planted.person.items()}
        return {names[id_] for id_ in re.findall(r'href="/people/([0-9a-f-]{36})/"', text) if id_ in names}

    # ---- what the model says ----

    def opened(self, kind: str, person: str | None = None, **having: Any) -> list[str]:
        """Rows of a kind that open to the caller, in the order in which they were made."""
        rows = self.world.rows
        return [
            name
            for name in rows
            if name in self.mine and name.split()[0] == kind and person in (None, rows[name].person)
            and all(getattr(rows[name], what) == value for what, value in having.items())
        ]  # fmt: skip

    def located(self, person: str) -> bool:
        """Whether a page of the record opens at all: it needs a name."""
        return bool(self.opened("name", person))

    def other(self, row: str) -> str:
        """The second of the two persons whom a row is about."""
        return str(self.world.rows[row].other)

    def clashes(self, who: str) -> list[str]:
        """Of a person's own page: with somebody who may be located, where a number of theirs opens at all."""
        both = [clash for clash in self.opened("clash", who) if self.located(self.other(clash))]
        return both if self.opened("identifier", who) else []

    def people(self) -> tuple[set[str], set[str]]:
        """Persons by involvement active now that the caller may see: of their own post, of the teams they stand for."""
        holders = keyring(self.world, self.caller).holders
        seen = [i for i in self.world.involvements.values() if i.holder in holders and i.active(self.world.now)]
        own = {i.person for i in seen if i.holder == self.caller.post and self.knows_of(i)}
        return own, {i.person for i in seen if self.knows_of(i)} - own

    def knows_of(self, involvement: w.Involvement) -> bool:
        """The involvement is itself a row: in identity, at locate, of the agency of its holder."""
        agency = {**self.world.teams, **{w.managers(t): a for t, a in self.world.teams.items()}}
        owner = agency.get(involvement.holder) or self.world.posts[involvement.holder].agency
        return opens(self.world, self.caller, w.Row("", involvement.person, "identity", 1, owner))


Shown = set[str]
Route = Callable[[Asker], Iterator[tuple[Any, Shown, Shown]]]  # about what, what it showed, what it should have
ROUTES: dict[str, Route] = {}


def route(ask: Route) -> Route:
    ROUTES[ask.__name__] = ask
    return ask


def on_each_record(ask: Callable[[Asker, str], tuple[Shown, Shown]]) -> Callable[[Asker], Iterator[Any]]:
    """Of every person; nothing at all of one whose name does not open."""

    def asked(a: Asker) -> Iterator[tuple[Any, Shown, Shown]]:
        for person in sorted(a.world.persons):
            found, expected = ask(a, person)
            yield person, found, expected if a.located(person) else set()

    asked.__name__ = ask.__name__
    return asked


@route
def home(a: Asker) -> Iterator[Any]:
    """First of all: what is new is what came since one last looked."""
    own, covered = a.people()
    text = a.text(reverse("home"))
    allocated = {person for person in own if a.located(person)}
    newest = {name for who in allocated for name in _by_others(a, who)[:NEWS]}
    yield "what is new", a.of_kind(text, "entry"), newest
    yield "names", {f"name {who}" for who in a.listed(text, "ul", "kith-people")}, {f"name {who}" for who in allocated}
    yield "drafts", a.linked(text, "drafts"), set(a.opened("draft", author=a.caller.post))
    yield "alerts to review", a.linked(text, "alerts"), {n for who in own | covered for n in a.opened("alert", who)}


def _by_others(a: Asker, who: str) -> list[str]:
    return [name for name in a.opened("entry", who) if a.world.rows[name].author != a.caller.post]


@route
def covered(a: Asker) -> Iterator[Any]:
    _, people = a.people()
    shown = a.of_kind(a.text(reverse("covered")), "name")
    yield "names", shown, {f"name {p}" for p in people if a.located(p)}


@route
def team(a: Asker) -> Iterator[Any]:
    """The board of each team: whom it works with, and whom those carry who are in it, as far as its manager may see."""
    now, members = a.world.now, [m for m in a.world.memberships.values() if m.active(a.world.now)]
    for board in sorted({m.team for m in a.world.memberships.values()}):
        text = a.text(reverse("team"), {"team": str(a.planted.holder[board])})
        if f"?team={a.planted.holder[board]}" not in text and f">{board}<" not in text:
            text = ""  # the page shows another of theirs, or none
        holders = {board, *(m.post for m in members if m.team == board)}
        seen = {
            i.person for i in a.world.involvements.values() if i.holder in holders and i.active(now) and a.knows_of(i)
        }
        manages = (
            board in keyring(a.world, a.caller).holders and w.managers(board) in keyring(a.world, a.caller).holders
        )
        found = {f"name {who}" for part in re.findall(r'<ul class="kith-carried">(.*?)</ul>', text, re.DOTALL)
                 for who in a.named(part)}  # fmt: skip
        yield board, found, {f"name {who}" for who in seen if a.located(who)} if manages else set()


@route
@on_each_record
def person(a: Asker, who: str) -> tuple[Shown, Shown]:
    """The summary: the newest entries, alerts, the name; a relative is a name too."""
    text = a.page("person", who)
    recent = set(a.opened("entry", who)[:RECENT]) if _beyond_locate(a, who) else set()
    return a.of_kind(text, "entry", "alert"), recent | set(a.opened("alert", who))


def _beyond_locate(a: Asker, who: str) -> bool:
    from kith.access.model import reach

    return any(grade > 1 for grades in reach(a.world, a.caller, who).values() for grade in grades.values())


@route
@on_each_record
def chronology(a: Asker, who: str) -> tuple[Shown, Shown]:
    """Page after page to the end."""
    found: Shown = set()
    asked: dict[str, str] = {}
    while text := a.page("chronology", who, **asked):
        found |= a.of_kind(text, "entry")
        more = re.search(r'href="\?after=([^"&]+)"[^>]*>Earlier', text)
        if not more:
            break
        asked = {"after": more[1].replace("%3A", ":").replace("%2B", "+").replace("%2C", ",")}
    return found, set(a.opened("entry", who))


@route
def chronology_counts(a: Asker) -> Iterator[Any]:
    """How many entries the page says there are, in all, by domain and by organisation."""
    for who in sorted(a.world.persons):
        text = a.page("chronology", who)
        rows = [a.world.rows[name] for name in a.opened("entry", who)] if a.located(who) else []
        said = re.search(r"(\d+) (?:entry|entries) within your grades", text)
        by = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)', text)
        told = {(value, n) for value, n in by if value != "case_note"} | ({("in all", said[1])} if said else set())
        counted = {d: sum(r.domain == d for r in rows) for d in {r.domain for r in rows}}
        owners = {str(a.planted.agency[o]): sum(r.owner == o for r in rows) for o in {r.owner for r in rows}}
        expected = {(value, str(n)) for value, n in (counted | owners).items()} | {("in all", str(len(rows)))}
        yield who, told, expected if a.located(who) else set()


@route
def chronology_filtered(a: Asker) -> Iterator[Any]:
    for who in sorted(a.world.persons):
        for domain in sorted({row.domain for row in a.world.rows.values()}):
            text = a.page("chronology", who, domain=domain)
            yield (
                (who, domain),
                a.of_kind(text, "entry"),
                set(a.opened("entry", who, domain=domain) if a.located(who) else []),
            )


@route
def search(a: Asker) -> Iterator[Any]:
    """Each word asked for on its person: found there or not at all."""
    marks = rich.marks_of(a.planted, a.world)
    for name in [n for n in a.world.rows if n.startswith("entry")][:: 2 * ONE_IN]:
        who = a.world.rows[name].person
        text = a.sought(who, marks[name])
        yield name, a.linked(text, "entries"), {name} & a.mine if a.located(who) else set()


@route
@on_each_record
def chronology_print(a: Asker, who: str) -> tuple[Shown, Shown]:
    return a.of_kind(a.paper("chronology_print", who), "entry"), set(a.opened("entry", who))


@route
def entry(a: Asker) -> Iterator[Any]:
    """One by one, by its own address, and by the addresses of what can be done with it."""
    for name in [n for n in a.world.rows if n.startswith("entry")][::ONE_IN]:
        who = a.world.rows[name].person
        expected = {name} & a.mine if a.located(who) else set()
        yield name, a.of_kind(a.page("entry", who, name), "entry"), expected


@route
@on_each_record
def details(a: Asker, who: str) -> tuple[Shown, Shown]:
    """With the name of whoever has one of their numbers too, where both may be located."""
    kinds = ("address", "particular", "identifier", "alert", "name")
    named = {f"name {a.other(clash)}" for clash in a.clashes(who)}
    return a.of_kind(a.page("details", who), *kinds), {n for kind in kinds for n in a.opened(kind, who)} | named


@route
@on_each_record
def family(a: Asker, who: str) -> tuple[Shown, Shown]:
    """Relationships that open, to people whom one may locate."""
    named = {n for n in a.opened("relationship", who) if a.located(str(a.world.rows[n].other))}
    return a.days(a.page("family", who)), named


@route
@on_each_record
def network(a: Asker, who: str) -> tuple[Shown, Shown]:
    """Who is involved: by the number of lines, since one holder may be involved twice."""
    lines = re.findall(r"<ul class=\"kith-network__list\">(.*?)</ul>", a.page("network", who), re.DOTALL)
    told = sorted(name for line in lines for name in re.findall(r"<p><strong>([^<]+)</strong>", line))
    seen = sorted(_called(a, i.holder) for i in a.world.involvements.values()
                  if i.person == who and i.active(a.world.now) and a.knows_of(i))  # fmt: skip
    return set(_numbered(told)), set(_numbered(seen))


def _called(a: Asker, holder: str) -> str:
    if holder in a.world.posts:
        return a.world.posts[holder].human
    return holder if holder in a.world.teams else holder[0].upper() + holder[1:]


def _numbered(names: list[str]) -> list[str]:
    return [f"{name} {names[:n].count(name)}" for n, name in enumerate(names)]


@route
def find(a: Asker) -> Iterator[Any]:
    """Whoever is looked for by their very name is found, or is not; nobody else who may not be."""
    marks = rich.marks_of(a.planted, a.world)
    for who in sorted(a.world.persons):
        answer = a.client.post(reverse("find"), {"who": marks[f"name {who}"]})
        found = {f"name {one}" for one in a.listed(answer.text, "ol", "govuk-list kith-found")}
        yield who, found & {f"name {who}"}, {f"name {who}"} & a.mine
        yield f"beside {who}", found - a.mine, set()


@route
def draft(a: Asker) -> Iterator[Any]:
    for name in [n for n in a.world.rows if n.startswith("draft")]:
        shown = a.of_kind(a.page("draft", a.world.rows[name].person, name), "draft")
        yield name, shown, {name} & a.mine if a.located(a.world.rows[name].person) else set()


@route
def review_alert(a: Asker) -> Iterator[Any]:
    for name in [n for n in a.world.rows if n.startswith("alert")]:
        who = a.world.rows[name].person
        found = a.of_kind(a.page("review_alert", who, name), "alert") & {name}
        yield name, found, {name} & a.mine if a.located(who) else set()


@route
def notices(a: Asker) -> Iterator[Any]:
    """What Kith tells somebody quietly is told to them alone."""
    text = a.text(reverse("home"))
    told = set(re.findall(r'action="/notices/(\d+)/seen/"', text))
    meant = "SELECT id::text FROM access.notice WHERE human = %s AND seen_at IS NULL"
    human = a.planted.human[a.world.posts[str(a.caller.post)].human]
    sent = {number for (number,) in a.planted.superuser.execute(meant, [human]).fetchall()}
    yield "to whom", told, sent


@route
def why(a: Asker) -> Iterator[Any]:
    """Why a line can be read: told of what opens, and of nothing else that it is there."""
    for name in [n for n in a.world.rows if n.split()[0] in ("entry", "address")][:: 2 * ONE_IN]:
        who = a.world.rows[name].person
        told = {name} if a.page("why", who, name) else set()
        yield name, told, {name} & a.mine if a.located(who) else set()


@route
@on_each_record
def forms(a: Asker, who: str) -> tuple[Shown, Shown]:
    """Which forms there are; nothing of what they say."""
    text = a.page("forms", who)
    assert not a.of_kind(text, "answer")
    return a.linked(text, "forms"), {*a.opened("response", who), *a.opened("measure", who)}


@route
@on_each_record
def scores(a: Asker, who: str) -> tuple[Shown, Shown]:
    """What scores came to, in the table behind their picture: to whoever opens each answer that one is made of."""
    _, _, told = a.page("forms", who).partition('class="kith-scores"')
    halves = {n: {f"half {n.split()[1]} {key}" for key in answered.HALVES} for n in a.opened("measure", who)}
    return a.linked(told, "forms"), {name for name, made_of in halves.items() if made_of <= a.mine}


def _answers(name: str, every: int, leaves: bool) -> Callable[[Asker], Iterator[Any]]:
    """Form by form: the answers in it that open, where the form itself does."""

    def asked(a: Asker) -> Iterator[Any]:
        for form in [n for n in a.world.rows if n.startswith("response")][::every]:
            who = a.world.rows[form].person
            text = a.paper(name, who, form) if leaves else a.page(name, who, form)
            theirs = {n for n in a.opened("answer", who) if n.split()[1] == form.split()[1]}
            yield form, a.of_kind(text, "answer"), theirs if form in a.mine and a.located(who) else set()

    asked.__name__ = name
    return asked


for _name, _every, _leaves in (
    ("response", 1, False), ("print_response", ONE_IN, True), ("docx_response", ONE_IN, True),
    ("pdf_response", 2 * ONE_IN, True),
):  # fmt: skip
    route(_answers(_name, _every, _leaves))


@route
def job(a: Asker) -> Iterator[Any]:
    """Work that Kith does by itself acts as a post, for the purpose of a job, and reads what that opens."""
    from kith.audit.log import log
    from kith.record.models import Entry

    worker = Asker(a.planted, a.world, w.Caller(a.caller.post, purpose="job"))
    with entered(a.planted.token[worker.caller]):
        entries = Entry.objects.filter(person_id__in=a.planted.person.values())
        found = {str(id_) for id_ in entries.values_list("id", flat=True)}
        log("list")
    yield "entries", {a._by_id[id_] for id_ in found}, set(worker.opened("entry"))
