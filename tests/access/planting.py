"""Plants a world into PostgreSQL under fresh ids: facts directly, as the engine, and every person rekeyed afterwards.

Quick, and blind to who may do it. The ordinary way to change a fact is in changes.py.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from kith.access import world as w
from kith.access.grades import vector
from tests.access.asking import RECORDED, Planted, table_of

PLAINEST = {
    "text": "",
    "boolean": False,
    "integer": 1,
    "jsonb": Jsonb({}),
    "timestamp with time zone": RECORDED,
    "smallint[]": [0] * 11,
    "uuid": UUID(int=0),
}


def plant(superuser: psycopg.Connection[Any], app: psycopg.Connection[Any], world: w.World) -> Planted:
    """Put every fact and every row of the world into the database and bring the locks in line."""
    planted = Planted(superuser, app, _human_of={name: post.human for name, post in world.posts.items()})
    with superuser.transaction():
        _plant_organisations(planted, world)
        superuser.execute("SET LOCAL ROLE kith_engine")
        _plant_persons(planted, world)
        _plant_grants(planted, world)
        _plant_limits(planted, world)
        _plant_rows(planted, world)
        superuser.execute("RESET ROLE")
        superuser.execute("SELECT access.rekey_person(p) FROM unnest(%s::uuid[]) p", [list(planted.person.values())])
    return planted


def _plant_organisations(planted: Planted, world: w.World) -> None:
    mark = uuid4().hex[:12]
    kept = Keeper(planted.superuser)
    humans = {**dict.fromkeys([*world.readers, *_named(world)], w.Human()), **world.humans}
    ids = kept.principals(
        len(world.agencies) + len(humans) + len(world.posts) + 2 * len(world.teams) + len(world.readers)
    )
    planted.agency = dict(zip(world.agencies, ids, strict=False))
    planted.human = dict(zip(humans, ids, strict=False))
    planted.holder = dict(
        zip([*world.posts, *world.teams, *map(w.managers, world.teams), *world.readers], ids, strict=False)
    )
    for name, training in world.agencies.items():
        kept.put(
            "agencies_agency", id=planted.agency[name], name=f"{name} {mark}", kind="school", training_required=training
        )
    for name, human in humans.items():
        kept.put("agencies_practitioner", id=planted.human[name], name=name, email=f"{planted.human[name]}@example.org",
                 state=human.state, trained_until=human.trained_until)  # fmt: skip
    for name, post in world.posts.items():
        kept.put("agencies_post", id=planted.holder[name], practitioner_id=planted.human[post.human],
                 agency_id=planted.agency[post.agency], title=name, **_dates(post))  # fmt: skip
    for name, agency in world.teams.items():
        kept.put("agencies_team", id=planted.holder[name], managers_id=planted.holder[w.managers(name)], name=name,
                 agency_id=planted.agency[agency], domain="identity")  # fmt: skip
    for name, member in world.memberships.items():
        planted.fact[name] = kept.put("agencies_membership", post_id=planted.holder[member.post],
                                      team_id=planted.holder[member.team], manager=member.manager, **_dates(member))  # fmt: skip
    for name, role in world.roles.items():
        planted.fact[name] = kept.put(
            "agencies_role", post_id=planted.holder[role.post], name=role.name, **_dates(role)
        )
    for name, edge in world.edges.items():
        if edge.owner and edge.recipient:
            planted.fact[name] = kept.put("access.edge", returning="no", **edge_columns(planted, name, edge))
    for name, given in world.profiles.items():
        planted.profile[name] = f"{name} {mark}"
        kept.put("access.profile", returning=None, name=planted.profile[name], version=1, grades=vector(dict(given)),
                 held_by="anyone", current=True)  # fmt: skip


def edge_columns(planted: Planted, name: str, edge: w.Edge) -> dict[str, Any]:
    return {
        "agreement": name.removesuffix(", pending"),
        "version": 1 if edge.live else 2,
        "owner": planted.agency[str(edge.owner)],
        "recipient": planted.agency[str(edge.recipient)],
        "cap": vector(dict(edge.cap)),
        "purposes": sorted(edge.purposes),
        "state": "live" if edge.live else "pending",
        "suspended": edge.suspended,
        **_dates(edge),
    }


def _plant_persons(planted: Planted, world: w.World) -> None:
    lead = next(iter(planted.agency.values()))
    for name in sorted(world.persons):
        planted.person[name] = uuid4()
        planted.superuser.execute(
            "INSERT INTO access_subject (id, lead_id) VALUES (%s, %s)", [planted.person[name], lead]
        )


def _plant_grants(planted: Planted, world: w.World) -> None:
    facts = Facts(planted, world)
    for name, work in world.involvements.items():
        facts.put(name, "access_involvement", work.person, holder_id=planted.holder[work.holder], key=facts.principal(),
                  profile=planted.profile[work.profile], profile_version=1, accepted=work.accepted,
                  owner_id=planted.agency[agency_of(world, work.holder)],
                  dated=work.ends is not None or work.starts > RECORDED, **_dates(work))  # fmt: skip
    for name, share in world.shares.items():
        by = planted.agency[share.owner] if share.owner else None
        facts.put(name, "access_share", share.person, shared_by_id=by, holder_id=planted.holder[share.holder],
                  owner_id=by or facts.anyone["owner_id"], grades=vector(dict(share.grades)), emergency=by is None,
                  key=facts.principal(), bundle=None, **_dates(share))  # fmt: skip
    for reader in sorted(world.readers):
        for person in sorted(world.persons):
            facts.put(f"{reader} of {person}", "access.reader", person, holder=planted.holder[reader],
                      human=planted.human[reader], representative=True)  # fmt: skip
    for name, release in world.releases.items():
        row = world.rows[release.row]
        facts.put(name, "access.release", row.person, row_id=row_id(planted, row), holder=planted.holder[release.reader],
                  ended_at=_ended(release.ended))  # fmt: skip


def _plant_limits(planted: Planted, world: w.World) -> None:
    facts = Facts(planted, world)
    for name, seal in world.seals.items():
        row = world.rows[seal.row] if seal.row else None
        facts.put(name, "access.seal", row.person if row else seal.person, row_id=row and row_id(planted, row),
                  humans=[planted.human[human] for human in sorted(seal.humans)], ended_at=_ended(seal.ended))  # fmt: skip
    for name, exclusion in world.exclusions.items():
        facts.put(name, "access.exclusion", exclusion.person, human=planted.human[exclusion.human],
                  ended_at=_ended(exclusion.ended))  # fmt: skip
    for name, link in world.links.items():
        for one, other in ((link.one, link.other), (link.other, link.one)):
            facts.put(name, "access.link", one, other_id=planted.person[other], confirmed=link.confirmed)


def _plant_rows(planted: Planted, world: w.World) -> None:
    facts = Facts(planted, world)
    for name, row in world.rows.items():
        id_ = row_id(planted, row)
        other = {"other_id": planted.person[row.other]} if row.other else {}
        entry = {"series": id_} if table_of(row) == "record_entry" else {}
        author = {"author_id": planted.holder[row.author]} if row.author else {}
        facts.put(name, table_of(row), row.person, id=id_, domain=row.domain, grade=row.grade,
                  owner_id=planted.agency[row.owner], **author, **other, **entry)  # fmt: skip


def row_id(planted: Planted, row: w.Row) -> UUID:
    return planted.row.setdefault(row.name, uuid4())


def agency_of(world: w.World, holder: str) -> str:
    """The agency of a post, a team or the managers of a team."""
    return world.posts[holder].agency if holder in world.posts else world.teams[holder.removeprefix(w.managers(""))]


def _named(world: w.World) -> Iterable[str]:
    return [*(human for seal in world.seals.values() for human in sorted(seal.humans)),
            *(exclusion.human for exclusion in world.exclusions.values())]  # fmt: skip


def _dates(fact: w.Dated) -> dict[str, datetime | None]:
    return {"starts": max(fact.starts, datetime(2000, 1, 1, tzinfo=UTC)), "ends": fact.ends}


def _ended(ended: bool) -> datetime | None:
    return RECORDED if ended else None


class Keeper:
    """Puts rows into tables. Columns that must have something and are not given get the plainest value."""

    columns: dict[str, dict[str, str]] = {}  # table → column that must be given → type; kept for the whole run

    def __init__(self, connection: psycopg.Connection[Any]):
        self.connection = connection

    def principals(self, count: int) -> Any:
        """As many ids from the sequence of principals, one after another."""
        drawn = "SELECT nextval('agencies.principal') FROM generate_series(1, %s)"
        return iter([id_ for (id_,) in self.connection.execute(drawn, [count]).fetchall()])

    def put(self, table: str, returning: str | None = "id", **given: Any) -> Any:
        needed = {column: PLAINEST[kind] for column, kind in self._needed(table).items() if column not in given}
        row = {**needed, **given}
        marks = ", ".join(f"%({column})s" for column in row)
        statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
        answer = self.connection.execute(statement + (f" RETURNING {returning}" if returning else ""), row)
        return answer.fetchone()[0] if returning else None  # type: ignore[index]  # an INSERT returns its row

    def _needed(self, table: str) -> dict[str, str]:
        if table not in self.columns:
            found = self.connection.execute(
                "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND attnotnull AND NOT atthasdef AND attidentity = '' AND attgenerated = '' AND NOT attisdropped"
                " AND attname <> ALL ('{id,audience,gate,denied}')",
                [table],
            )
            self.columns[table] = dict(found.fetchall())
        return self.columns[table]


class Facts(Keeper):
    """Rows about persons, by a post that exists and an agency that exists, unless given."""

    def __init__(self, planted: Planted, world: w.World):
        super().__init__(planted.superuser)
        self.planted = planted
        post = next(iter(world.posts))
        owner = planted.agency[world.posts[post].agency]
        self.anyone = {"author_id": planted.holder[post], "owner_id": owner}

    def principal(self) -> int:
        return next(self.principals(1))

    def put(self, name: str, table: str, person: str | None, **given: Any) -> Any:  # type: ignore[override]  # by name
        about = {"person_id": self.planted.person[str(person)], "id": uuid4(), "domain": "identity", "grade": 1}
        made = super().put(table, **{**about, **self.anyone, "recorded_at": RECORDED, **given})
        self.planted.fact[name] = made
        return made
