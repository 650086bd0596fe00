"""The family that the seven know: Amara Fenwick-Osei, nine, her brothers and sister by three fathers, her mother.

What is on Amara's record stands in amara.yaml, by hand. Here is who came in, when, under which profile.
"""

import random
from datetime import date, timedelta
from pathlib import Path

import yaml

from kith.demo.region.household import Household
from kith.demo.region.names import BRITISH
from kith.demo.region.roster import Roster
from kith.demo.region.shapes import Person
from kith.demo.region.stories.adults import low_in_mind_visits
from kith.demo.region.stories.casework import allocate, contact, every, hand_back, screened, visits
from kith.demo.region.stories.index import warn
from kith.demo.region.stories.lighter import helper
from kith.demo.region.stories.partners import join, school
from kith.demo.region.telling import Telling

AMARA = "fenwick-000.amara"
RECORD = Path(__file__).with_name("amara.yaml")
CONNECTED = "connected adult (a parent or household member of a child in work)"


def family(today: date) -> Household:
    """Three fathers, twins, a grandmother with a key."""
    home = Household(
        "fenwick-000", BRITISH, "12 Weir Bank, Pellbridge, Larkshire", "ZZ2 4HB", school="Pellbridge Primary"
    )
    home.small = {
        "pet": "the neighbour's cat",
        "likes": "reading registers aloud",
        "toy": "a torch",
        "food": "fish fingers",
        "friend": "Ella in the same class",
        "helper": "Nan",
        "room": "the box room",
    }
    home.teacher = "Mrs Tweddle"

    def one(given: str, surname: str, sex: str, days: int, *parents: str) -> Person:
        born = today - timedelta(days=days)
        return Person(
            f"{home.key}.{given.lower()}",
            home.key,
            given,
            surname,
            born,
            sex,
            parents=tuple(f"{home.key}.{p}" for p in parents),
        )

    home.children = [
        one("Amara", "Fenwick-Osei", "F", 3460, "jess", "kofi"),
        one("Tyler", "Fenwick", "M", 5640, "jess", "darren"),
        one("Isla", "Rudd", "F", 1260, "jess", "lee"),
        one("Noah", "Rudd", "M", 1260, "jess", "lee"),
    ]
    home.adults = [
        one("Jess", "Fenwick", "F", 12230, "pauline"),
        one("Lee", "Rudd", "M", 13420),
        one("Kofi", "Osei", "M", 13010),
        one("Darren", "Sugden", "M", 12700),
        one("Pauline", "Fenwick", "F", 21400),
    ]
    home.away = {f"{home.key}.{who}" for who in ("lee", "kofi", "darren", "pauline")}
    return home


def tell(roster: Roster, today: date, rng: random.Random) -> Telling:
    """The whole story, oldest first."""
    t = Telling(roster, today, rng, family(today))
    _mothers_illness(t)
    _family_help(t, t.lately(700))
    _protection(t, t.lately(330))
    _table(t, t.lately(329))
    _restricted(t)
    _record(t)
    _tyler(t)
    return t


def _mothers_illness(t: Telling) -> None:
    """After the twins: the trust's discreet service, which leads on the mother's own record."""
    mother, first = t.household.adults[0], t.lately(1050)
    boss, nurse = "frances-coyle", "milan-horvath"
    t.involve(mother, "managers:community-mental-health", "core group: mental health service", first, by=boss)
    t.involve(mother, f"post:{nurse}", "core group: mental health service", first, by=boss)
    t.hold(mother, "name", nurse, first, 1, given="Jess", family="Fenwick", since=mother.born)
    t.hold(mother, "birth", nurse, first, 1, on=mother.born)
    low_in_mind_visits(t, mother, nurse, first)


def _family_help(t: Telling, first: date) -> None:
    taker = contact(t, first, "worry", referrer="School's safeguarding lead rang: late, and looking after two babies.")
    day = screened(t, taker, first, "help") + timedelta(days=1)
    worker = helper(t, day)
    visits(t, worker, t.household.children[:2], day + timedelta(days=5), day + timedelta(days=140), 26)
    hand_back(t, worker, t.household.children[:2], day + timedelta(days=150))


