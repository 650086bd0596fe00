"""Plants a world into PostgreSQL under fresh ids: facts directly, as the engine, and every person rekeyed afterwards.

Quick, and blind to who may do it. The ordinary way to change a fact is in changes.py.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from kith.access import world as w
from kith.access.grades import vector
from tests.access.asking import Planted, table_of
from tests.access.plainest import RECORDED, put

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def plant(
    superuser: psycopg.Connection[Any],
    app: psycopg.Connection[Any],
    world: w.World,
    how: "type[Planting] | None" = None,
) -> Planted:
    """Put every fact and every row of the world into the database and bring the locks in line."""
    planting = (how or Planting)(superuser, app, world)
    with superuser.pipeline(), superuser.transaction():
        planting.organisations()
        planting.posts()
        planting.agreements()
        superuser.execute("SET LOCAL ROLE kith_engine")
        planting.persons()
        planting.grants()
        planting.releases()
        planting.limits()
        planting.rows()
        superuser.execute("RESET ROLE")
        persons = list(planting.planted.person.values())
        superuser.execute("SELECT access.rekey_person(p) FROM unnest(%s::uuid[]) p", [persons])
    return planting.planted


class Planting:
    """One world on its way into the database."""

    def __init__(self, superuser: psycopg.Connection[Any], app: psycopg.Connection[Any], world: w.World):
        self.superuser, self.world = superuser, world
        self.planted = Planted(superuser, app, _human_of={name: post.human for name, post in world.posts.items()})
        self.mark = uuid4().hex[:12]
        self.ids = self._principals()
        self.anyone: dict[str, Any] = {}

    def _principals(self) -> Iterator[int]:
        """Ids from the sequence of principals, two hundred at a time."""
        drawn = "SELECT nextval('agencies.principal') FROM generate_series(1, 200)"
        while True:
            yield from [id_ for (id_,) in self.superuser.execute(drawn).fetchall()]

    def organisations(self) -> None:
        for name, training in self.world.agencies.items():
            id_ = self.planted.agency[name] = next(self.ids)
            row = {"id": id_, "name": f"{name} {self.mark}", "kind": "school", "training_required": training}
            put(self.superuser, "agencies_agency", row)
        for name, agency in self.world.teams.items():
            team, managers = next(self.ids), next(self.ids)
            self.planted.holder |= {name: team, w.managers(name): managers}
            row = {"id": team, "managers_id": managers, "name": name, "agency_id": self.planted.agency[agency]}
            put(self.superuser, "agencies_team", row | {"domain": "identity"})
        for reader in sorted(self.world.readers):
            self.planted.holder[reader] = next(self.ids)

    def posts(self) -> None:
        for name in self._humans():
            id_ = self.planted.human[name] = next(self.ids)
            human = self.world.humans.get(name, w.Human())
            row = {"id": id_, "name": name, "email": f"{id_}@example.org", "state": human.state}
            put(self.superuser, "agencies_practitioner", row | {"trained_until": human.trained_until})
        for name, post in self.world.posts.items():
            id_ = self.planted.holder[name] = next(self.ids)
            row = {"id": id_, "practitioner_id": self.planted.human[post.human], "title": name}
            put(self.superuser, "agencies_post", row | {"agency_id": self.planted.agency[post.agency]} | dates(post))
        for name, member in self.world.memberships.items():
            row = self._of_post(name, member.post) | {"team_id": self.planted.holder[member.team]}
            put(self.superuser, "agencies_membership", row | {"manager": member.manager} | dates(member))
        for name, role in self.world.roles.items():
            put(self.superuser, "agencies_role", self._of_post(name, role.post) | {"name": role.name} | dates(role))

    def _humans(self) -> list[str]:
        """Who works here, who reads, and who is named on a seal or an exclusion."""
        sealed = [human for seal in self.world.seals.values() for human in seal.humans]
        excluded = [exclusion.human for exclusion in self.world.exclusions.values()]
        return sorted({*self.world.humans, *self.world.readers, *sealed, *excluded})

    def _of_post(self, name: str, post: str) -> dict[str, Any]:
        self.planted.fact[name] = next(self.ids)
        return {"id": self.planted.fact[name], "post_id": self.planted.holder[post]}

    def agreements(self) -> None:
        for name, edge in self.world.edges.items():
            if edge.owner and edge.recipient:
                made = put(self.superuser, "access.edge", self._terms(name, edge), "RETURNING no").fetchone()
                self.planted.fact[name] = made and made[0]
                if not edge.live:
                    by = self.planted.holder[next(iter(self.world.posts))]
                    waiting = {"agency": self.planted.agency[edge.owner], "edge": made and made[0], "proposed_by": by}
                    put(self.superuser, "access.proposal", waiting)
        for name, given in self.world.profiles.items():
            self.planted.profile[name] = f"{name} {self.mark}"
            row = {"name": self.planted.profile[name]}
            put(self.superuser, "access.profile", row | {"version": 0, "grades": [5] * 11, "current": False})
            put(self.superuser, "access.profile", row | {"version": 1, "grades": vector(dict(given)), "current": True})

    def _terms(self, name: str, edge: w.Edge) -> dict[str, Any]:
        return {
            "agreement": name.removesuffix(", pending"),
            "version": 1 if edge.live else 2,
            "owner": self.planted.agency[str(edge.owner)],
            "recipient": self.planted.agency[str(edge.recipient)],
            "cap": vector(dict(edge.cap)),
            "purposes": sorted(edge.purposes),
            "state": "live" if edge.live else "pending",
            "suspended": edge.suspended,
            **dates(edge),
        }

    def persons(self) -> None:
        """All of them are led by the first agency; what matters of that is whether an involvement was accepted."""
        lead = next(iter(self.planted.agency.values()))
        first = next(iter(self.world.posts))
        self.anyone = {"author_id": self.planted.holder[first], "owner_id": lead, "recorded_at": RECORDED}
        for name in sorted(self.world.persons):
            self.planted.person[name] = uuid4()
            put(self.superuser, "access_subject", {"id": self.planted.person[name], "lead_id": lead})

    def grants(self) -> None:
        for name, work in self.world.involvements.items():
            row: dict[str, Any] = {
                "holder_id": self.planted.holder[work.holder],
                "profile": self.planted.profile[work.profile],
            }
            row |= {"profile_version": 1, "accepted": work.accepted, "key": next(self.ids)}
            closed = work.ends is not None and work.ends <= RECORDED  # ended by an act; it had no date before
            dated = not closed and (work.ends is not None or work.starts > RECORDED)
            row |= {"dated": dated, "closed": closed, **dates(work)}
            self._fact(name, "access_involvement", work.person, row | {"owner_id": self._agency_of(work.holder)})
        for name, share in self.world.shares.items():
            by = self.planted.agency[share.owner] if share.owner else None
            row = {"shared_by_id": by, "holder_id": self.planted.holder[share.holder], "emergency": by is None}
            row |= {"grades": vector(dict(share.grades)), "key": next(self.ids), **dates(share)}
            row |= {"rows": self._rows_named(share)} if share.rows is not None else {}
            self._fact(name, "access_share", share.person, row | ({"owner_id": by} if by else {}))

    def _rows_named(self, share: w.Share) -> list[UUID]:
        return [self._row_id(self.world.rows[name]) for name in sorted(share.rows or ())]

    def _agency_of(self, holder: str) -> int:
        """The agency of a post, a team or the managers of a team."""
        post = self.world.posts.get(holder)
        return self.planted.agency[post.agency if post else self.world.teams[holder.removeprefix(w.managers(""))]]

    def releases(self) -> None:
        """Every reader reads for every person of the world, as far as rows are released to them."""
        for reader in sorted(self.world.readers):
            row: dict[str, Any] = {
                "holder": self.planted.holder[reader],
                "human": self.planted.human[reader],
                "representative": True,
            }
            row |= ended(not self.world.readers[reader])
            for person in sorted(self.world.persons):
                self._fact(f"{reader} of {person}", "access.reader", person, row)
        for name, release in self.world.releases.items():
            released = self.world.rows[release.row]
            row = {"row_id": self._row_id(released), "holder": self.planted.holder[release.reader]}
            self._fact(name, "access.release", released.person, row | ended(release.ended))

    def limits(self) -> None:
        for name, seal in self.world.seals.items():
            row = self.world.rows[seal.row] if seal.row else None
            named = {"humans": [self.planted.human[human] for human in sorted(seal.humans)]}
            on_row = {"row_id": self._row_id(row)} if row else {}
            self._fact(name, "access.seal", row.person if row else seal.person, named | on_row | ended(seal.ended))
        for name, exclusion in self.world.exclusions.items():
            barred = {"human": self.planted.human[exclusion.human]}
            self._fact(name, "access.exclusion", exclusion.person, barred | ended(exclusion.ended))
        for name, link in self.world.links.items():
            for one, other in ((link.one, link.other), (link.other, link.one)):
                linked = {"other_id": self.planted.person[other], "confirmed": link.confirmed}
                self._fact(name, "access.link", one, linked)

    def rows(self) -> None:
        for name, row in self.world.rows.items():
            id_ = self._row_id(row)
            about = {"id": id_, "domain": row.domain, "grade": row.grade, "owner_id": self.planted.agency[row.owner]}
            about |= {"author_id": self.planted.holder[row.author]} if row.author else {}
            about |= {"other_id": self.planted.person[row.other]} if row.other else {}
            about |= self._letter(row)
            about |= {"series": id_} if table_of(row) == "record_entry" else {}
            self._fact(name, table_of(row), row.person, about)

    def _letter(self, row: w.Row) -> dict[str, Any]:
        """To whom it is written, if it is a letter."""
        to = [self.planted.holder[party] for party in sorted(row.parties)]
        return {"parties": to, "asked_agency_id": self.planted.agency[row.owner]} if to else {}

    def _row_id(self, row: w.Row) -> UUID:
        return self.planted.row.setdefault(row.name, uuid4())

    def _fact(self, name: str, table: str, person: str | None, given: dict[str, Any]) -> None:
        """A row about a person: in the first domain, at the lowest grade, by the lead agency, unless given."""
        about = {"person_id": self.planted.person[str(person)], "id": uuid4(), "domain": "identity", "grade": 1}
        row = about | self.anyone | given
        self.planted.fact[name] = row["id"]
        put(self.superuser, table, row)


def dates(fact: w.Dated) -> dict[str, datetime | None]:
    return {"starts": max(fact.starts, LONG_AGO), "ends": fact.ends}


def ended(already: bool) -> dict[str, datetime | None]:
    return {"ended_at": RECORDED if already else None}
