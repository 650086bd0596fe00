"""Engines that decide in the application's process: they are handed candidates with their facts, a batch at a time."""

import time
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import casbin
import cedarpy
from casbin.fast_enforcer import FastModel

from bench.peers import MINE, NOT_SHUT, PARAMETERS, Hopeless, Key, Peer, Who
from bench.place import Place
from kith.access.grades import DOMAINS

A_BATCH = 200  # candidates at a time, as a list page would ask for them
BY_ALL = [0, 1, 2]  # what Casbin looks its lines up by


@dataclass(frozen=True)
class Candidate:
    """An entry of a person of mine, with what an engine decides by. `by_post`: my profiles through my post alone."""

    key: Key
    at: datetime
    domain: str
    grade: int
    owner: int
    profiles: tuple[str, ...]
    by_post: tuple[str, ...]
    shared: int
    shut: bool


class InProcess(Peer):
    """Candidates by the plain join, newest first, each handed to an engine, until there are fifty."""

    FACTS = f"""SELECT e.person_id, e.id, e.recorded_at, e.domain, e.grade, e.owner_id,
        ARRAY(SELECT DISTINCT i.profile FROM access_involvement i WHERE i.person_id = e.person_id AND NOT i.closed
            AND i.holder_id = ANY (%(holders)s) AND i.starts <= now() AND (i.ends IS NULL OR i.ends > now())),
        ARRAY(SELECT DISTINCT i.profile FROM access_involvement i WHERE i.person_id = e.person_id AND NOT i.closed
            AND i.holder_id = %(post)s AND i.starts <= now() AND (i.ends IS NULL OR i.ends > now())),
        coalesce((SELECT max(h.grades[access.domain_no(e.domain)]) FROM access_share h
            WHERE h.person_id = e.person_id AND h.holder_id = ANY (%(holders)s) AND NOT h.closed
              AND h.shared_by_id = e.owner_id AND h.ends > now()), 0),
        NOT ({NOT_SHUT.format(**PARAMETERS)})
        FROM record_entry e WHERE e.current AND {{where}} AND ({MINE} OR e.person_id IN (SELECT person_id
            FROM access_share WHERE holder_id = ANY (%(holders)s) AND NOT closed))
        AND (e.recorded_at, e.id) < (%(at)s, %(after)s) ORDER BY e.recorded_at DESC, e.id DESC LIMIT {A_BATCH}"""
    REACH = """SELECT v.name, x.owner, v.grades, x.cap FROM access.profile v, access.edge x
        WHERE v.current AND x.state = 'live' AND (x.recipient = %(agency)s OR x.recipient IS NULL)
          AND v.name IN (SELECT DISTINCT profile FROM access_involvement WHERE holder_id = ANY (%(holders)s))"""

    def __init__(self, here: Place, who: Who):
        super().__init__(here, who)
        self.server.execute("SET statement_timeout = 0")  # it is made ready once, by a cold disk too
        self.owners = [a for (a,) in self.asked("SELECT id FROM agencies_agency")]
        self.prepared(self._limits())
        self.server.execute(f"SET statement_timeout = '{self.patience}s'")

    def _limits(self) -> dict[tuple[str, int], list[int]]:
        """(profile, owner) → highest grade in each domain: the lower of profile and agreement, the best agreement."""
        limits: dict[tuple[str, int], list[int]] = {}
        for profile, owner, grades, cap in self.asked(self.REACH):
            for each in [owner] if owner else self.owners:
                have = limits.get((profile, each), [0] * len(DOMAINS))
                limits[profile, each] = [max(h, min(g, c)) for h, g, c in zip(have, grades, cap, strict=True)]
        return limits

    @abstractmethod
    def prepared(self, limits: dict[tuple[str, int], list[int]]) -> None: ...

    @abstractmethod
    def opened(self, some: list[Candidate]) -> list[Key]: ...

    def candidates(self, where: str, **told: object) -> Iterator[list[Candidate]]:
        after = {"at": datetime(2100, 1, 1, tzinfo=UTC), "after": UUID(int=2**128 - 1)}
        while found := [
            Candidate((row[0], row[1]), row[2], row[3], row[4], row[5], tuple(row[6]), tuple(row[7]), row[8], row[9])
            for row in self.asked(self.FACTS.format(where=where), **told, **after)
        ]:
            yield found
            if len(found) < A_BATCH:
                return
            after = {"at": found[-1].at, "after": found[-1].key[1]}

    def listed(self, where: str, **told: object) -> list[Key]:
        begun, found = time.monotonic(), list[Key]()
        for some in self.candidates(where, **told):
            found += self.opened(some)
            if len(found) >= 50:
                break
            if time.monotonic() - begun > self.patience:
                raise Hopeless
        return found[:50]

    def count(self) -> int:
        begun, counted = time.monotonic(), 0
        for some in self.candidates("true"):
            counted += len(self.opened(some))
            if time.monotonic() - begun > self.patience:
                raise Hopeless
        return counted


