"""Probes of what worlds do not ask: a keyring carried elsewhere, a session that is over, a row that lies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg

from kith.access import world as w
from tests.access import locking, telling
from tests.access.asking import Planted
from tests.access.generated import EVENING
from tests.access.plainest import put
from tests.access.planting import plant

WORLD = w.World(
    now=EVENING,
    agencies={"council": False, "trust": False},
    humans=dict.fromkeys(["Amina", "Cy", "Bar"], w.Human()),
    posts={"amina": w.Post("Amina", "council"), "cy": w.Post("Cy", "trust"), "bar": w.Post("Bar", "council")},
    profiles={"everything": dict.fromkeys(["identity", "family"], 4)},
    edges={"between": w.Edge("council", "trust", {"identity": 4, "family": 4})},
    involvements={f"{post} with {person}": w.Involvement(person, post, "everything")
                  for post, person in (("amina", "sam"), ("amina", "kin"), ("cy", "sam"), ("bar", "sam"))},
    exclusions={"bar of kin": w.Exclusion("kin", "Bar")},
    persons=frozenset({"sam", "kin", "stranger"}),
    rows={"row 1": w.Row("row 1", "sam", "family", 3, "council", "amina")},
)  # fmt: skip
LEFT_OPEN = timedelta(minutes=31)  # what an installation starts with, and the minute to which use is noted
SEEN = """
    SELECT count(*) FROM record_entry WHERE person_id = %s
    UNION ALL SELECT count(*) FROM people_alert WHERE person_id = %s"""


@dataclass
class Prober:
    """Two connections of the application's login, and what must hold whatever the worlds say."""

    planted_world: Planted
    other: psycopg.Connection[Any]

    @classmethod
    def planted(cls, database: Any, superuser: psycopg.Connection[Any], app: psycopg.Connection[Any]) -> "Prober":
        return cls(plant(superuser, app, WORLD), database.connect("kith_app"))

    def noticed(self) -> str | None:
        """The first probe that fails."""
        probes: list[Callable[[], bool]] = [
            self.sees, self.elsewhere, self.later, self.widened, self.over, self.unknown, self.isolated,
            self.nothing_without_a_ring, self.idle, self.told_when_it_ends, self.told_who_acts,
            self.authored, self.related, self.drafted, self.drafted_on_a_stranger, self.anothers, self.unsigned,
            self.deeply, self.unproved, self.used,
        ] + [partial(probe, self.planted_world) for probe in (*telling.PROBES, *locking.PROBES)]  # fmt: skip
        self.planted_world.tune(WORLD)
        for probe in probes:
            try:
                if not probe():
                    return f"probe: {_named(probe)}"
            except psycopg.Error as error:
                return f"probe: {_named(probe)}: {error.sqlstate}"
        return None

    @property
    def app(self) -> psycopg.Connection[Any]:
        return self.planted_world.app

    @contextmanager
    def acting(self, post: str = "amina") -> Iterator[psycopg.Connection[Any]]:
        with self.app.transaction(force_rollback=True):
            self.planted_world.enter(w.Caller(post))
            yield self.app

    def seen(self, connection: psycopg.Connection[Any]) -> int:
        sam = self.planted_world.person["sam"]
        return sum(count for (count,) in connection.execute(SEEN, [sam, sam]).fetchall())

    def refused(self, states: set[str], act: Callable[[], Any]) -> bool:
        try:
            with self.app.transaction(force_rollback=True):
                act()
        except psycopg.Error as error:
            return error.sqlstate in states
        return False

    def ring(self) -> str:
        (ring,) = self.app.execute("SELECT current_setting('kith.ring')").fetchone() or ("",)
        return str(ring)

    def shows(self, connection: psycopg.Connection[Any], ring: str) -> int:
        with connection.transaction(force_rollback=True):
            connection.execute("SELECT pg_current_xact_id()")
            connection.execute("SELECT set_config('kith.ring', %s, true)", [ring])
            return self.seen(connection)

    # ---- the keyring ----

    def sees(self) -> bool:
        with self.acting() as app:
            return self.seen(app) == 1

    def elsewhere(self) -> bool:
        with self.acting():
            return self.shows(self.other, self.ring()) == 0

    def later(self) -> bool:
        with self.acting():
            ring = self.ring()
        return self.shows(self.app, ring) == 0

    def widened(self) -> bool:
        """A key more than was signed: Amina's, in the ring of somebody who has none."""
        with self.acting() as app:
            keys = self.ring().rsplit("|", 1)[1]
        with self.app.transaction(force_rollback=True):
            stranger = w.Caller("cy", purpose="nothing that any edge serves")
            self.planted_world.enter(stranger)
            forged = self.ring().rsplit("|", 1)[0] + "|" + keys
            app.execute("SELECT set_config('kith.ring', %s, true)", [forged])
            return self.seen(app) == 0

    def over(self) -> bool:
        """A session that was ended, and one that has expired."""
        for column in ("ended_at", "expires_at"):
            planted = self.planted_world
            with self.acting("bar"):
                pass
            hashed = "sha256(convert_to(%s, 'UTF8'))"
            token = planted.token.pop(w.Caller("bar"))
            planted.superuser.execute(
                f"UPDATE access.session SET {column} = %s WHERE token_hash = {hashed}", [WORLD.now, token]
            )
            with self.app.transaction(force_rollback=True):
                answer = self.app.execute("SELECT access.enter(%s)", [token]).fetchone()
                if answer != (None,) or self.seen(self.app):
                    return False
        return True

    def unknown(self) -> bool:
        """A token that nobody has leaves nothing of the keyring before it."""
        with self.acting() as app:
            return app.execute("SELECT access.enter('nobody')").fetchone() == (None,) and self.seen(app) == 0

    def isolated(self) -> bool:
        def act() -> None:
            self.app.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self.planted_world.enter(w.Caller("amina"))

        return self.refused({"KI001"}, act)

    def nothing_without_a_ring(self) -> bool:
        return self.app.execute("SELECT access.keys()").fetchone() == ([],)

    def idle(self) -> bool:
        """A screen that stood open too long, to the moment."""
        return [self._let_in(LEFT_OPEN - timedelta(microseconds=1)), self._let_in(LEFT_OPEN)] == [True, False]

    def _let_in(self, unused: timedelta) -> bool:
        token, _ = self._unused_since(WORLD.now - unused)
        with self.app.transaction(force_rollback=True):
            return self.app.execute("SELECT access.enter(%s)", [token]).fetchone() != (None,)

    def used(self) -> bool:
        """Whoever acts is noted to be there, or their screen would end under their hands."""
        token, session = self._unused_since(WORLD.now - timedelta(minutes=5))
        with self.app.transaction():
            self.app.execute("SELECT access.enter(%s)", [token])
        seen = self.planted_world.superuser.execute("SELECT at FROM access.seen WHERE session = %s", [session])
        return seen.fetchone() == (WORLD.now,)

    def _unused_since(self, at: datetime) -> tuple[str, Any]:
        """A new session of Bar's, as if it had been used last then."""
        planted = self.planted_world
        with self.acting("bar"):
            token = planted.token.pop(w.Caller("bar"))
        (session,) = planted.superuser.execute(
            "UPDATE access.seen SET at = %s FROM access.session s"
            " WHERE s.id = session AND token_hash = sha256(convert_to(%s, 'UTF8')) RETURNING session",
            [at, token],
        ).fetchone() or (None,)
        return token, session

    def told_when_it_ends(self) -> bool:
        """In how many minutes: the screen warns before. At work that Kith does by itself there is none."""
        told = [self._minutes(kind) for kind in ("browser", "work")]
        return told[0] not in (None, 0) and told[1] is None

    def told_who_acts(self) -> bool:
        """Whose session it is, and the words for the frame of the page."""
        planted = self.planted_world
        with self.acting():
            asked = self.app.execute("SELECT access.enter(%s)", [planted.token[w.Caller("amina")]]).fetchone()
        answer = (asked and asked[0]) or {}
        told = tuple(answer.get(name) for name in ("post", "human", "agency", "name", "confirmed"))
        return told == (planted.holder["amina"], planted.human["Amina"], planted.agency["council"], "Amina", True)

    def _minutes(self, kind: str) -> int | None:
        planted, hashed = self.planted_world, "sha256(convert_to(%s, 'UTF8'))"
        with self.acting():
            token = planted.token[w.Caller("amina")]
        with planted.superuser.transaction(force_rollback=True):
            planted.superuser.execute(f"UPDATE access.session SET kind = %s WHERE token_hash = {hashed}", [kind, token])
            (answer,) = planted.superuser.execute("SELECT access.enter(%s)", [token]).fetchone() or (None,)
        return (answer or {}).get("idle", 0)

    # ---- writing ----

    def recorded(self, table: str, person: str, **said: Any) -> tuple[Any, ...] | None:
        """Recorded as Amina, who says that somebody else wrote it long ago; its lock is what the facts say."""
        planted = self.planted_world
        row = {"owner_id": -1, "author_id": -1, "person_id": planted.person[person], "id": uuid4()}
        row |= {"domain": "family", "grade": 3, "recorded_at": "2001-01-01", **said}
        try:
            with self.app.transaction():
                planted.enter(w.Caller("amina"))
                made = put(self.app, table, row, "RETURNING author_id, owner_id, recorded_at > '2002-01-01'").fetchone()
            return None if planted.drift() else made
        finally:
            planted.superuser.execute(f"DELETE FROM {table} WHERE id = %s", [row["id"]])

    def truly(self) -> tuple[int, int, bool]:
        return self.planted_world.holder["amina"], self.planted_world.agency["council"], True

    def authored(self) -> bool:
        return self.recorded("people_alert", "sam") == self.truly()

    def related(self) -> bool:
        return self.recorded("people_relationship", "sam", other_id=self.planted_world.person["kin"]) == self.truly()

    def drafted(self) -> bool:
        return self.recorded("record_draft", "sam") == self.truly()

    def drafted_on_a_stranger(self) -> bool:
        """And a relationship that names one."""
        stranger = self.planted_world.person["stranger"]
        return self.refused({"KI404"}, lambda: self.recorded("record_draft", "stranger")) and self.refused(
            {"KI404"}, lambda: self.recorded("people_relationship", "sam", other_id=stranger)
        )

    def anothers(self) -> bool:
        """The trust's Cy sees the council's alert and cannot end it; Amina can."""
        planted, row = self.planted_world, uuid4()
        about = {"person_id": planted.person["sam"], "id": row, "domain": "family", "grade": 3}
        try:
            with self.app.transaction():
                planted.enter(w.Caller("amina"))
                put(self.app, "people_alert", about | {"owner_id": -1, "author_id": -1})
            ended = "UPDATE people_alert SET until = '2026-01-01' WHERE person_id = %s AND id = %s"
            with self.app.transaction():
                planted.enter(w.Caller("amina"))
                mended = self.app.execute(ended, [about["person_id"], row]).rowcount == 1

            def act() -> None:
                planted.enter(w.Caller("cy"))
                self.app.execute(ended, [about["person_id"], row])

            return mended and self.refused({"KI403"}, act) and planted.drift() == 0
        finally:
            planted.superuser.execute("DELETE FROM people_alert WHERE id = %s", [row])

    def deeply(self) -> bool:
        """What is sensitive, in a row and in a draft: the lock is what the facts say."""
        return all(self.recorded(table, "sam", grade=4) == self.truly() for table in ("people_alert", "record_draft"))

    def unproved(self) -> bool:
        """Without a proof of late that it is them nothing sensitive is recorded; practice is, and so is a draft."""
        caller = w.Caller("amina", proved=None)

        def write(table: str, grade: int) -> None:
            self.planted_world.enter(caller)
            row = {"person_id": self.planted_world.person["sam"], "id": uuid4(), "domain": "family", "grade": grade}
            put(self.app, table, row | {"owner_id": -1, "author_id": -1})

        def act() -> None:
            self.planted_world.enter(caller)
            self.app.execute("SELECT access.require_recent()")

        for table, grade in (("people_alert", 3), ("record_draft", 4)):
            with self.app.transaction(force_rollback=True):
                write(table, grade)
        return self.refused({"KI428"}, lambda: write("people_alert", 4)) and self.refused({"KI428"}, act)

    def unsigned(self) -> bool:
        """Nobody writes without a keyring."""
        row = {"person_id": self.planted_world.person["sam"], "id": uuid4(), "domain": "family", "grade": 3}
        return self.refused({"KI401"}, lambda: put(self.app, "people_alert", row | {"owner_id": -1, "author_id": -1}))


def _named(probe: Callable[[], bool]) -> str:
    function = probe.func if isinstance(probe, partial) else probe
    return str(function.__name__.replace("_", " "))
