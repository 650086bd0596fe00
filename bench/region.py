"""Who works where in the large region: districts of eight organisations, teams, posts, agreements by kind.

A district has about 150 teams. The first agency of the first district also has an emergency duty team, which covers
everyone whom it leads, and a service manager of twelve teams: those who open very much (scale.py).
"""

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
POSTS_A_TEAM, PARTNERS_A_TEAM, SERVICE = 10, 3, 12
COUNTY = 140  # teams of the first agency where there are several districts: it leads a million entries
SMALL = 0.02  # weight of the last team of a council: a handful of people
AGENCY = """INSERT INTO agencies_agency (name, kind, telephone, front_door_telephone, training_required)
    VALUES (%s, %s, '01632 960000', '01632 960001', false) RETURNING id"""
EDGE = """INSERT INTO access.edge (agreement, version, owner, recipient, cap, state, starts)
    VALUES ('regional agreement', 1, %s, %s, %s, 'live', '-infinity') RETURNING no"""
LEADING = (AgencyKind.CHILDREN, AgencyKind.ADULTS)


@dataclass
class Team:
    """`posts[0]` manages it. `weight`: how many persons it leads, beside the others. `partners`: teams of other
    organisations that work with its people; `reviewer`: a post that reviews some of them.
    """

    id: int
    managers: int
    agency: int
    kind: AgencyKind
    profile: str
    weight: float = 0.0
    posts: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    reviewer: int | None = None
    duty: int | None = None

    @property
    def domain(self) -> str:
        return DOMAIN.get(self.kind, "social_care")


def settle(admin: psycopg.Connection, random: Random, districts: int) -> list[Team]:
    """Write organisations, teams, posts and agreements; return the teams."""
    teams = [team for number in range(districts) for team in _district(admin, random, number, districts > 1)]
    _emergency_duty(admin, teams)
    return teams


def _district(admin: psycopg.Connection, random: Random, number: int, several: bool) -> list[Team]:
    teams: list[Team] = []
    agencies: list[tuple[int, AgencyKind]] = []
    for first, (name, kind, count, profile) in enumerate(AGENCIES):
        agency = _one(admin, AGENCY, f"{name} {number + 1}" if number else name, kind)[0]
        agencies.append((agency, kind))
        many = COUNTY if several and number == first == 0 else count
        teams += _teams(admin, Team(0, 0, agency, kind, profile), many)
    _agree(admin, agencies)
    working = [team.id for team in teams if team.kind not in LEADING]
    for team in teams:
        team.partners = random.sample(working, PARTNERS_A_TEAM) if team.weight else []
    return teams


def _teams(admin: psycopg.Connection, like: Team, count: int) -> list[Team]:
    """The teams of one agency; where it leads people, also posts that review them."""
    own = [_team(admin, like, number) for number in range(1, count + 1)]
    if like.kind in LEADING:
        reviewing = _team(admin, like, count + 1)
        for number, team in enumerate(own):
            team.weight, team.reviewer = 1.0, reviewing.posts[number % POSTS_A_TEAM]
        own[-1].weight = SMALL
    return own


def _agree(admin: psycopg.Connection, agencies: list[tuple[int, AgencyKind]]) -> None:
    for owner, owner_kind in agencies:
        for recipient, recipient_kind in agencies:
            cap = caps().get((owner_kind, recipient_kind))
            if cap and owner != recipient:
                _one(admin, EDGE, owner, recipient, cap)


def _emergency_duty(admin: psycopg.Connection, teams: list[Team]) -> None:
    """One team that covers everyone whom the first agency leads, and a post that manages twelve of its teams."""
    county = [team for team in teams if team.agency == teams[0].agency]
    duty = _team(admin, teams[0], len(county) + 2)
    for team in county:
        team.duty = duty.id
    admin.execute(
        """INSERT INTO agencies_membership (post_id, team_id, manager, starts)
           SELECT %s, unnest(%s::bigint[]), true, '2020-01-01'""",
        [duty.posts[-1], [team.id for team in county[1 : SERVICE + 1]]],
    )
    admin.execute("DELETE FROM agencies_membership WHERE post_id = %s AND team_id = %s", [duty.posts[-1], duty.id])


def _team(admin: psycopg.Connection, like: Team, number: int) -> Team:
    team = Team(0, 0, like.agency, like.kind, like.profile)
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