CASBIN = """
[request_definition]
r = owner, domain, profile, grade
[policy_definition]
p = owner, domain, profile, grade
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.owner == p.owner && r.domain == p.domain && r.profile == p.profile && r.grade <= number(p.grade)
"""


class Casbin(InProcess):
    """One line of policy for each owner, domain and profile; looked up by all three (its quick enforcer)."""

    name = "Casbin in process"

    def prepared(self, limits: dict[tuple[str, int], list[int]]) -> None:
        model = FastModel(BY_ALL)
        model.load_model_from_text(CASBIN)
        self.engine = casbin.FastEnforcer(model, cache_key_order=BY_ALL)
        self.engine.add_function("number", int)
        self.engine.add_policies(
            [[str(owner), domain, profile, str(grade)] for (profile, owner), grades in limits.items()
             for domain, grade in zip(DOMAINS, grades, strict=True) if grade]
        )  # fmt: skip

    def opened(self, some: list[Candidate]) -> list[Key]:
        return [c.key for c in some if not c.shut and (self._shared(c) or self._involved(c))]

    def _shared(self, c: Candidate) -> bool:
        return c.grade < 5 and c.shared >= c.grade

    def _involved(self, c: Candidate) -> bool:
        profiles = c.profiles if c.grade < 5 else c.by_post
        return any(self.engine.enforce(str(c.owner), c.domain, p, c.grade) for p in profiles)


class Cedar(InProcess):
    """A policy for each profile and owner, and two that forbid nothing but what is shut; whole batches at once."""

    name = "Cedar in process"

    def prepared(self, limits: dict[tuple[str, int], list[int]]) -> None:
        policies = [
            f'permit(principal, action, resource) when {{ resource.profiles.contains("{profile}") &&'
            f" resource.owner == {owner} && ({self._within(grades)}) }};"
            for (profile, owner), grades in limits.items()
            if any(grades)
        ]
        policies.append(
            "permit(principal, action, resource) when { resource.grade < 5 && resource.shared >= resource.grade };"
        )
        policies.append("forbid(principal, action, resource) when { resource.shut };")
        self.policies = cedarpy.PolicySet.from_str("\n".join(policies))

    def _within(self, grades: list[int]) -> str:
        said = [f'resource.domain == "{d}" && resource.grade <= {g}' for d, g in zip(DOMAINS, grades, strict=True) if g]
        return " || ".join(f"({each})" for each in said)

    def opened(self, some: list[Candidate]) -> list[Key]:
        me = f'Post::"{self.who.post}"'
        entities = [self._entity(n, c) for n, c in enumerate(some)]
        requests = [
            {"principal": me, "action": 'Action::"read"', "resource": f'Entry::"{n}"', "context": {}}
            for n in range(len(some))
        ]
        told = cedarpy.is_authorized_batch(requests, self.policies, entities)
        return [c.key for c, answer in zip(some, told, strict=True) if answer.allowed]

    def _entity(self, n: int, c: Candidate) -> dict[str, object]:
        profiles = c.profiles if c.grade < 5 else c.by_post
        attributes = {"profiles": list(profiles), "owner": c.owner, "domain": c.domain, "grade": c.grade,
                      "shared": c.shared, "shut": c.shut}  # fmt: skip
        return {"uid": {"type": "Entry", "id": str(n)}, "attrs": attributes, "parents": []}
