"""The other ways to decide who sees a row, on the same tables of the same database.

Each answers the same questions for one practitioner, in the facts' own terms: the plain join, which protects nothing
(it gives whole persons: no grades, no agreements, no seals); a policy with EXISTS over the facts; a table with a row
for every holder and entry. engines.py has two that decide in the application's process.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from uuid import UUID

import psycopg

from bench.place import Place
from kith.access.grades import DOMAINS

Key = tuple[UUID, UUID]


class Hopeless(Exception):
    """It took longer than the patience of the benchmark."""


@dataclass(frozen=True)
class Who:
    """A practitioner in a post, as the facts know them."""

    name: str
    post: int
    human: int
    agency: int
    holders: list[int]

    @property
    def told(self) -> dict[str, object]:
        return {"post": self.post, "human": self.human, "agency": self.agency, "holders": self.holders}


NOT_SHUT = """NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = e.person_id AND s.ended_at IS NULL
        AND NOT {human} = ANY (s.humans))
    AND NOT EXISTS (SELECT FROM access.exclusion d WHERE d.person_id = e.person_id AND d.ended_at IS NULL
        AND d.human = {human})"""
BY_INVOLVEMENT = """EXISTS (SELECT FROM access_involvement i
    JOIN access.profile v ON (v.name, v.version) = (i.profile, i.profile_version)
    JOIN access.edge x ON (x.owner = e.owner_id OR x.owner IS NULL) AND (x.recipient = {agency} OR x.recipient IS NULL)
    WHERE i.person_id = e.person_id AND i.holder_id = ANY ({holders}) AND NOT i.closed
      AND i.starts <= now() AND (i.ends IS NULL OR i.ends > now()) AND (e.grade < 5 OR i.holder_id = {post})
      AND v.grades[access.domain_no(e.domain)] >= e.grade AND x.cap[access.domain_no(e.domain)] >= e.grade
      AND x.state = 'live')"""
BY_SHARE = """EXISTS (SELECT FROM access_share h WHERE h.person_id = e.person_id AND h.holder_id = ANY ({holders})
      AND NOT h.closed AND h.starts <= now() AND h.ends > now() AND h.shared_by_id = e.owner_id
      AND h.grades[access.domain_no(e.domain)] >= e.grade AND e.grade < 5)"""
OPENS = f"({BY_INVOLVEMENT} OR {BY_SHARE}) AND {NOT_SHUT}"
PARAMETERS = {"human": "%(human)s", "agency": "%(agency)s", "holders": "%(holders)s", "post": "%(post)s"}
SETTINGS = {name: f"current_setting('bench.{name}')::bigint" for name in ("human", "agency", "post")} | {
    "holders": "current_setting('bench.holders')::bigint[]"
}
NEWEST = "ORDER BY e.recorded_at DESC, e.id DESC LIMIT 50"
HOLDS = "e.search @@ websearch_to_tsquery('english', %(words)s)"
MINE = "e.person_id IN (SELECT person_id FROM access_involvement WHERE holder_id = ANY (%(holders)s) AND NOT closed)"


class Peer(ABC):
    """Answers keys of entries, newest first. `right`: whether it decides as Kith does, and so must answer the same."""

    name = ""
    right = True
    patience = 30.0  # seconds: then it is hopeless

    def __init__(self, here: Place, who: Who):
        self.server, self.who = here.superuser(planned=True), who
        self.server.execute(f"SET statement_timeout = '{self.patience}s'; SET session_replication_role = replica")

    @abstractmethod
    def listed(self, where: str, **told: object) -> list[Key]:
        """The newest 50 of the entries `e` for which `where` holds."""

    @abstractmethod
    def count(self) -> int: ...

    def newest(self) -> list[Key]:
        return self.listed("true")

    def search(self, words: str) -> list[Key]:
        return self.listed(HOLDS, words=words)

    def of(self, person: UUID) -> list[Key]:
        return self.listed("e.person_id = %(person)s", person=person)

    def revoke(self, person: UUID) -> None:
        """The involvements of my holders with the person end."""
        self.server.execute(
            "UPDATE access_involvement SET closed = true"
            " WHERE person_id = %(person)s AND holder_id = ANY (%(holders)s)",
            self.who.told | {"person": person},
        )

    def asked(self, sql: str, **told: object) -> list[tuple]:
        try:
            return self.server.execute(sql, self.who.told | told).fetchall()
        except psycopg.errors.QueryCanceled:
            raise Hopeless from None


class Join(Peer):
    """Whole persons, as an application that filters by its own list of cases."""

    name, right = "plain join", False

    def listed(self, where: str, **told: object) -> list[Key]:
        sql = f"SELECT e.person_id, e.id FROM record_entry e WHERE e.current AND {where} AND {MINE} {NEWEST}"
        return self.asked(sql, **told)

    def count(self) -> int:
        return int(self.asked(f"SELECT count(*) FROM record_entry e WHERE e.current AND {MINE}")[0][0])


class Exists(Peer):
    """Row security whose policy asks the facts for every row; the caller in plain settings."""

    name = "EXISTS policy"
    MADE = f"""
        DO $$ BEGIN CREATE ROLE bench_exists; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT USAGE ON SCHEMA public, access TO bench_exists;
        GRANT EXECUTE ON FUNCTION access.domain_no TO bench_exists;
        GRANT SELECT ON record_entry, access_involvement, access_share, access.seal, access.exclusion, access.profile,
            access.edge, agencies_agency, agencies_post, agencies_practitioner TO bench_exists;
        DROP POLICY IF EXISTS bench ON record_entry;
        CREATE POLICY bench ON record_entry TO bench_exists USING (
            {OPENS.format(**SETTINGS).replace("e.", "record_entry.")});
        DO $$ DECLARE t text; BEGIN
            FOREACH t IN ARRAY '{{access_involvement,access_share,access.seal,access.exclusion}}'::text[] LOOP
                EXECUTE format('DROP POLICY IF EXISTS bench ON %s', t);
                EXECUTE format('CREATE POLICY bench ON %s TO bench_exists USING (true)', t);
            END LOOP; END $$"""

    def __init__(self, here: Place, who: Who):
        super().__init__(here, who)
        self.server.execute("SET ROLE bench_exists")
        for name, value in who.told.items():
            text = "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else str(value)
            self.server.execute("SELECT set_config(%s, %s, false)", [f"bench.{name}", text])

    def listed(self, where: str, **told: object) -> list[Key]:
        return self.asked(f"SELECT e.person_id, e.id FROM record_entry e WHERE e.current AND {where} {NEWEST}", **told)

    def count(self) -> int:
        return int(self.asked("SELECT count(*) FROM record_entry e WHERE e.current")[0][0])

    def revoke(self, person: UUID) -> None:
        self.server.execute("RESET ROLE")
        super().revoke(person)
        self.server.execute("SET ROLE bench_exists")


class Permissions(Peer):
    """A row for every holder and entry that they open, as object permissions are kept; seals and bars beside it."""

    name = "object permissions"
    MADE = """
        CREATE TABLE IF NOT EXISTS bench.permission (holder bigint, person_id uuid, id uuid,
            PRIMARY KEY (holder, person_id, id));
        CREATE INDEX IF NOT EXISTS permission_of ON bench.permission (person_id, id)"""
    OF_HOLDERS = """WITH reach AS MATERIALIZED (
            SELECT v.name, v.version, a.id AS owner, d.name AS domain, max(least(v.grades[d.no], x.cap[d.no])) AS grade
            FROM access.profile v CROSS JOIN access.edge x JOIN agencies_agency a ON a.id = x.owner OR x.owner IS NULL
            CROSS JOIN LATERAL (SELECT name, access.domain_no(name) AS no FROM unnest(%(domains)s::text[]) name) d
            WHERE x.state = 'live' AND (x.recipient = %(agency)s OR x.recipient IS NULL) GROUP BY 1, 2, 3, 4)
        INSERT INTO bench.permission
        SELECT i.holder_id, e.person_id, e.id FROM access_involvement i JOIN record_entry e USING (person_id)
        JOIN reach r ON (r.name, r.version, r.owner, r.domain) = (i.profile, i.profile_version, e.owner_id, e.domain)
        WHERE r.grade >= e.grade AND i.holder_id = ANY (%(new)s) AND NOT i.closed AND i.starts <= now()
          AND (i.ends IS NULL OR i.ends > now()) AND (e.grade < 5 OR i.holder_id = %(post)s)
        UNION
        SELECT h.holder_id, e.person_id, e.id FROM access_share h JOIN record_entry e USING (person_id)
        WHERE h.holder_id = ANY (%(new)s) AND NOT h.closed AND h.starts <= now() AND h.ends > now()
          AND h.shared_by_id = e.owner_id AND h.grades[access.domain_no(e.domain)] >= e.grade AND e.grade < 5
        ON CONFLICT DO NOTHING"""
    OPEN = (
        "EXISTS (SELECT FROM bench.permission p WHERE p.holder = ANY (%(holders)s)"
        f" AND p.person_id = e.person_id AND p.id = e.id) AND {NOT_SHUT}"
    ).format(**PARAMETERS)

    @classmethod
    def of_holders(cls, who: Who, new: set[int]) -> tuple[str, dict[str, object]]:
        """What some of their holders open, as rows: what an application would write as facts come and go."""
        return cls.OF_HOLDERS, who.told | {"new": sorted(new), "domains": list(DOMAINS)}

    def listed(self, where: str, **told: object) -> list[Key]:
        sql = f"SELECT e.person_id, e.id FROM record_entry e WHERE e.current AND {where} AND {self.OPEN} {NEWEST}"
        return self.asked(sql, **told)

    def count(self) -> int:
        return int(self.asked(f"SELECT count(*) FROM record_entry e WHERE e.current AND {self.OPEN}")[0][0])

    def revoke(self, person: UUID) -> None:
        with self.server.transaction():
            super().revoke(person)
            self.server.execute(
                "DELETE FROM bench.permission WHERE person_id = %(person)s AND holder = ANY (%(holders)s)",
                self.who.told | {"person": person},
            )


def prepare(here: Place, everyone: list[Who]) -> None:
    """Roles and policies of the peers; the permission table for the holders that are measured, made once."""
    with here.superuser() as admin:
        admin.execute("SET work_mem = '512MB'")
        admin.execute(Exists.MADE)
        admin.execute(Permissions.MADE)
        have = {h for (h,) in admin.execute("SELECT DISTINCT holder FROM bench.permission")}
        for who in everyone:
            if new := set(who.holders) - have:  # in one statement: alone, each may read the whole table
                admin.execute(*Permissions.of_holders(who, new))
                have |= new
        admin.execute("ANALYZE bench.permission")