def _protection(t: Telling, first: date) -> None:
    """Contact and allocation on the first day, the same team ever since."""
    home = t.household
    t.involve(
        home.people, "team:front-door", "front door screening", first, first + timedelta(days=4), by="ijeoma-nwachukwu"
    )
    allocate(t, home.children, "safeguarding-north", "allocated social worker", first, worker="hannah-brearley")
    warn(t, home.people, "gareth-tolley", first, "abuse")
    t.involve(home.children, "team:emergency-duty", "emergency duty", t.lately(121), t.lately(118), by="col-brannigan")


def _table(t: Telling, day: date) -> None:
    """The core group of Amara's plan, and those beside it."""
    amara, worker = t.household.focus, "hannah-brearley"
    for role, post in (
        ("school", "parveen-akhtar"),
        ("nurse", "bridie-corcoran"),
        ("gp", "arun-venkataraman"),
        ("camhs", "joel-amponsah"),
    ):
        join(t, amara, role, worker, day, post=post)
    t.involve(amara, "post:tom-wieczorek", "core group: police", t.lately(330), by=worker)
    join(t, amara, "advocate", worker, day, post="gosia-lewandowska")
    join(t, amara, "advocate", worker, t.lately(120), post="maxine-oduya")
    chair = "independent reviewing officer or conference chair"
    t.involve(t.household.children, "post:bashir-noorzai", chair, day, by="kwame-asante")
    officer = "designated officer for allegations against staff"
    t.involve(amara, "post:veronica-ashdown", officer, t.lately(65), by="kwame-asante")
    governance = "information governance officer"
    t.involve(amara, "post:dilwyn-pugh", governance, t.lately(38), by="kwame-asante", purpose="governance review")


def _restricted(t: Telling) -> None:
    """Two things opened by name: where the refuge is, to the worker; the allegation, to her manager."""
    amara, day = t.household.focus, t.lately(121)
    t.share_restricted(amara, "hannah-brearley", "kwame-asante", day, {"identity": 5})
    where = {
        "lines": "Room 3, The Gables, Beacon Hill, Saltby Green, Larkshire",
        "postcode": "ZZ6 1QD",
        "kind": "refuge",
    }
    t.hold(
        amara, "address", "hannah-brearley", t.lately(120), 5, protected=True, since=day, until=t.lately(85), **where
    )
    t.share_restricted(amara, "kwame-asante", "veronica-ashdown", t.lately(63), {"staff_concern": 5})


def _record(t: Telling) -> None:
    """Amara's entries from amara.yaml."""
    home = t.household
    for days, by, kind, domain, grade, title, text, more in yaml.safe_load(RECORD.read_text()):
        who = home.children if "+" in more else [home.focus]
        when = more.strip("!+") or "office"
        significant, planned = "!" in more, days < 0
        on, begun = t.lately(days), t.lately(330)  # the night itself was written up the next morning
        told = {"domain": domain, "grade": grade, "when": when, "significant": significant, "planned": planned}
        t.write(who, by, kind, on, title, text, written=max(on, begun), **told)


def _tyler(t: Telling) -> None:
    """Her half-brother: bikes, a year after the chair leg."""
    tyler, worker = t.household.children[1], "sinead-roche"
    first = t.lately(300)
    t.involve(tyler, f"post:{worker}", "youth justice worker", first, by="hannah-brearley")
    t.involve(tyler, "managers:youth-justice", "managers of the allocated team", first, by="hannah-brearley")
    teacher = join(t, tyler, "school", "hannah-brearley", first, post="sandra-kettleborough")
    school(t, tyler, teacher, first + timedelta(days=4), None, 50)
    for at in every(t, first + timedelta(days=10), None, 21):
        t.write(
            tyler,
            worker,
            "direct_work",
            at,
            "Session",
            t.say("yj.session", "yj.talk", child=tyler),
            domain="justice",
            when="after school",
        )
