"""A generated world with something of everything in it, each row under a mark that no page would show by chance.

Rows are told from their names: "entry 3", "address 5". A mark is looked for in what a route answers: whose mark is
there was shown, whose is not was not.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from kith.access import world as w
from kith.access.model import opens
from kith.people import names
from tests.access import generated as g
from tests.access.asking import Planted
from tests.access.plainest import put
from tests.access.planting import Planting, plant
from tests.routes import answered

OF_EACH = {"entry": 72, "address": 8, "particular": 8, "identifier": 8, "alert": 12, "relationship": 16, "draft": 8,
           "step": 12, "plan": 12, "consent": 12, "representative": 12, "disclosure": 12,
           "document": 16, "clash": 16}  # fmt: skip
ASKING = (*g.POSTS, "council clerk")  # the clerk opens enough for a second page
EMPLOYERS = {post: agency for post, (_, agency) in {**g.POSTS, **g.CLERKS}.items()}
QUIETLY = ("name", "identifier", "clash", "response", "answer", "measure", "half")
ABOUT_TWO = ("relationship", "clash")
FORMS, ANSWERS, MEASURES = 10, 9, 12
OWNS = ("council", *g.AGENCIES)
MARK = re.compile(r"\bqz[a-z]{3}k\b", re.IGNORECASE)
NOTICE = """
    INSERT INTO access.notice (human, person_id, kind, detail, at) VALUES (%s, %s, 'sealed_match', '{}', %s)"""
SINCE = date(1900, 1, 1)  # a relationship is told by the day since which it holds


def mark(number: int) -> str:
    """A word that is nobody's name and that nothing shortens: Qzaabk."""
    letters = [chr(97 + number // 26**place % 26) for place in (2, 1, 0)]
    return f"Qz{''.join(letters)}k"


def enriched(world: w.World, seed: int) -> w.World:
    """The same facts over many rows: for every person a name that intake may find, and several of everything."""
    chance = random.Random(seed)
    rows = {f"name {person}": w.Row("", person, "identity", 1, chance.choice(g.AGENCIES)) for person in g.PERSONS}
    for kind, several in OF_EACH.items():
        for n in range(several):
            rows[f"{kind} {n}"] = _row(chance, kind, chance.choice([*["sam"] * 4, *g.PERSONS]))
    rows |= dict(_forms(chance)) | dict(_measures(chance))
    named = {name: replace(row, name=name) for name, row in rows.items()}
    on_rows = [name for name in named if name.startswith("entry")]
    seals = {n: replace(s, row=chance.choice(on_rows)) if s.row else s for n, s in world.seals.items()}
    releases = {n: replace(r, row=chance.choice(on_rows)) for n, r in world.releases.items()}
    covers = {"bo covers": w.Membership("bo", "duty", manager=True)}  # and has a board
    covered = {"duty with sam": w.Involvement("sam", "duty", "everything")}
    return replace(
        world,
        rows=named,
        seals=seals,
        releases=releases,
        memberships={**world.memberships, **covers},
        involvements={**world.involvements, **covered},
    )


def _forms(chance: random.Random) -> Iterator[tuple[str, w.Row]]:
    """Forms, and in each a few answers of one organisation's, in different domains and grades."""
    for n in range(FORMS):
        form = replace(
            _row(chance, "response", "sam" if n % 2 else chance.choice(g.PERSONS)), owner=OWNS[n % len(OWNS)]
        )
        yield f"response {n}", form
        parts = {(chance.choice(g.DOMAINS), chance.choice(answered.GRADES)) for _ in range(ANSWERS)}
        for m, (domain, grade) in enumerate(sorted(parts)):
            yield f"answer {n} {m}", replace(form, domain=domain, grade=grade)


def _measures(chance: random.Random) -> Iterator[tuple[str, w.Row]]:
    """Forms with a score that were signed off: the form, and the two answers that the score is made of."""
    for n in range(MEASURES):
        row = replace(_row(chance, "measure", "sam"), owner=OWNS[n % len(OWNS)], domain="identity", grade=1)
        yield f"measure {n}", row
        for key, (domain, grade) in answered.HALVES.items():
            yield f"half {n} {key}", replace(row, domain=domain, grade=grade)


def _row(chance: random.Random, kind: str, person: str) -> w.Row:
    author = chance.choice(ASKING)
    other = chance.choice([p for p in g.PERSONS if p != person]) if kind in ABOUT_TWO else None
    owner = EMPLOYERS[author] if kind == "draft" else chance.choice(["council", *g.AGENCIES])
    domain, grade = chance.choice(g.DOMAINS), chance.choice([1, 2, 2, 3, 3, 4, 5])
    return w.Row("", person, domain, grade, owner, author, kind == "draft", other)


class RichPlanting(Planting):
    """Plants the rows into the tables that pages read."""

    def rows(self) -> None:
        """Not the telling ones while planting: names and numbers tell of those like them in somebody's name, and a form
        takes only answers of its one open version, each where its question stands."""
        answered.publish(self.superuser)
        numbered = list(enumerate(self.world.rows.items()))
        for number, (name, row) in [one for one in numbered if one[1][0].split()[0] not in QUIETLY]:
            self._put(name, row, number)
        self.superuser.execute("RESET ROLE")
        self.superuser.execute("SET LOCAL session_replication_role = replica")
        for number, (name, row) in [one for one in numbered if one[1][0].split()[0] in QUIETLY]:
            self._put(name, row, number, audience=[], gate=[], denied=[])
        self.superuser.execute("SET LOCAL session_replication_role = origin")

    def _put(self, name: str, row: w.Row, number: int, **lock: list[int]) -> None:
        id_ = self._row_id(row)
        about = {"person_id": self.planted.person[row.person], "id": id_, "domain": row.domain, "grade": row.grade}
        about |= {**self.anyone, "owner_id": self.planted.agency[row.owner], **lock}
        about |= {"author_id": self.planted.holder[row.author]} if row.author else {}
        table, told = self.told(name.split()[0], row, number)
        put(self.superuser, table, about | told)
        if table == "documents_document":
            put(self.superuser, "documents_file", about | {"shown": mark(number).encode(), "original": b"x"})

    def told(self, kind: str, row: w.Row, number: int) -> tuple[str, dict[str, Any]]:
        """The table, and what the row says."""
        word = mark(number)
        if kind == "entry":
            at = self.world.now - timedelta(hours=1 + number)
            words = {"kind": "case_note", "title": word, "text": f"{word} at home.", "happened_at": at}
            first: dict[str, Any] = {
                "series": self._row_id(row),
                "current": True,
                "occasion": uuid4(),
                "recorded_at": at,
            }
            return "record_entry", words | first
        if kind == "name":
            return "people_personname", {"kind": "legal", "given": word, "clues": list(names.clues(word, ""))}
        if kind == "draft":
            return "record_draft", {"kind": "case_note", "content": Jsonb({"text": word}), "saved_at": self.world.now}
        if kind == "response":
            asked = {"form": answered.SLUG, "form_version": 1, "series": self._row_id(row), "version": 1}
            return "assessments_response", asked | {"state": "open", "recorded_at": self.world.now}
        if kind == "measure":
            asked = {"form": answered.MEASURE, "form_version": 1, "series": self._row_id(row), "version": 1}
            ended = {"ended_at": self.world.now, "ended_by": self.planted.holder[str(row.author)]}
            return "assessments_response", asked | ended | {"state": "signed", "recorded_at": self.world.now}
        if kind == "half":
            _, of, key = row.name.split()
            where = {"series": self.planted.row[f"measure {of}"], "version": 1, "revision": 1, "section": "halves"}
            return "assessments_answers", where | {"content": Jsonb({key: [2]}), "recorded_at": self.world.now}
        if kind == "answer":
            series = self.planted.row[f"response {row.name.split()[1]}"]
            where = {"series": series, "version": 1, "revision": 1, "section": answered.section(row.domain)}
            content = Jsonb({answered.question(row.domain, row.grade): [word]})
            return "assessments_answers", where | {"content": content, "recorded_at": self.world.now}
        if kind == "relationship":
            other = self.planted.person[str(row.other)]
            return "people_relationship", {"kind": "friend", "other_id": other, "since": since(number)}
        if kind == "clash":
            other = self.planted.person[str(row.other)]
            return "people_identifierclash", {"other_id": other, "scheme": "local", "identifier": uuid4()}
        if kind in AROUND:
            table, around = AROUND[kind](word, self._row_id(row))
            return table, around
        said: dict[str, dict[str, Any]] = {
            "address": {"lines": word, "kind": "home"},
            "particular": {"kind": "language", "value": word},
            "identifier": {"scheme": "local", "value": word.upper()},
            "alert": {"kind": "dog", "words": word, "review_on": date(2026, 6, 2)},
        }
        return f"people_{kind}", said[kind]


Telling = Callable[[str, UUID], tuple[str, dict[str, Any]]]
AROUND: dict[str, Telling] = {  # the work about somebody, their rights, what has left: the table, and what the row says
    "step": lambda word, id_: (
        "casework_step",
        {"chain": "children", "step": "referral", "state": "open", "line": id_},
    ),
    "plan": lambda word, id_: ("casework_plan", {"title": word, "state": "current", "series": id_}),
    "consent": lambda word, id_: ("sharing_consentrecord", CONSENT | {"what": word}),
    "representative": lambda word, id_: ("sharing_representative", {"kind": "parent", "name": word, "starts": SINCE}),
    "document": lambda word, id_: ("documents_document", PAPER | {"title": word, "series": id_}),
    "disclosure": lambda word, id_: ("sharing_disclosure", LEFT | {"title": word}),
}
CONSENT = {"kind": "consent", "how": "spoken", "given_by": "self", "capacity": "presumed", "given_on": SINCE,
           "review_on": SINCE, "outcome": "waiting"}  # fmt: skip
PAPER = {"what": "letter", "received_how": "post", "media_type": "image/png", "sha256": "0" * 64, "size": 1,
         "current": True}  # fmt: skip
STEP = {"chain": "children", "step": "referral", "state": "open"}
LEFT = {"what": "form", "medium": "print", "to_whom": "own"}


def since(number: int) -> date:
    return SINCE + timedelta(days=40 * number)


def marks_of(planted: Planted, world: w.World) -> dict[str, str]:
    """Name of a row → its mark."""
    return {name: mark(number) for number, name in enumerate(world.rows)}


def planted(superuser: psycopg.Connection[Any], app: psycopg.Connection[Any], world: w.World) -> Planted:
    """The world in the database, its clock included."""
    made = plant(superuser, app, world, RichPlanting)
    made.tune(world)
    for human in g.HUMANS:
        told = [made.human[human], made.person["sam"], world.now]
        superuser.execute(NOTICE, told)
    return made


def dense(world: w.World) -> bool:
    """Whether enough is going on: the plainest worlds show nothing to anybody."""
    callers = [w.Caller(post) for post in ASKING]
    opened = [sum(opens(world, caller, row) for row in world.rows.values()) for caller in callers]
    return sum(count >= 3 for count in opened) >= 3 and opened[-1] >= 5
