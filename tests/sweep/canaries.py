"""Canaries: words that stand in every text column of every graded table, each naming the row in which it stands.

`CANARY-<person>-<domain>-<grade>-<number>`: whoever meets one where the reference model does not open that row has
found a leak. Columns come from the catalogue, so that a new one is planted without anybody remembering to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from kith.access import world as w
from kith.access.grades import DOMAINS
from kith.access.model import opens
from tests.sweep.reference import locates

CANARY = re.compile(r"CANARY-[a-z ]+-[a-z_]+-[1-5]-(\d{6})", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>|&#8203;|&shy;")
SOON = datetime.now(UTC) + timedelta(days=30)
COLUMNS = """
    SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
      AND attname <> ALL ('{person_id,id,domain,grade,owner_id,author_id,recorded_at,audience,gate,denied}')
    ORDER BY attnum"""
TABLES = """
    SELECT replace(name, 'public.', ''), lock, other, has_any_column_privilege('kith_app', name, 'SELECT')
    FROM access.graded_table ORDER BY name"""
TEXT = ("text", "text[]", "jsonb")

# Columns of text that hold a code, so that a page could not show the row: one of the codes stands there instead.
CODES: dict[tuple[str, str], tuple[str, ...]] = {
    ("people_identifier", "scheme"): ("local",),
    ("people_identifierclash", "scheme"): ("local",),
    ("people_address", "kind"): ("home",),
    ("assessments_response", "form"): ("everything",),
    ("assessments_response", "state"): ("open",),
    ("assessments_answers", "section"): ("everything",),
    ("casework_step", "chain"): ("children",),
    ("casework_step", "step"): ("referral",),
    ("casework_step", "state"): ("open",),
    ("casework_step", "outcome"): ("",),
    ("casework_running", "clock"): ("child protection visit",),
    ("casework_running", "edition"): ("",),
    ("casework_plan", "state"): ("current",),
    ("sharing_request", "purpose"): ("enquiry",),
    ("sharing_request", "gateway"): ("ca1989-47",),
    ("sharing_message", "gateway"): ("ca1989-47",),
    ("sharing_request", "force"): ("duty",),
    ("sharing_request", "confidentiality"): ("statute",),
    ("sharing_request", "state"): ("open",),  # so that it can be answered
    ("sharing_consentrecord", "kind"): ("objection",),
    ("sharing_consentrecord", "outcome"): ("waiting",),
    ("sharing.withholding", "ground"): ("risk",),
    ("sharing_gathering", "kind"): ("conference",),
    ("sharing_message", "channel"): ("telephone",),
    ("sharing_message", "state"): ("sent",),
    ("sharing_subjectaccess", "state"): ("open",),
    ("sharing_turn", "reason"): ("not necessary",),
    ("documents_document", "media_type"): ("image/png",),
    ("sharing_exhibit", "media_type"): ("",),
    ("documents_document", "sha256"): ("0" * 64,),
    ("documents_document", "withdrawn_why"): ("",),
}
LISTS = {("record_draft", "earlier")}  # JSON that is a list
# Whose rows have the id by which others beside them name them: a step, a plan and its action; a bundle and its exhibit.
NAMED = ("casework_step", "casework_plan", "casework_action", "sharing_bundle", "sharing_exhibit")
# What a row of a fact must not do: grant. Nobody is a member of the team that holds these.
HARMLESS: dict[str, dict[str, Any]] = {
    "access_involvement": {"closed": False, "dated": False, "accepted": True, "ends": None, "profile_version": 1},
    "access_share": {"closed": False, "emergency": False, "shared_by_id": None},
}


class Table(NamedTuple):
    """A graded table: whether its rows lock to their author, the column that names another person, who reads it."""

    name: str
    lock: str
    other: str | None
    readable: bool


@dataclass
class Canaries:
    """What was planted: by number, the row in which it stands. `guarded`: rows that only engine functions read."""

    rows: dict[str, w.Row] = field(default_factory=dict)
    guarded: dict[str, w.Row] = field(default_factory=dict)
    between: dict[str, frozenset[str]] = field(default_factory=dict)  # of supervision: the posts that open it
    columns: set[tuple[str, str]] = field(default_factory=set)
    numbers: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # by table and person's name
    world: w.World = field(default_factory=lambda: w.World(datetime.now(UTC)))
    _known: dict[tuple[w.Caller | None, str], bool] = field(default_factory=dict)

    def facts_are(self, world: w.World) -> None:
        """From now on it is this world that decides."""
        if world != self.world:
            self.world, self._known = world, {}

    def beyond(self, text: str, caller: w.Caller | None) -> set[str]:
        """The canaries in a text that this caller does not open; nobody opens any."""
        return {found[0] for found in self.found(text) if not self.opened(found[1], caller)}

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """Each canary in the text, whole or cut up by markup, with its number."""
        for said in (text, TAG.sub("", text)):
            if "canary" in said.lower():
                yield from ((match[0], match[1]) for match in CANARY.finditer(said))

    def locates(self, caller: w.Caller | None, person: UUID) -> bool:
        """Whether the caller may know of the person at all."""
        known = (caller, str(person))
        if known not in self._known:
            self._known[known] = caller is not None and locates(self.world, caller, str(person))
        return self._known[known]

    def row(self, number: str) -> UUID:
        return UUID((self.rows.get(number) or self.guarded[number]).name)

    def opened(self, number: str, caller: w.Caller | None) -> bool:
        known = (caller, number)
        if known not in self._known:
            self._known[known] = caller is not None and self._decide(number, caller)
        return self._known[known]

    def _decide(self, number: str, caller: w.Caller) -> bool:
        if number in self.between:
            return caller.post in self.between[number]
        if number in self.guarded:
            return guards(self.world, caller, self.guarded[number])
        return opens(self.world, caller, self.rows[number])


def asked(domain: str, grade: int) -> str:
    """The question of the form of every question that is asked there."""
    return f"q-{domain.replace('_', '-')}-{grade}"


def everything() -> dict[str, Any]:
    """A form that asks one question in every domain at every grade."""
    from kith.assessments.extensions import DOMAIN, GRADE

    def graded(domain: str, grade: int) -> list[dict[str, Any]]:
        return [{"url": DOMAIN, "valueCode": domain}, {"url": GRADE, "valueInteger": grade}]

    questions = [
        {"linkId": asked(d, g), "type": "text", "text": f"About {d}, {g}", "extension": graded(d, g)}
        for d in DOMAINS
        for g in range(1, 6)
    ]
    section = {"linkId": "everything", "type": "group", "text": "Everything", "item": questions}
    return {"resourceType": "Questionnaire", "id": "everything", "version": "1", "status": "active",
            "title": "A form that asks everything", "extension": graded("identity", 1), "item": [section]}  # fmt: skip


def guards(world: w.World, caller: w.Caller, row: w.Row) -> bool:
    """Reasons of seals and bars are for those of the lead who may end them: governance, or who opens identity far."""
    post = world.posts.get(caller.post or "")
    governs = any(r.post == caller.post and r.name == "governance" for r in world.roles.values())
    deep = w.Row("", row.person, "identity", 4, row.owner)
    located = opens(world, caller, w.Row("", row.person, "identity", 1, row.owner))
    return post is not None and post.agency == row.owner and ((governs and located) or opens(world, caller, deep))


class Planting:
    """Canaries on their way into the database, as the engine writes."""

    def __init__(
        self, superuser: psycopg.Connection[Any], people: dict[str, UUID], posts: dict[int, int], ghost: int, to: int
    ):
        """`ghost`: a team in which nobody is. `to`: one to which every letter is written."""
        self.superuser, self.people, self.ghost, self.to = superuser, people, ghost, to
        self.steps: dict[tuple[str, str, int], UUID] = defaultdict(uuid4)  # the step, the plan and its action at each
        # the document in each domain at each grade: its id, which its file has too, and whose it is
        self.papers: dict[tuple[str, str, int], tuple[UUID, int, int]] = {}
        self.letters: dict[tuple[str, str, int], UUID] = {}  # the request in each domain at each grade
        self.posts = cycle(posts.items())
        self.planted = Canaries()
        self.choices = choices()
        self.filled = {person: uuid4() for person in people}  # the first form of each, in which all answers stand
        self.numbers = iter(range(1, 1_000_000))

    def plant(self, token: str) -> Canaries:
        """Under somebody's keyring: triggers that follow a write ask who acts."""
        with self.superuser.transaction():
            self.superuser.execute("SELECT access.enter(%s)", [token])
            self.superuser.execute("SET LOCAL ROLE kith_engine")
            for table in [Table(*row) for row in self.superuser.execute(TABLES).fetchall()]:
                columns = self.superuser.execute(COLUMNS, [table.name]).fetchall()
                self.planted.columns |= {(table.name, name) for name, kind, _ in columns if kind in TEXT}
                if table.readable:
                    self._rows(table, columns)
                else:
                    self._reasons(table, columns)
        return self.planted

    def _rows(self, table: Table, columns: list[Any]) -> None:
        """A row in every domain at every grade about every person."""
        with self.superuser.pipeline():
            for person in self.people:
                others = cycle([other for other in self.people if other != person])
                for domain in DOMAINS:
                    for grade in range(1, 6):
                        self._row(table, columns, person, domain, grade, next(others))

    def _row(self, table: Table, columns: list[Any], person: str, domain: str, grade: int, other: str) -> None:
        number, (agency, post) = f"{next(self.numbers):06}", next(self.posts)
        first = table.name == "assessments_response" and (table.name, person) not in self.planted.numbers
        id_, word = self.filled[person] if first else uuid4(), f"CANARY-{person}-{domain}-{grade}-{number}"
        if table.name in NAMED:
            id_ = self.steps[person, domain, grade]
        if table.name.startswith("documents_"):  # a file is its document's owner's
            id_, agency, post = self.papers.setdefault((person, domain, grade), (id_, agency, post))
        about = {"person_id": self.people[person], "id": id_, "domain": domain, "grade": grade}
        row: dict[str, Any] = about | {"owner_id": agency, "author_id": post, "recorded_at": datetime.now(UTC)}
        row |= {name: self._value(table, name, kind, word, id_, int(number)) for name, kind, needed in columns
                if kind in TEXT or (needed and kind != "tsvector")}  # fmt: skip
        row |= {table.other: self.people[other]} if table.other else {}
        row |= HARMLESS.get(table.name, {})
        if table.name == "assessments_answers":
            row |= {"series": self.filled[person], "content": Jsonb({asked(domain, grade): [word]})}
        if table.name.startswith("casework_"):
            row |= self._work(table, (person, domain, grade))
        if table.name == "sharing_exhibit":
            row |= {"bundle_id": id_}
        if table.lock == "letter":
            row |= self._letter(table, (person, domain, grade), agency, id_)
        marks = ", ".join(f"%({column})s" for column in row)
        named = ", ".join(f'"{column}"' for column in row)
        self.superuser.execute(f"INSERT INTO {table.name} ({named}) VALUES ({marks})", row)
        told = w.Row(str(id_), str(self.people[person]), domain, grade, str(agency), str(post), table.lock == "author",
                     str(self.people[other]) if table.other else None,
                     frozenset({str(self.to)}) if table.lock == "letter" else frozenset())  # fmt: skip
        self.planted.rows[number] = told
        self.planted.numbers.setdefault((table.name, person), []).append(number)

    def _work(self, table: Table, at: tuple[str, str, int]) -> dict[str, Any]:
        """A step, what was done to it, a clock that is late; a plan with a need, an action and its report."""
        this = self.steps[at]
        return {
            "casework_step": {"line": this},
            "casework_move": {"step_id": this},
            "casework_running": {"step_id": this, "line": this, "due_at": datetime.now(UTC) - timedelta(days=3)},
            "casework_plan": {"series": this},
            "casework_aim": {"plan_id": this, "key": this},
            "casework_action": {"plan_id": this, "aim_key": this, "key": this},
            "casework_report": {"action_key": this, "done": False},
        }[table.name]

    def _letter(self, table: Table, at: tuple[str, str, int], agency: int, id_: UUID) -> dict[str, Any]:
        """To whom it is written; and what a turn is said to."""
        if table.name == "sharing_request":
            self.letters[at] = id_
            return {"asked_agency_id": agency}
        if table.name == "sharing_gathering":
            return {"until": SOON}
        return {"request_id": self.letters[at]}

    def _value(self, table: Table, name: str, kind: str, word: str, id_: UUID, number: int) -> Any:
        """The canary, where it is text that says something; else something that the column takes."""
        codes = CODES.get((table.name, name)) or self.choices.get((table.name, name))
        if codes:
            return codes[number % len(codes)]
        return {
            "text": word,
            "text[]": [word],
            "jsonb": Jsonb([spread(word)] if (table.name, name) in LISTS else spread(word)),
            "uuid": id_,
            "uuid[]": [],
            "bigint": self.ghost,
            "integer": 1,
            "smallint": 1,
            "boolean": True,
            "bytea": word.encode(),
            "smallint[]": [0] * 11,
            "bigint[]": [self.to],
            "integer[]": [],
            "date": SOON.date(),
            "timestamp with time zone[]": [],
        }.get(kind, datetime.now(UTC) if name != "ends" else SOON)

    def _reasons(self, table: Table, columns: list[Any]) -> None:
        """Into the rows that stand there already: a further seal or bar would shut what is to be open."""
        text = [name for name, kind, _ in columns if kind == "text" and (table.name, name) not in CODES]
        names = {id_: name for name, id_ in self.people.items()}
        for person, id_, owner in self.superuser.execute(
            f"SELECT person_id, id, owner_id FROM {table.name}"
        ).fetchall():
            number = f"{next(self.numbers):06}"
            word = f"CANARY-{names[person]}-identity-1-{number}"
            self.planted.guarded[number] = w.Row(str(id_), str(person), "identity", 1, str(owner))
            self.planted.numbers.setdefault((table.name, names[person]), []).append(number)
            for column in text:
                told = f"UPDATE {table.name} SET {column} = %s WHERE person_id = %s AND id = %s"
                self.superuser.execute(told, [word, person, id_])


def choices() -> dict[tuple[str, str], tuple[Any, ...]]:
    """Columns whose model names what they hold, with that; and the kinds of entry, which a registry names."""
    from django.apps import apps

    from kith.access.models import Graded
    from kith.record import kinds

    found = {
        (model._meta.db_table, column.column): tuple(value for value, _ in column.flatchoices)
        for model in apps.get_models()
        if issubclass(model, Graded)
        for column in model._meta.concrete_fields
        if column.choices
    }
    known = tuple(kind.slug for kind in kinds.kinds())
    return found | {("record_entry", "kind"): known, ("record_draft", "kind"): known}


def spread(word: str) -> dict[str, str]:
    """JSON with the canary under every name that a kind of entry has a field for."""
    from kith.record import kinds

    names: Iterable[str] = {f.name for kind in kinds.kinds() for f in kind.fields} | {"title", "text", "present"}
    return dict.fromkeys(sorted(names), word)
