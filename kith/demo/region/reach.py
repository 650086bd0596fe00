"""How far a post reaches about a person on a day, by the story's own involvements: nobody writes beyond that.

This is the storyteller's check, not the decision: own agency's rows only, no seals, no shares of others.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

from kith.access import starting
from kith.access.grades import DOMAINS
from kith.demo.region.roster import Roster
from kith.demo.region.shapes import Involvement, Share


@cache
def profiles() -> dict[str, dict[str, int]]:
    """Profile → domain → highest grade, as the demo's agreements begin."""
    return {name: dict(zip(DOMAINS, grades, strict=True)) for name, _, grades in starting.profiles()}


def holders(roster: Roster, post: str, on: date) -> set[str]:
    """What a post stands for on a day: itself, its teams, the managers of those it manages."""
    held = {f"post:{post}"}
    for m in roster.memberships_of(post):
        if m.starts <= on and (m.ends is None or m.ends > on):
            held |= {f"team:{m.team}"} | ({f"managers:{m.team}"} if m.manager else set())
    return held


def reach(held: set[str], facts: Sequence[Involvement | Share], domain: str, on: date) -> int:
    """The highest grade that facts about one person give these holders in a domain on a day."""
    best = 0
    for fact in facts:
        ends = fact.until if isinstance(fact, Share) else fact.ends
        if fact.holder in held and fact.starts <= on and (ends is None or on <= ends):
            grades = fact.grades if isinstance(fact, Share) else profiles()[fact.profile]
            best = max(best, grades.get(domain, 0))
    return best
