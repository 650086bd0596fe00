"""The facts that stand in a database as the reference model takes them: what a page may show is asked of the model.

Names are the ids, as text. The model (kith/access/model.py) then says of any row and any caller whether it opens, and
knows nothing of the SQL that answers the pages.
"""

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from kith.access import world as w
from kith.access.grades import by_domain
from kith.access.model import DOMAINS, LOCATE, opens

Connection = psycopg.Connection[Any]


def facts_of(superuser: Connection) -> w.World:
    """Every fact of the database at this moment, without rows: they are asked about one by one."""
    look = Looking(superuser)
    return w.World(
        now=datetime.now(UTC),
        agencies={str(a.id): a.training_required for a in look.at("agencies_agency")},
        humans={str(h.id): w.Human(h.state, h.trained_until) for h in look.at("agencies_practitioner")},
        teams={str(t.id): str(t.agency_id) for t in look.at("agencies_team")},
        profiles={f"{p.name} {p.version}": by_domain(p.grades) for p in look.at("access.profile")},
        persons=frozenset(str(p.id) for p in look.at("access_subject")),
        **look.work(),
        **look.grants(),
        **look.limits(),
    )


FACTS = (
    "agencies_agency", "agencies_practitioner", "agencies_team", "agencies_post", "agencies_membership",
    "agencies_role", "access.profile", "access.edge", "access_subject", "access_involvement", "access_share",
    "access.reader", "access.release", "access.seal", "access.exclusion", "access.link",
)  # fmt: skip


def standing(superuser: Connection) -> list[Any]:
    """How many rows each table of facts has, and which transaction wrote last: the same while nothing changed."""
    each = (f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM {table}" for table in FACTS)
    return superuser.execute(" UNION ALL ".join(each)).fetchall()


class Looking:
    """Tables as the administrator reads them."""

    def __init__(self, superuser: Connection):
        self.superuser = superuser
        teams = self.at("agencies_team")
        self.holder = {team.managers_id: w.managers(str(team.id)) for team in teams}

    def at(self, table: str) -> list[Any]:
        assert table in FACTS, f"{table} is not among the tables that tell whether a fact changed"
        with self.superuser.cursor(row_factory=namedtuple_row) as cursor:
            return cursor.execute(f"SELECT * FROM {table}").fetchall()

    def named(self, holder: int) -> str:
        return self.holder.get(holder, str(holder))

    def work(self) -> dict[str, Any]:
        """Posts, memberships, roles and agreements."""
        return {
            "posts": {
                str(p.id): w.Post(str(p.practitioner_id), str(p.agency_id), **dates(p))
                for p in self.at("agencies_post")
            },
            "memberships": {
                str(m.id): w.Membership(str(m.post_id), str(m.team_id), m.manager, **dates(m))
                for m in self.at("agencies_membership")
            },
            "roles": {str(r.id): w.Role(str(r.post_id), r.name, **dates(r)) for r in self.at("agencies_role")},
            "edges": {str(e.no): edge(e) for e in self.superuser_edges()},
        }

    def superuser_edges(self) -> list[Any]:
        """Dates without end or beginning are none: psycopg has no infinity."""
        columns = "no, owner, recipient, cap, purposes, state, suspended, ends"
        with self.superuser.cursor(row_factory=namedtuple_row) as cursor:
            starts = f"SELECT {columns}, nullif(starts, '-infinity') AS starts FROM access.edge"
            return cursor.execute(f"{starts} WHERE agreement <> 'employment'").fetchall()

    def grants(self) -> dict[str, Any]:
        """Involvements, shares, and who reads what of their own record."""
        return {
            "involvements": {
                str(i.id): w.Involvement(
                    str(i.person_id),
                    self.named(i.holder_id),
                    f"{i.profile} {i.profile_version}",
                    i.accepted,
                    **dates(i),
                )
                for i in self.at("access_involvement")
                if not i.closed
            },
            "shares": {
                str(s.id): w.Share(
                    str(s.shared_by_id) if s.shared_by_id else None,
                    str(s.person_id),
                    self.named(s.holder_id),
                    by_domain(s.grades),
                    rows=None if s.rows is None else frozenset(map(str, s.rows)),
                    **dates(s),
                )
                for s in self.at("access_share")
                if not s.closed
            },
            "readers": {str(r.holder): r.ended_at is None for r in self.at("access.reader")},
            "releases": {
                str(r.id): w.Release(str(r.row_id), str(r.holder), r.ended_at is not None)
                for r in self.at("access.release")
            },
        }

    def limits(self) -> dict[str, Any]:
        """Seals, exclusions and links."""
        return {
            "seals": {
                str(s.id): w.Seal(
                    frozenset(map(str, s.humans)),
                    None if s.row_id else str(s.person_id),
                    str(s.row_id) if s.row_id else None,
                    s.ended_at is not None,
                )
                for s in self.at("access.seal")
            },
            "exclusions": {
                str(x.id): w.Exclusion(str(x.person_id), str(x.human), x.ended_at is not None)
                for x in self.at("access.exclusion")
            },
            "links": {
                str(n.id): w.Link(str(n.person_id), str(n.other_id), n.confirmed) for n in self.at("access.link")
            },
        }


def dates(row: Any) -> dict[str, datetime | None]:
    return {"starts": row.starts or w.ALWAYS, "ends": row.ends}


def edge(row: Any) -> w.Edge:
    """Employment is the model's own."""
    return w.Edge(
        str(row.owner) if row.owner else None,
        str(row.recipient) if row.recipient else None,
        by_domain(row.cap),
        frozenset(row.purposes),
        row.state == "live",
        row.suspended,
        **dates(row),
    )


def locates(world: w.World, caller: w.Caller, person: str) -> bool:
    """Whether the caller opens anything of the person at locate: otherwise they are answered as absent."""
    return person in world.persons and any(
        opens(world, caller, w.Row("", person, domain, LOCATE, owner)) for owner in world.agencies for domain in DOMAINS
    )
