"""A small, fixed world for tests: one council, a trust, a school, a police force; eleven practitioners.

with town.acting("sara"): ...          # a transaction under the keyring of Sara's post
child = town.child("sara")             # a person whom Sara's team admitted; Sara is allocated
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from kith.access import facts
from kith.access.door import as_post, end_session, open_session
from kith.access.starting import caps
from kith.core.ids import person_id
from kith.core.session import Actor, entered

AGENCIES = {
    "children": ("Larkshire Children's Services", "council children's services"),
    "adults": ("Larkshire Adults' Services", "council adults' services"),
    "trust": ("Larkshire Community NHS Trust", "health trust"),
    "school": ("Alder Road School", "school"),
    "police": ("Larkshire Police", "police"),
}
TEAMS = {  # name: agency, domain, discreet, front door
    "front door": ("children", "social_care", False, True),
    "safeguarding": ("children", "social_care", False, False),
    "adults duty": ("adults", "social_care", False, True),
    "health visitors": ("trust", "health", False, False),
    "mind": ("trust", "mental_health", True, False),
    "pastoral": ("school", "education", False, False),
    "protecting": ("police", "justice", False, False),
}
POSTS = {  # name: agency, team, manager, roles
    "sara": ("children", "safeguarding", False, ()),
    "mo": ("children", "safeguarding", False, ()),
    "manager": ("children", "safeguarding", True, ("allocator",)),
    "duty": ("children", "front door", False, ("finder",)),
    "governor": ("children", None, False, ("governance",)),
    "admin": ("children", None, False, ("administrator",)),
    "adults": ("adults", "adults duty", False, ("finder",)),
    "visitor": ("trust", "health visitors", False, ()),
    "therapist": ("trust", "mind", False, ()),
    "teacher": ("school", "pastoral", False, ("allocator",)),
    "officer": ("police", "protecting", False, ()),
}


class Town:
    """Ids by name: `agency`, `team`, `post`, `human`."""

    def __init__(self, database: Any):
        self.database = database
        self.agency: dict[str, int] = {}
        self.team: dict[str, int] = {}
        self.managers: dict[str, int] = {}
        self.post: dict[str, int] = {}
        self.human: dict[str, int] = {}

    @classmethod
    def build(cls, database: Any) -> "Town":
        town = cls(database)
        with database.connect("kith_owner") as owner:

            def one(sql: str, *args: Any) -> Any:
                return owner.execute(sql, args).fetchone()

            for key, (name, kind) in AGENCIES.items():
                (town.agency[key],) = one(
                    "INSERT INTO agencies_agency (name, kind, telephone, front_door_telephone, training_required)"
                    " VALUES (%s, %s, '01632 960000', '01632 960001', false) RETURNING id",
                    name,
                    kind,
                )
            for key, (agency, domain, discreet, door) in TEAMS.items():
                town.team[key], town.managers[key] = one(
                    "INSERT INTO agencies_team (agency_id, name, domain, discreet, front_door, telephone)"
                    " VALUES (%s, %s, %s, %s, %s, '01632 960002') RETURNING id, managers_id",
                    town.agency[agency],
                    key,
                    domain,
                    discreet,
                    door,
                )
            for key, (agency, team, manager, roles) in POSTS.items():
                town.add_post(owner, key, agency, team, manager, roles)
            kinds = {town.agency[key]: kind for key, (_, kind) in AGENCIES.items()}
            for o, owner_kind in kinds.items():
                for r, recipient_kind in kinds.items():
                    if o != r and (owner_kind, recipient_kind) in caps():
                        owner.execute(
                            "INSERT INTO access.edge (agreement, version, owner, recipient, cap, state, starts)"
                            " VALUES ('regional agreement', 1, %s, %s, %s, 'live', '-infinity')",
                            [o, r, caps()[owner_kind, recipient_kind]],
                        )
        return town

    def add_post(
        self,
        owner: Any,
        key: str,
        agency: str,
        team: str | None = None,
        manager: bool = False,
        roles: tuple[str, ...] = (),
    ) -> int:
        """One practitioner in one post, since long ago."""
        (self.human[key],) = owner.execute(
            "INSERT INTO agencies_practitioner (name, email, telephone, state)"
            " VALUES (%s, %s, '07700 900123', 'active') RETURNING id",
            [key.title(), f"{key}@example.org"],
        ).fetchone()
        (self.post[key],) = owner.execute(
            "INSERT INTO agencies_post (practitioner_id, agency_id, title, telephone, starts)"
            " VALUES (%s, %s, %s, '', '2020-01-01') RETURNING id",
            [self.human[key], self.agency[agency], key],
        ).fetchone()
        if team:
            owner.execute(
                "INSERT INTO agencies_membership (post_id, team_id, manager, starts) VALUES (%s, %s, %s, '2020-01-01')",
                [self.post[key], self.team[team], manager],
            )
        for role in roles:
            owner.execute(
                "INSERT INTO agencies_role (post_id, name, starts) VALUES (%s, %s, '2020-01-01')",
                [self.post[key], role],
            )
        return self.post[key]

    @contextmanager
    def acting(self, key: str, purpose: str = "care") -> Iterator[Actor]:
        """One transaction as this post, which leaves its own event so that reads are allowed."""
        from kith.audit.log import log

        with as_post(self.post[key], purpose) as actor:
            log("test")
            yield actor

    def token(self, key: str) -> str:
        """A session's token; end it with `end_session`."""
        return open_session(self.human[key], self.post[key])

    def child(self, by: str = "manager", allocated: str = "sara") -> UUID:
        """A person admitted with the safeguarding team as cover, its managers, and an allocated worker."""
        child = person_id()
        with self.acting(by):
            facts.admit(child, self.team["safeguarding"], "allocated team (cover)")
            facts.involve(child, self.managers["safeguarding"], "managers of the allocated team")
            facts.involve(child, self.post[allocated], "allocated social worker")
        return child


__all__ = ["Town", "end_session", "entered"]
