"""Everybody who may ask and everything that may be asked for: the town, and in it every kind of user and of record.

Persons: `open` to all who work with families, `located` (another council service's), `sealed` (all work with it, the
seal names one), `barred` (all work with it and are barred), and `absent`, who is nobody.
"""

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.test import Client

from kith.access import facts
from kith.access import world as w
from kith.assessments.actions.publish_form import publish_form
from kith.core.clock import now, today
from kith.core.ids import person_id, row_id
from kith.core.session import TOKEN_COOKIE
from kith.sharing.actions.discuss import ask_advice
from kith.sharing.actions.withhold import Withheld, withhold_looks
from kith.sharing.governing import answer_tool
from tests.sweep import supervised
from tests.sweep.addresses import PARTS
from tests.sweep.canaries import Canaries, Planting, everything
from tests.sweep.reference import facts_of, standing
from tests.town import Town

LEFT_OUT = ("nobody", "account", "reader")  # who acts in no post: a reader's session opens at the portal's login alone
PRACTITIONERS = {  # kind of user: the post of the town that they act in
    "allocated worker": "sara",
    "colleague": "mo",
    "manager": "manager",
    "health visitor": "visitor",
    "teacher": "teacher",
    "police": "officer",
    "uninvolved": "stranger",
    "finder": "duty",
    "governance": "governor",
    "administrator": "admin",
    "barred": "barred",
    "sealed out": "sealed out",
    "suspended": "suspended",
    "lapsed training": "lapsed",
    "ended post": "ended",
}
USERS = (*LEFT_OUT, *PRACTITIONERS)
PERSONS = ("open", "located", "sealed", "barred")
WRITERS = {"children": "sara", "adults": "adults", "trust": "visitor", "school": "teacher", "police": "officer"}
TEAM_MATES = ("barred", "sealed out", "suspended", "ended")
COLLEAGUE = "somebody else"  # whom administrators are asked about: what moves or ends them changes nobody who asks
WORKING = {"health visitors": "core group: health visitor or school nurse", "pastoral": "core group: school",
           "protecting": "core group: police"}  # fmt: skip


