"""The roster of roster.yaml as shapes: agencies, teams, practitioners, posts, memberships, roles."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from kith.demo.region.numbers import landline, mobile
from kith.demo.region.shapes import Agency, Membership, Post, Practitioner, Role, Team

SOURCE = Path(__file__).with_name("roster.yaml")
BEFORE_HISTORY = 40  # months before the anchor: whoever has no `since` was there before the story begins
ROLES = ("finder", "allocator", "governance", "administrator", "on_call", "caldicott")


@dataclass
class Roster:
    agencies: list[Agency] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    practitioners: list[Practitioner] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def memberships_of(self, post: str) -> list[Membership]:
        return [m for m in self.memberships if m.post == post]

    def team_of(self, post: str) -> str:
        return self.memberships_of(post)[0].team

    def agency_of(self, post: str) -> str:
        return next(p.agency for p in self.posts if p.key == post)

    def agency_of_holder(self, holder: str) -> str:
        """Of "post:…", "team:…" or "managers:…"."""
        kind, _, key = holder.partition(":")
        return self.agency_of(key) if kind == "post" else next(t.agency for t in self.teams if t.key == key)

    def name_of(self, post: str) -> str:
        key = next(p.practitioner for p in self.posts if p.key == post)
        return next(p.name for p in self.practitioners if p.key == key)

    def manager_of(self, team: str) -> str:
        """The post that manages a team and may allocate in it."""
        return next(m.post for m in self.memberships if m.team == team and m.manager)

    def workers(self, team: str, on: date) -> list[str]:
        """Who is given the team's casework on a day: its own people who stay and do not manage it, else its manager."""
        own = next(t.agency for t in self.teams if t.key == team)
        there = [m for m in self.memberships if m.team == team and m.starts <= on and m.ends is None]
        return [m.post for m in there if not m.manager and self.agency_of(m.post) == own] or [self.manager_of(team)]


def months_before(anchor: date, months: int) -> date:
    """A day so many months before, counting a month as 30.4 days."""
    return anchor - timedelta(days=round(months * 30.4))


def load_roster(anchor: date) -> Roster:
    """Everybody who works in Larkshire, with dates counted back from `anchor`."""
    roster = Roster()
    for key, agency in yaml.safe_load(SOURCE.read_text()).items():
        n = len(roster.agencies) * 10
        door = landline(n + 1) if agency.get("front_door") else ""
        roster.agencies.append(
            Agency(key, agency["name"], agency["kind"], landline(n), door, bool(agency.get("training")))
        )
        for team_key, team in agency["teams"].items():
            _team(roster, key, team_key, team, anchor)
    return roster


def _team(roster: Roster, agency: str, key: str, team: dict[str, Any], anchor: date) -> None:
    discreet, front_door = bool(team.get("discreet")), bool(team.get("front_door"))
    number = landline(200 + len(roster.teams))
    roster.teams.append(Team(key, agency, team["name"], team["domain"], number, discreet, front_door))
    for person, line in team["people"].items():
        if line[0] in ("member", "manager"):
            roster.memberships.append(Membership(person, key, line[0] == "manager", months_before(anchor, 40)))
        else:
            _join(roster, agency, key, person, line, anchor)


def _join(roster: Roster, agency: str, team: str, person: str, line: list[str], anchor: date) -> None:
    """One line of the roster: a practitioner, their post, membership and roles."""
    name, title, *more = line
    starts, ends = months_before(anchor, BEFORE_HISTORY), None
    for words in more:
        if words.startswith("since "):
            starts = months_before(anchor, int(words[6:]))
        elif words.startswith("until "):
            ends = months_before(anchor, int(words[6:]))
    post = f"{person}@{agency}" if name == "former" else person
    number = mobile(100 + len(roster.posts))
    if name != "former":
        trained = anchor + timedelta(days=-7 if "lapsed" in more else 120 + 3 * len(roster.posts))
        domain = f"{agency}.larkshire.example"
        roster.practitioners.append(Practitioner(person, name, f"{person.replace('-', '.')}@{domain}", number, trained))
    roster.posts.append(Post(post, person, agency, title, number, starts, ends))
    roster.memberships.append(Membership(post, team, "manager" in more, starts, ends))
    roster.roles += [Role(post, role, starts) for role in more if role in ROLES]
