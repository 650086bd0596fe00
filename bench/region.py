"""Who works where in the large region: eight organisations, about 150 teams, about 1,500 posts, agreements by kind."""

from dataclasses import dataclass, field
from random import Random

import psycopg

from kith.access.starting import caps
from kith.agencies.models import AgencyKind

AGENCIES = [  # name, kind, teams, profile of a team that works with another's person
    ("Norvale Children's Services", AgencyKind.CHILDREN, 36, "known to the service"),
    ("Eskmere Children's Services", AgencyKind.CHILDREN, 36, "known to the service"),
    ("Norvale Adults' Services", AgencyKind.ADULTS, 36, "known to the service"),
    ("Norvale Community NHS Trust", AgencyKind.HEALTH_TRUST, 14, "core group: health visitor or school nurse"),
    ("Eskmere Hospitals NHS Trust", AgencyKind.HEALTH_TRUST, 12, "core group: health visitor or school nurse"),
    ("Copse Hill Academy", AgencyKind.SCHOOL, 3, "core group: school"),
    ("Eskmere High School", AgencyKind.SCHOOL, 3, "core group: school"),
    ("Norvale and Eskmere Police", AgencyKind.POLICE, 10, "core group: police"),
]
DOMAIN = {AgencyKind.HEALTH_TRUST: "health", AgencyKind.SCHOOL: "education", AgencyKind.POLICE: "justice"}
POSTS_A_TEAM = 10
AGENCY = """INSERT INTO agencies_agency (name, kind, telephone, front_door_telephone, training_required)
    VALUES (%s, %s, '01632 960000', '01632 960001', false) RETURNING id"""
EDGE = """INSERT INTO access.edge (agreement, version, owner, recipient, cap, state, starts)
    VALUES ('regional agreement', 1, %s, %s, %s, 'live', '-infinity') RETURNING no"""
LEADING = (AgencyKind.CHILDREN, AgencyKind.ADULTS)


@dataclass
class Team:
    """`posts[0]` manages it. `weight`: how many persons it has, beside the others."""

    id: int
    managers: int
    agency: int
    kind: AgencyKind
    profile: str
    posts: list[int] = field(default_factory=list)
    weight: float = 1.0

    @property
    def domain(self) -> str:
        return DOMAIN.get(self.kind, "social_care")


def settle(admin: psycopg.Connection, random: Random) -> list[Team]:
    """Write organisations, teams, posts and agreements; return the teams. The last team of a council is a small one."""
    teams: list[Team] = []
    agencies: list[tuple[int, AgencyKind]] = []
    for name, kind, count, profile in AGENCIES:
        agency = _one(admin, AGENCY, name, kind)[0]
        agencies.append((agency, kind))
        own = [_team(admin, Team(0, 0, agency, kind, profile), number, random) for number in range(1, count + 1)]
        own[-1].weight = 0.02 if kind in LEADING else 1.0
        teams += own
    for owner, owner_kind in agencies:
        for recipient, recipient_kind in agencies:
            cap = caps().get((owner_kind, recipient_kind))
            if cap and owner != recipient:
                _one(admin, EDGE, owner, recipient, cap)
    return teams


def _team(admin: psycopg.Connection, team: Team, number: int, random: Random) -> Team:
    team.id, team.managers = _one(
        admin,
        "INSERT INTO agencies_team (agency_id, name, domain, discreet, front_door, telephone)"
        " VALUES (%s, %s, %s, false, %s, '01632 960002') RETURNING id, managers_id",
        team.agency,
        f"Team {number}",
        team.domain,
        number == 1,
    )
    for n in range(POSTS_A_TEAM):
        team.posts.append(_post(admin, team, f"{team.id}-{n}", manager=n == 0))
    if number == 1:
        admin.execute(
            "INSERT INTO agencies_role (post_id, name, starts) VALUES (%s, 'finder', '2020-01-01')", [team.posts[1]]
        )
    return team


def _post(admin: psycopg.Connection, team: Team, code: str, manager: bool) -> int:
    return int(
        _one(
            admin,
            """WITH who AS (INSERT INTO agencies_practitioner (name, email, telephone, state)
                            VALUES (%s, %s, '', 'active') RETURNING id),
               post AS (INSERT INTO agencies_post (practitioner_id, agency_id, title, telephone, starts)
                        SELECT id, %s, 'Practitioner', '', '2020-01-01' FROM who RETURNING id)
               INSERT INTO agencies_membership (post_id, team_id, manager, starts)
               SELECT id, %s, %s, '2020-01-01' FROM post RETURNING post_id""",
            f"Practitioner {code}",
            f"{code}@example.org",
            team.agency,
            team.id,
            manager,
        )[0]
    )


def _one(admin: psycopg.Connection, sql: str, *args: object) -> tuple:
    return admin.execute(sql, args).fetchone() or ()