@dataclass
class Scene:
    """The town with everybody in it, on one database. `elsewhere` is the same on a copy of it."""

    town: Town
    superuser: psycopg.Connection[Any]
    person: dict[str, UUID] = field(default_factory=dict)
    reader: int = 0
    given: list[UUID] = field(default_factory=list)  # rows of the located record, by themselves
    parts: list[UUID] = field(default_factory=list)  # answers of the form among them, given with it
    canaries: Canaries = field(default_factory=Canaries)
    _clients: dict[str, Client] = field(default_factory=dict)
    _tokens: dict[str, str] = field(default_factory=dict)
    _standing: list[Any] = field(default_factory=list)

    @classmethod
    def set(cls, town: Town, superuser: psycopg.Connection[Any]) -> "Scene":
        scene = cls(town, superuser)
        scene.newcomers()
        scene.people()
        scene.leave()
        scene.plant()
        return scene

    def elsewhere(self, database: Any, superuser: psycopg.Connection[Any]) -> "Scene":
        """On a clone of its database: ids and sessions are the same there, browsers are new."""
        town = copy(self.town)
        town.database = database
        there = replace(
            self, town=town, superuser=superuser, canaries=copy(self.canaries), _clients={}, _tokens=dict(self._tokens)
        )
        there.look_again()
        return there

    def newcomers(self) -> None:
        """Posts that the town lacks."""
        with self.town.database.connect("kith_owner") as owner:
            self.town.add_post(owner, "stranger", "children")
            for mate in (*TEAM_MATES, COLLEAGUE):
                self.town.add_post(owner, mate, "children", "safeguarding")
            self.town.add_post(owner, "lapsed", "school", "pastoral")
            owner.execute("UPDATE agencies_practitioner SET trained_until = '2099-01-01'")
        for user in PRACTITIONERS:  # before some of them lose their standing
            self.token(user)

    def people(self) -> None:
        """Four records, from the plainest to those that are shut."""
        for name in ("open", "sealed", "barred"):
            self.person[name] = self.town.child()
            with self.town.acting("manager"):
                for team, profile in WORKING.items():
                    made = facts.involve(self.person[name], self.town.team[team], profile)
                    call_if_waiting(self.person[name], made)
        with self.town.acting("adults"):
            self.person["located"] = person_id()
            facts.admit(self.person["located"], self.town.team["adults duty"], "adult social worker")
        with self.town.acting("manager"):
            self.reader = facts.add_reader(self.person["open"], self.town.human["therapist"], False)
            facts.exclude(self.person["open"], self.town.human["barred"], "a relative")
            for name in ("open", "barred"):
                told = Withheld(agency=self.town.agency["children"], since=now(), ground="risk", words="harm",
                                review_on=today() + timedelta(days=30))  # fmt: skip
                withhold_looks(person=self.person[name], withheld=told)
            for human in set(self.town.human.values()) - {self.town.human["manager"]}:
                facts.exclude(self.person["barred"], human, "a relative")
        with self.town.acting("sara"):
            facts.seal(self.person["sealed"], [self.town.human["sara"]], "adoption")

    def leave(self) -> None:
        """One is suspended, one's training lapses, one's post ends: all three while they are signed in."""
        with self.town.database.connect("kith_owner") as owner:
            owner.execute(
                "UPDATE agencies_agency SET training_required = true WHERE id = %s", [self.town.agency["school"]]
            )
            told = "UPDATE agencies_practitioner SET %s WHERE id = %s"
            owner.execute(told % ("state = 'suspended'", self.town.human["suspended"]))
            owner.execute(told % ("trained_until = '2020-01-01'", self.town.human["lapsed"]))
            owner.execute("UPDATE agencies_post SET ends = now() WHERE id = %s", [self.town.post["ended"]])

    def plant(self) -> None:
        """Canaries in everything; some rows of the open record are released to the person themself."""
        publish_form(everything())
        with self.town.acting("sara"):
            asked = ask_advice(
                holder=self.town.post["manager"], question="?", purpose="worry", of_kind="school", token=""
            )
        with self.town.acting("governor"):  # the first rule: docs/addresses.yaml
            said = {"tool": "Video", "answer": "no", "words": "", "source": "Board", "decided_on": today()}
            answer_tool(of=None, partner=None, said=said)
        self.superuser.execute("UPDATE sharing_advice SET id = %s WHERE id = %s", [PARTS["advice_id"][0], asked])
        with self.town.database.connect("kith_owner") as owner:
            (ghost,) = owner.execute(
                "INSERT INTO agencies_team (agency_id, name, domain, discreet, front_door, telephone)"
                " VALUES (%s, 'nobody''s', 'social_care', false, false, '') RETURNING id",
                [self.town.agency["adults"]],
            ).fetchone() or (0,)
        posts = {self.town.agency[agency]: self.town.post[post] for agency, post in WRITERS.items()}
        to = self.town.team["protecting"]
        self.canaries = Planting(self.superuser, self.person, posts, ghost, to).plant(self.token("manager"))
        children, sara, manager = self.town.agency["children"], self.town.post["sara"], self.town.post["manager"]
        self.canaries.between = supervised.plant(self.superuser, children, sara, manager)
        self.give_rows()
        self.settle_names()
        self.look_again()

    def give_rows(self) -> None:
        """Of the located record an entry, a document with its file, and a form with two of its answers are given by
        themselves: to a finder, and in answer to what the police asked, who work with the person in no other way."""
        self.look_again()
        located, adults, officer = self.person["located"], w.Caller(post=str(self.town.post["adults"])), "police"
        tables = ("record_entry", "documents_document", "assessments_response")
        self.given = [self.canaries.row(self.theirs(table, adults)[0]) for table in tables]
        answers = [self.canaries.row(n) for n in self.theirs("assessments_answers", adults)[:2]]
        self.answer_in(self.given[-1])
        request = next(n for n in self.canaries.numbers["sharing_request", "located"] if opens_to(self, officer, n))
        until = now() + timedelta(days=1)
        with self.town.acting("adults"):
            whole = [*self.given, *answers]
            facts.share_rows(located, self.town.post["duty"], whole, until, "duty", "to know whom they meet")
            share = facts.share_rows(located, self.town.team["protecting"], whole, until, "duty", "asked for")
        with self.superuser.transaction():
            self.superuser.execute("SELECT access.enter(%s)", [self.token("finder")])
            self.superuser.execute("SET LOCAL ROLE kith_engine")
            told = "UPDATE sharing_turn SET given = %s, parts = %s, share = %s WHERE person_id = %s AND request_id = %s"
            self.superuser.execute(told, [self.given, answers, share, located, self.canaries.row(request)])
        self.parts = answers

    def answer_in(self, form: UUID) -> None:
        """All answers about the located person stand in the form that is given."""
        with self.superuser.transaction():
            self.superuser.execute("SET LOCAL ROLE kith_engine")
            told = "UPDATE assessments_answers SET series = %s WHERE person_id = %s"
            self.superuser.execute(told, [form, self.person["located"]])
            self.superuser.execute("UPDATE assessments_response SET series = id WHERE id = %s", [form])

    def theirs(self, table: str, caller: w.Caller) -> list[str]:
        """The rows of the caller's organisation about the located person that they may give, the deepest first."""
        owner = self.canaries.world.posts[str(caller.post)].agency
        numbers = [n for n in self.canaries.numbers[table, "located"] if self.canaries.opened(n, caller)]
        return sorted(
            (n for n in numbers if self.canaries.rows[n].owner == owner), key=lambda n: -self.canaries.rows[n].grade
        )

    def settle_names(self) -> None:
        """In the first request for their own record that Sara finds nothing is left to decide: it can be given."""
        numbers = self.canaries.numbers[("sharing_subjectaccess", "open")]
        first = next(n for n in numbers if opens_to(self, "allocated worker", n))
        with self.town.acting("sara"):
            decided_by_hand(
                self.superuser, self.person["open"], self.canaries.row(first), self.town, self.token("allocated worker")
            )

    def look_again(self) -> None:
        """The facts as they stand now: after a page may have changed them. Read again where it did, and each minute:
        some end by themselves."""
        found = [*standing(self.superuser), datetime.now(UTC).replace(second=0, microsecond=0)]
        if found != self._standing:
            self._standing = found
            self.canaries.facts_are(facts_of(self.superuser))

    def caller(self, user: str) -> w.Caller | None:
        """The user as the reference model knows them; None is nobody."""
        if user in LEFT_OUT:
            return None
        return w.Caller(post=str(self.town.post[PRACTITIONERS[user]]))

    def locates(self, user: str, person: UUID) -> bool:
        return self.canaries.locates(self.caller(user), person)

    def token(self, user: str) -> str:
        if user not in self._tokens:
            self._tokens[user] = self._reading() if user == "reader" else self.town.token(PRACTITIONERS[user])
        return self._tokens[user]

    def _reading(self) -> str:
        """A session of the person themself."""
        with self.town.database.connect("kith_door") as door:
            told = door.execute("SELECT access.open_reader_session(%s, interval '12 hours')", [self.reader]).fetchone()
        return str(told and told[0])

    def client(self, user: str) -> Client:
        """A browser of this user."""
        if user not in self._clients:
            self._clients[user] = self._arrive(user)
        return self._clients[user]

    def _arrive(self, user: str) -> Client:
        client = Client(raise_request_exception=False, headers={"host": "localhost"})
        if user == "account":
            from kith.agencies.actions.open_account import open_account
            from kith.agencies.models import Practitioner

            client.force_login(open_account(practitioner=Practitioner.objects.get(pk=self.town.human["therapist"])))
        elif user != "nobody":
            client.cookies[TOKEN_COOKIE] = self.token(user)
        return client

    def leave_again(self, user: str) -> None:
        """A page ended this user's session: the next request comes with a new one."""
        self._clients.pop(user, None)
        self._tokens.pop(user, None)


