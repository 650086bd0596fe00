"""Asks Cedar who opens what: a World told as entities, and the policies of decision.cedar, one a fact.

Nothing is decided here but who is linked to whom, however far: Cedar's hierarchies have no way round in a circle.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import cedarpy

from kith.access import world as w

FOLDER = Path(__file__).parent
POLICIES = [f"@id{text}" for text in (FOLDER / "decision.cedar").read_text().split("\n@id")[1:]]
SCHEMA = cedarpy.Schema.from_str((FOLDER / "decision.cedarschema").read_text())
ACTIONS = ("hold", "cross", "home", "work", "locate", "read")
WAYS = ACTIONS[3:]
EACH = re.compile(r'(\w+)::"\?"')
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
FINDER = "finder"

asked: Counter[str] = Counter()  # action → how often Cedar was asked, in this run

Entity = dict[str, Any]
Uid = dict[str, str]


def opened(world: w.World, callers: Iterable[w.Caller], policies: list[str] = POLICIES) -> dict[w.Caller, set[str]]:
    """The names of the rows that open to each caller."""
    cedar = Asked.of(world, policies)
    callers = list(callers)
    cedar.sign_in(callers)
    return dict(zip(callers, cedar.rows(callers), strict=True))


@dataclass
class Asked:
    """A world as Cedar knows it."""

    world: w.World
    policies: Mapping[str, cedarpy.PolicySet]  # action → those that speak of it
    facts: cedarpy.Entities
    entities: cedarpy.Entities

    @classmethod
    def of(cls, world: w.World, policies: list[str] = POLICIES) -> "Asked":
        told = list(facts(world))
        facts_ = cedarpy.Entities.from_json_str(json.dumps(told), schema=SCHEMA)
        about = {does: [text for text in policies if f'Action::"{does}"' in text] for does in ACTIONS}
        sets = {does: cedarpy.PolicySet.from_str(each_fact(texts, told)) for does, texts in about.items()}
        return cls(world, sets, facts_, facts_)

    def sign_in(self, callers: list[w.Caller]) -> None:
        """A session for each caller, in every holder whose key it has."""
        sessions = [session(self.world, caller) for caller in callers]
        self.entities = self.facts.with_added_json_str(json.dumps(sessions), schema=SCHEMA)
        holders = [uid("Holder", name) for name in holder_kinds(self.world)]
        held = iter(self._ask("hold", [(s["uid"], h, {}) for s in sessions for h in holders]))
        for one in sessions:
            one["parents"] = [h for h in holders if next(held)]
        self.entities = self.facts.with_added_json_str(json.dumps(sessions), schema=SCHEMA)

    def rows(self, callers: list[w.Caller]) -> Iterator[set[str]]:
        """For each caller, the names of the rows that open by any way."""
        pairs = [(session_uid(c), uid("Row", row)) for c in callers for row in self.world.rows]
        crossed = self._ask("cross", [(*pair, {}) for pair in pairs])
        home = self._ask("home", [(*pair, {}) for pair in pairs])
        told = [{"crossed": c, "home": h} for c, h in zip(crossed, home, strict=True)]
        ways = [self._ask(way, [(*pair, so) for pair, so in zip(pairs, told, strict=True)]) for way in WAYS]
        found = iter([any(by) for by in zip(*ways, strict=True)])
        for _ in callers:
            yield {row for row in self.world.rows if next(found)}

    def _ask(self, does: str, questions: list[tuple[Uid, Uid, dict[str, bool]]]) -> list[bool]:
        """An error in a policy would leave the policy out, a forbidding one too: none is let pass."""
        now = micros(self.world.now)
        requests = [
            {"principal": who, "action": uid("Action", does), "resource": what, "context": {"now": now, **told}}
            for who, what, told in questions
        ]
        asked[does] += len(requests)
        answers = cedarpy.is_authorized_batch(requests, self.policies[does], self.entities)
        errors = [answer.diagnostics.errors for answer in answers if answer.diagnostics.errors]
        assert not errors, errors[0]
        return [answer.allowed for answer in answers]


def each_fact(policies: list[str], told: list[Entity]) -> str:
    """The policies, those over a fact "?" once for every fact of that kind."""
    names: dict[str, list[str]] = {}
    for entity in told:
        names.setdefault(entity["uid"]["type"], []).append(json.dumps(entity["uid"]["id"]))
    return "\n".join(text for policy in policies for text in _repeated(policy, names))


def _repeated(policy: str, names: Mapping[str, list[str]]) -> list[str]:
    over = {found[1] for found in EACH.finditer(policy)}
    assert len(over) <= 1, policy
    if not over:
        return [policy]
    (kind,) = over
    return [policy.replace(f'{kind}::"?"', f"{kind}::{name}") for name in names.get(kind, [])]


def uid(kind: str, name: str) -> Uid:
    return {"type": kind, "id": name}


def ref(kind: str, name: str) -> dict[str, Uid]:
    """A reference in an attribute."""
    return {"__entity": uid(kind, name)}


def entity(kind: str, id_: str, /, parents: Iterable[Uid] = (), tags: w.Grades | None = None, **attrs: Any) -> Entity:
    """Attributes that are None are left out."""
    given = {key: value for key, value in attrs.items() if value is not None}
    return {"uid": uid(kind, id_), "attrs": given, "parents": list(parents), "tags": dict(tags or {})}


def micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def dates(fact: w.Dated) -> dict[str, int | None]:
    return {"starts": micros(fact.starts), "ends": micros(fact.ends) if fact.ends else None}


def facts(world: w.World) -> Iterator[Entity]:
    yield from organisations(world)
    yield from persons(world)
    for name, i in world.involvements.items():
        about = {"person": ref("Person", i.person), "holder": ref("Holder", i.holder)}
        yield entity("Involvement", name, **about, profile=ref("Profile", i.profile), accepted=i.accepted, **dates(i))
    for name, share in world.shares.items():
        about = {"person": ref("Person", share.person), "holder": ref("Holder", share.holder)}
        about |= {"owner": ref("Agency", share.owner)} if share.owner else {}
        about |= {"rows": [ref("Row", row) for row in sorted(share.rows)]} if share.rows is not None else {}
        yield entity("Share", name, tags=share.grades, **about, **dates(share))
    for name, release in world.releases.items():
        read = {"row": ref("Row", release.row), "reader": ref("Holder", release.reader)}
        yield entity("Release", name, **read, ended=release.ended)
    for name, seal in world.seals.items():
        on = {"person": ref("Person", seal.person)} if seal.person else {"row": ref("Row", str(seal.row))}
        yield entity("Seal", name, humans=[ref("Human", h) for h in sorted(seal.humans)], ended=seal.ended, **on)
    for name, e in world.exclusions.items():
        yield entity("Exclusion", name, person=ref("Person", e.person), human=ref("Human", e.human), ended=e.ended)


def organisations(world: w.World) -> Iterator[Entity]:
    for name, trains in world.agencies.items():
        yield entity("Agency", name, trains=trains)
    for name, human in (world.humans | dict.fromkeys(world.readers, w.Human())).items():
        yield entity("Human", name, state=human.state, trained_before=end_of(human.trained_until))
    for name, kind in holder_kinds(world).items():
        yield entity("Holder", name, kind=kind)
    for name, post in world.posts.items():
        yield entity("Post", name, holder=ref("Holder", name), agency=ref("Agency", post.agency), **dates(post))
    for name, m in world.memberships.items():
        of = {"post": ref("Post", m.post), "team": ref("Holder", m.team)}
        yield entity(
            "Membership", name, **of, managers=ref("Holder", w.managers(m.team)), manager=m.manager, **dates(m)
        )
    for name, role in world.roles.items():
        yield entity("Role", name, post=ref("Post", role.post), name=role.name, **dates(role))
    for name, grades in world.profiles.items():
        yield entity("Profile", name, tags=grades)
    for name, edge in world.edges.items():
        yield entity("Edge", name, tags=edge.cap, **between(edge), **dates(edge))


def between(edge: w.Edge) -> dict[str, Any]:
    return {
        "owner": ref("Agency", edge.owner) if edge.owner else None,
        "recipient": ref("Agency", edge.recipient) if edge.recipient else None,
        "purposes": sorted(edge.purposes),
        "live": edge.live,
        "suspended": edge.suspended,
    }


def persons(world: w.World) -> Iterator[Entity]:
    whole = wholes(world)
    for name in sorted(set(whole.values())):
        yield entity("Whole", name)
    for name in sorted(world.persons):
        yield entity("Person", name, [uid("Whole", whole[name])], whole=ref("Whole", whole[name]))
    for name, link in world.links.items():
        yield entity("Link", name, one=ref("Person", link.one), confirmed=link.confirmed)
    for name, row in world.rows.items():
        ends = [uid("Person", end) for end in (row.person, row.other) if end]
        about = {"person": ref("Person", row.person), "domain": row.domain, "grade": row.grade}
        about |= {"owner": ref("Agency", row.owner), "author": ref("Post", row.author) if row.author else None}
        about |= {"parties": [ref("Holder", party) for party in sorted(row.parties)]}
        yield entity("Row", name, ends, **about, draft=row.draft)


def wholes(world: w.World) -> dict[str, str]:
    """[g] Linked however far: for each person the first, by name, of those whom links lead to."""
    whole = {person: person for person in world.persons}
    for _ in world.persons:
        for link in world.links.values():
            whole[link.one] = whole[link.other] = min(whole[link.one], whole[link.other])
    return whole


def holder_kinds(world: w.World) -> dict[str, str]:
    teams = dict.fromkeys(world.teams, "team") | {w.managers(team): "managers" for team in world.teams}
    return dict.fromkeys(world.posts, "post") | teams | {FINDER: "finder"} | dict.fromkeys(world.readers, "reader")


def end_of(day: date | None) -> int | None:
    """[h] The moment in London when training that counts through this day counts no more."""
    return micros(datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON)) if day else None


def session_uid(caller: w.Caller) -> Uid:
    return uid("Session", f"{caller.post or caller.reader} for {caller.purpose}, proved {caller.proved}")


def session(world: w.World, caller: w.Caller) -> Entity:
    human = caller.reader or world.posts[caller.post or ""].human
    who = {"post": ref("Post", caller.post)} if caller.post else {"reader": ref("Holder", str(caller.reader))}
    reads = bool(caller.reader and world.readers[caller.reader])
    proved = micros(caller.proved) if caller.proved else None
    made = entity("Session", "", human=ref("Human", human), reads=reads, purpose=caller.purpose, proved=proved, **who)
    return made | {"uid": session_uid(caller)}
