"""Founding the county: agencies, people, agreements. Written as the owner, once, before anybody can sign in.

Only here does the owner write: it sees no graded row (row security is forced), and no person exists yet.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connections

from kith.access.starting import caps
from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Region

AGREEMENT = "Larkshire information sharing agreement"


@dataclass
class Ids:
    """Key in the region → id in the database. `holders`: "post:…", "team:…", "managers:…"."""

    agencies: dict[str, int] = field(default_factory=dict)
    humans: dict[str, int] = field(default_factory=dict)
    holders: dict[str, int] = field(default_factory=dict)


def found(region: Region) -> Ids:
    """Everything that is about no person. Returns the ids that the database gave."""
    ids = Ids()
    for a in region.agencies:
        (ids.agencies[a.key],) = _insert(
            "agencies_agency", name=a.name, kind=a.kind, telephone=a.telephone,
            front_door_telephone=a.front_door_telephone, training_required=a.training_required,
        )  # fmt: skip
    for t in region.teams:
        ids.holders[f"team:{t.key}"], ids.holders[f"managers:{t.key}"] = _insert(
            "agencies_team", "id, managers_id", agency_id=ids.agencies[t.agency], name=t.name, domain=t.domain,
            discreet=t.discreet, front_door=t.front_door, telephone=t.telephone,
        )  # fmt: skip
    _people(region, ids)
    _agreements(region, ids)
    return ids


def _people(region: Region, ids: Ids) -> None:
    for p in region.practitioners:
        (ids.humans[p.key],) = _insert(
            "agencies_practitioner",
            name=p.name,
            email=p.email,
            telephone=p.telephone,
            state="active",
            trained_until=p.trained_until,
        )
    for post in region.posts:
        (ids.holders[f"post:{post.key}"],) = _insert(
            "agencies_post", practitioner_id=ids.humans[post.practitioner], agency_id=ids.agencies[post.agency],
            title=post.title, telephone=post.telephone, starts=midnight(post.starts),
            ends=post.ends and midnight(post.ends),
        )  # fmt: skip
    for m in region.memberships:
        _insert(
            "agencies_membership", post_id=ids.holders[f"post:{m.post}"], team_id=ids.holders[f"team:{m.team}"],
            manager=m.manager, starts=midnight(m.starts), ends=m.ends and midnight(m.ends),
        )  # fmt: skip
    for r in region.roles:
        _insert("agencies_role", post_id=ids.holders[f"post:{r.post}"], name=r.name, starts=midnight(r.starts))


def _agreements(region: Region, ids: Ids) -> None:
    """What each agency lets each other see, by kind, from the starting caps; to be looked at again next year."""
    review = region.anchor.replace(month=4, day=1, year=region.anchor.year + 1)
    for owner in region.agencies:
        for recipient in region.agencies:
            cap = caps().get((owner.kind, recipient.kind))
            if cap and owner is not recipient:
                _insert(
                    "access.edge", "no", agreement=AGREEMENT, version=1, owner=ids.agencies[owner.key],
                    recipient=ids.agencies[recipient.key], cap=cap, state="live", starts="-infinity", review_on=review,
                )  # fmt: skip


def _insert(table: str, returning: str = "id", **values: Any) -> tuple[Any, ...]:
    """One row as the owner. Names of tables and columns are this module's own."""
    columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {returning}", list(values.values()))  # noqa: S608  names of our own tables
        return tuple(cursor.fetchone())


def midnight(day: date) -> datetime:
    """The first moment of a day in Larkshire."""
    return datetime.combine(day, time(), LONDON)