def opens_to(scene: "Scene", user: str, number: str) -> bool:
    scene.look_again()
    return scene.canaries.opened(number, scene.caller(user))


def decided_by_hand(superuser: psycopg.Connection[Any], person: UUID, request: UUID, town: Town, token: str) -> None:
    """Every name that is proposed is removed, each decision where the name stands deepest; as the engine writes."""
    from kith.desk.own_record.proposing import pack
    from kith.desk.person.banner import open_record
    from kith.sharing.subject_access import access_request

    found = pack(open_record(person), access_request(person, request), None).undecided
    with superuser.transaction():
        superuser.execute("SELECT access.enter(%s)", [token])
        superuser.execute("SET LOCAL ROLE kith_engine")
        for each in found:
            superuser.execute(
                "INSERT INTO sharing_redaction (person_id, id, domain, grade, owner_id, author_id, recorded_at,"
                " of_request, piece, phrase, doing, about, why)"
                " VALUES (%s, %s, %s, %s, %s, %s, now(), %s, '', %s, 'remove', '', '')",
                [
                    person,
                    row_id(),
                    each.domain,
                    each.grade,
                    town.agency["children"],
                    town.post["sara"],
                    request,
                    each.key,
                ],
            )


def call_if_waiting(person: UUID, involvement: UUID) -> None:
    """The lead accepts what waits for it."""
    from kith.access.models import Involvement

    if not Involvement.objects.get(person_id=person, id=involvement).accepted:
        facts.accept(person, involvement)


__all__ = ["COLLEAGUE", "PERSONS", "PRACTITIONERS", "USERS", "Scene"]
