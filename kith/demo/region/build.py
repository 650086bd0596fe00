"""The whole county from a seed and an anchor date: the same two give the same region, to the word."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from math import ceil

from kith.demo.region import hero
from kith.demo.region.household import Household, Maker, older_home, two_fathers, young_family
from kith.demo.region.roster import load_roster
from kith.demo.region.shapes import Region
from kith.demo.region.stories import adults, care, lighter, protection, young
from kith.demo.region.stories.index import restart_numbers
from kith.demo.region.telling import Telling

SEED = 20
TEACHERS = ("Miss Pickles", "Mr Oduya", "Mrs Hanif", "Mr Brearley-Scott", "Ms Zielinska", "Mrs Tweddle", "Mr Nadeem")


@dataclass(frozen=True)
class Cast:
    """How many families live a story, and who they are: the focus child's age and how many brothers and sisters."""

    story: Callable[[Telling], None]
    families: int
    ages: tuple[float, float]
    most: int = 3
    adult: str = ""  # the company of an older person; "" for families with children


CASTING = (
    Cast(lighter.contact_only, 34, (4, 15), 2),
    Cast(lighter.family_help, 20, (6, 13), 2),
    Cast(lighter.child_in_need, 18, (6, 14)),
    Cast(lighter.young_carer, 7, (11, 15), 2),
    Cast(protection.neglect, 8, (8, 13), 4),
    Cast(protection.domestic_abuse, 8, (8, 13)),
    Cast(protection.drink_and_drugs, 5, (8, 14)),
    Cast(protection.injury, 3, (8, 12)),
    Cast(care.looked_after, 12, (8, 14), 2),
    Cast(care.home_in_a_home, 3, (15, 16), 2),
    Cast(care.care_leaver, 6, (19, 21), 1),
    Cast(young.disabled_child, 9, (8, 15), 2),
    Cast(young.youth_justice, 9, (15, 17), 2),
    Cast(young.missing, 5, (14, 16), 2),
    Cast(young.unborn, 5, (-0.25, -0.25), 1),
    Cast(young.adoption, 2, (5.5, 6.5), 1),
    Cast(young.hidden_address, 2, (7, 9)),
    Cast(young.staff_relative, 1, (8, 9), 2),
    Cast(young.moved, 2, (11, 11.4), 2),
    Cast(adults.dementia, 14, (78, 92), adult="spouse daughter"),
    Cast(adults.from_hospital, 14, (70, 90), adult="daughter"),
    Cast(adults.low_in_mind, 6, (30, 50), adult="spouse"),
    Cast(adults.adult_at_risk, 6, (68, 88), adult="daughter"),
)


def build(anchor: date, seed: int = SEED, one_in: int = 1) -> Region:
    """The region as it stands on `anchor`. Pure: no clock, no database. `one_in`: of the families of every story."""
    restart_numbers()
    roster = load_roster(anchor)
    maker = Maker(_draws(seed, "households"), anchor)
    tellings = [hero.tell(roster, anchor, _draws(seed, "hero"))]
    for cast in CASTING:
        for n in range(ceil(cast.families / one_in)):
            home = household(maker, cast, n)
            t = Telling(roster, anchor, _draws(seed, home.key), home)
            cast.story(t)
            tellings.append(t)
    return Region(
        seed=seed,
        anchor=anchor,
        agencies=tuple(roster.agencies),
        teams=tuple(roster.teams),
        practitioners=tuple(roster.practitioners),
        posts=tuple(roster.posts),
        memberships=tuple(roster.memberships),
        roles=tuple(roster.roles),
        persons=tuple(chain.from_iterable(t.household.people for t in tellings)),
        held=tuple(chain.from_iterable(t.held for t in tellings)),
        involvements=tuple(chain.from_iterable(t.involvements for t in tellings)),
        shares=tuple(chain.from_iterable(t.shares for t in tellings)),
        barred=tuple(chain.from_iterable(t.barred for t in tellings)),
        entries=tuple(chain.from_iterable(t.entries for t in tellings)),
    )


def _draws(seed: int, what: str) -> random.Random:
    """The same draws for the same part of the same region, whatever else is told before it."""
    return random.Random(f"{seed}/{what}")  # noqa: S311  a story, not a secret


def household(maker: Maker, cast: Cast, n: int) -> Household:
    """A home for a story: by turns an ordinary one, one with twins, one where the children's fathers differ."""
    rng = maker.rng
    if cast.adult:
        young_enough = cast.ages[1] < 60
        home = older_home(
            maker, rng.uniform(*cast.ages), cast.adult if n % 2 else cast.adult.split()[-1], old=not young_enough
        )
    elif cast.story is young.unborn:
        home = young_family(maker, [0], rng.choice(("home", "away", "none")))
        due = maker.today + timedelta(days=rng.randint(20, 120))
        home.children.clear()
        maker.child(home, due, father=home.father, unborn=True)
    elif cast.story is care.care_leaver:
        home = maker.begin()
        home.adults.append(maker.person(home, rng.choice("FM"), maker.born(rng.uniform(*cast.ages))))
    else:
        home = with_children(maker, cast, n)
    home.teacher = rng.choice(TEACHERS)
    home.school = "Pellbridge Primary" if cast.ages[1] < 12 else "the Academy"
    return home


def with_children(maker: Maker, cast: Cast, n: int) -> Household:
    """The focus child first; brothers and sisters follow, none younger than the story can bear."""
    rng = maker.rng
    ages = [rng.uniform(*cast.ages)]
    ages += [max(3.6, ages[0] + rng.uniform(-6, 4)) for _ in range(rng.randint(0, cast.most - 1))]
    if n % 6 == 4 and len(ages) > 1:
        home = two_fathers(maker, ages)
    else:
        home = young_family(maker, ages, rng.choice(("home", "home", "away", "away", "none")), twins=n % 9 == 7)
    if n % 6 == 4:
        home.children.sort(key=lambda c: abs((maker.today - c.born).days / 365.25 - ages[0]))
    return home
