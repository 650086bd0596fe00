"""A planted world, and what PostgreSQL answers about it: as anyone gets it, with a keyring that the database signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg

from kith.access import world as w
from kith.access.grades import DOMAINS
from kith.access.model import EMPLOYMENT, Way
from kith.access.world import FOREVER
from tests.access.plainest import RECORDED, put

NO_AGREEMENT = "no agreement"  # the edge that everyone has, as the worlds name it
TABLES = ("record_entry", "people_alert", "people_relationship", "record_draft", "sharing_request")
REACHED = (
    "SELECT f.owner, f.grades FROM access.explain(%s) e, json_to_recordset(e.facts) f(owner bigint, grades smallint[])"
)
WHY = "SELECT fact, fact_id, edge, agreement FROM access.explain_row(%s, %s)"
WHO = "SELECT people FROM access.row_openers(%s, %s)"
AT_THE_PORTAL = tuple(table for table in TABLES if table != "record_draft")  # drafts are their authors' own
KINDS = {"emergency": "emergency access", "finder": "locate"}  # as the model says it

Reach = dict[str, dict[str, int]]


def table_of(row: w.Row) -> str:
    """Drafts, letters and relationships have a table; other rows go to one of two, by name."""
    if row.parties:
        return "sharing_request"
    if row.draft:
        return "record_draft"
    if row.other:
        return "people_relationship"
    return TABLES[sum(map(ord, row.name)) % 2]


def opened_in(tables: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT id FROM {table} WHERE person_id = ANY (%(persons)s)" for table in tables)


@dataclass
class Planted:
    """A planted world: the id of everything, by name. `app` is a connection of the application's login.

    Readers ask at the portal's login: the administrator's connection, authorized as that login for the transaction.
    """

    superuser: psycopg.Connection[Any]
    app: psycopg.Connection[Any]
    agency: dict[str, int] = field(default_factory=dict)
    human: dict[str, int] = field(default_factory=dict)
    holder: dict[str, int] = field(default_factory=dict)  # posts, teams, managers of teams, readers
    person: dict[str, UUID] = field(default_factory=dict)
    row: dict[str, UUID] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)
    fact: dict[str, Any] = field(default_factory=dict)
    token: dict[w.Caller, str] = field(default_factory=dict)
    _human_of: Mapping[str, str] = field(default_factory=dict)

    def opened(self, caller: w.Caller) -> set[str]:
        """Names of all rows that PostgreSQL opens to the caller, of every person at once."""
        names = {id_: name for name, id_ in self.row.items()}
        asked = opened_in(AT_THE_PORTAL if caller.reader else TABLES)
        login = self.login(caller)
        with login.pipeline(), login.transaction(force_rollback=True):
            self.enter(caller)
            found = login.execute(asked, {"persons": list(self.person.values())}).fetchall()
        return {names[id_] for (id_,) in found}

    def opened_by_key(self, caller: w.Caller, row: w.Row) -> bool:
        """Whether the caller opens this one row when asking for it by its key."""
        asked = f"SELECT count(*) FROM {table_of(row)} WHERE person_id = %s AND id = %s"
        login = self.login(caller)
        try:
            with login.transaction(force_rollback=True):
                self.enter(caller)
                found = login.execute(asked, [self.person[row.person], self.row[row.name]]).fetchone()
        except psycopg.errors.InsufficientPrivilege:
            if table_of(row) in AT_THE_PORTAL or not caller.reader:
                raise
            return False
        return found == (1,)

    def reached(self, caller: w.Caller, person: str | None) -> Reach | None:
        """How far PostgreSQL says that the caller reaches, by owner and domain; None where it answers as for nobody.

        Without a person: on somebody who is not there.
        """
        best = {agency: dict.fromkeys(DOMAINS, 0) for agency in self.agency}
        names = {id_: name for name, id_ in self.agency.items()}
        found = self._answer(caller, REACHED, [self.person[person] if person else uuid4()])
        if not found:
            return None
        for owner, grades in found:
            for agency in self.agency if owner is None else [names[owner]]:
                best[agency] = {d: max(best[agency][d], g) for d, g in zip(DOMAINS, grades, strict=True)}
        return best

    def why(self, caller: w.Caller, row: w.Row) -> set[Way] | None:
        """By which facts PostgreSQL says that the caller opens this row; None where it answers as for nobody."""
        found = self.asked(caller, WHY, row)
        return None if found is None else {self._way(*said) for said in found}

    def openers(self, caller: w.Caller, row: w.Row) -> set[str] | None:
        """The humans who open this row, as far as the caller is told; None where they do not open it themself."""
        found = self.asked(caller, WHO, row)
        names = {id_: name for name, id_ in self.human.items()}
        return None if found is None else {names[human] for (people,) in found for human in people}

    def asked(self, caller: w.Caller, question: str, row: w.Row) -> list[Any] | None:
        """What PostgreSQL answers about one row; None where it answers as for nobody."""
        return self._answer(caller, question, [self.person[row.person], self.row[row.name]])

    def _answer(self, caller: w.Caller, question: str, args: list[Any]) -> list[Any] | None:
        """The portal's login may not ask for reasons: the administrator does, with the reader's keyring."""
        login = self.login(caller)
        with login.transaction(force_rollback=True):
            self.enter(caller)
            if caller.reader:
                login.execute("RESET SESSION AUTHORIZATION")
            try:
                return login.execute(question, args).fetchall()
            except psycopg.Error as error:
                if error.sqlstate != "KI404":
                    raise
                return None

    def _way(self, kind: str, fact: UUID | None, edge: int | None, agreement: str | None) -> Way:
        names = {id_: name for name, id_ in (self.fact | self.row).items()}
        through = agreement if agreement in {EMPLOYMENT, None} else names.get(edge, NO_AGREEMENT)
        return Way(KINDS.get(kind, kind), names[fact] if fact else "finder", through or "")

    def reaching(self, caller: w.Caller, person: str) -> list[tuple[str, tuple[int, ...]]] | None:
        """How far those whom the caller may locate reach, fact by fact; None where it answers as for nobody."""
        names = {id_: name for name, id_ in self.holder.items()}
        found = self._answer(caller, "SELECT holder, grades FROM access.reaches(%s)", [self.person[person]])
        return None if found is None else sorted((names[holder], tuple(grades)) for holder, grades in found)

    def records(self, caller: w.Caller, row: w.Row) -> bool:
        """Whether the caller may record this row. They say that it is by somebody else, of another agency."""
        claimed = {"owner_id": -1, "author_id": -1, "person_id": self.person[row.person], "id": uuid4()}
        said = claimed | {"domain": row.domain, "grade": row.grade}
        said |= {"other_id": self.person[row.other]} if row.other else {}
        said |= {"series": said["id"]} if table_of(row) == "record_entry" else {}
        with self.app.transaction(force_rollback=True):
            self.enter(caller)
            try:
                made = put(self.app, table_of(row), said, "RETURNING author_id, owner_id").fetchone()
            except psycopg.Error as error:
                if error.sqlstate not in {"42501", "KI404", "KI428"}:
                    raise
                return False
        assert made == (self.holder[row.author], self.agency[row.owner])
        return True

    def enter(self, caller: w.Caller) -> None:
        """Act as the caller until the transaction ends."""
        login = self.login(caller)
        if caller.reader:
            login.execute("SET LOCAL SESSION AUTHORIZATION kith_portal")
        login.execute("SELECT access.enter(%s)", [self.token[caller]])

    def enter_with_the_administrator(self, caller: w.Caller) -> None:
        """Act as the caller on that connection: for probes of what only the engine may plant."""
        self.login(caller)
        self.superuser.execute("SELECT access.enter(%s)", [self.token[caller]])

    def login(self, caller: w.Caller) -> psycopg.Connection[Any]:
        """The connection on which this caller acts. Their session is opened the first time, before they act."""
        if caller not in self.token:
            self.token[caller] = self._open_session(caller)
        return self.superuser if caller.reader else self.app

    def drift(self) -> int:
        """Rows of these persons whose lock is not what the facts say."""
        counted = "SELECT sum(v.drifted) FROM unnest(%s::uuid[]) p CROSS JOIN LATERAL access.verify(p) v"
        (drifted,) = self.superuser.execute(counted, [list(self.person.values())]).fetchone() or (0,)
        return int(drifted)

    def tune(self, world: w.World) -> None:
        """What all planted worlds have in common: the clock, and the edge that everyone has."""
        everyone = [edge for edge in world.edges.values() if edge.owner is None]
        purposes = sorted(everyone[0].purposes) if everyone else []
        suspended = not everyone or everyone[0].suspended
        self.superuser.execute("DELETE FROM core.clock")
        self.superuser.execute("INSERT INTO core.clock (at) VALUES (%s)", [world.now])
        self.superuser.execute(
            "UPDATE access.edge SET suspended = %s, purposes = %s WHERE owner IS NULL", [suspended, purposes]
        )

    def _open_session(self, caller: w.Caller) -> str:
        """Straight into the table: at the door a suspended practitioner would not get a session at all."""
        token = uuid4().hex
        human = caller.reader or self._human_of[caller.post or ""]
        self.superuser.execute(
            "INSERT INTO access.session (token_hash, human, post, reader, purpose, kind, opened_at, expires_at,"
            " confirmed_at) VALUES (sha256(convert_to(%s, 'UTF8')), %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                token,
                self.human[human],
                self.holder[caller.post] if caller.post else None,
                self.holder[caller.reader] if caller.reader else None,
                caller.purpose,
                "reader" if caller.reader else "browser",
                RECORDED,
                FOREVER,
                caller.proved,
            ],
        )
        self.superuser.execute(
            "INSERT INTO access.seen (session, at)"
            " SELECT id, %s FROM access.session WHERE token_hash = sha256(convert_to(%s, 'UTF8'))",
            [FOREVER, token],
        )
        return token
