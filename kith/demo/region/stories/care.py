"""Looked after, adopted, leaving care. Clocks: first review within 20 working days, then 3 months, then each 6."""

from collections.abc import Sequence
from datetime import date, timedelta

from kith.demo.region.days import age, said, working_days_after
from kith.demo.region.shapes import Person
from kith.demo.region.stories.casework import (
    allocate,
    assess,
    contact,
    every,
    hand_over,
    names,
    oversight,
    screened,
    visits,
)
from kith.demo.region.stories.index import learn_one
from kith.demo.region.stories.partners import camhs, join, nurse, school
from kith.demo.region.telling import Telling


def looked_after(t: Telling) -> None:
    """From the night that home was no longer safe to a home that holds."""
    home, child = t.household, t.household.focus
    first = t.lately(t.rng.randint(150, 1040))
    taker = contact(t, first, t.rng.choice(("neglect", "drink", "injury")))
    day = screened(t, taker, first, "strategy")
    worker = allocate(t, home.children, "assessment", "allocated social worker", day)
    ready = assess(t, worker, home.children, day, "assessment", "care")
    came = ready + timedelta(days=t.rng.randint(3, 40))
    in_care(t, worker, came)
    if t.past(came):
        new = hand_over(t, home.children, worker, "looked-after", "allocated social worker", came + timedelta(days=25))
        life_in_care(t, new, came + timedelta(days=26), None)
    else:
        visits(t, worker, home.children, ready, None, 14)
    if t.past(came) and age(child.born, came) >= 5:
        mind = join(t, child, "camhs", worker, came + timedelta(days=12))
        camhs(t, child, mind, came + timedelta(days=80), None, 45)


def in_care(t: Telling, worker: str, came: date) -> None:
    """The day itself, the legal status, the first home."""
    home = t.household
    order = t.rng.choice(("Section 20, with {mum}'s agreement", "Interim care order", "Interim care order")).format_map(
        home.slots(None, t.today)
    )
    t.write(
        home.children,
        worker,
        "case_note",
        came,
        "The day of the move",
        t.say("care.move", "care.bag"),
        domain="social_care",
        grade=4,
        significant=True,
    )
    t.write(
        home.children,
        worker,
        "legal_status",
        came,
        order,
        t.say("care.legal"),
        domain="social_care",
        grade=2,
        significant=True,
    )
    t.write(
        home.children,
        worker,
        "placement",
        came,
        "Foster home (Rowan Tree)",
        t.say("care.home"),
        domain="social_care",
        significant=True,
    )
    t.involve(
        home.children, "post:maureen-addy", "foster carer or residential worker", came, by=worker, capacity="subject"
    )
    t.involve(home.children, "post:hilary-stanyon", "foster carer or residential worker", came, by=worker)


def life_in_care(t: Telling, worker: str, first: date, until: date | None) -> None:
    """Visits, carers' days, family time, reviews, health, school."""
    home, child = t.household, t.household.focus
    iro = "elspeth-garrow"
    t.involve(
        home.children,
        f"post:{iro}",
        "independent reviewing officer or conference chair",
        first,
        until,
        by=t.giver(child, "childrens", first),
    )
    for day in every(t, first + timedelta(days=7), until, 38):
        text = t.say("lac.visit", "lac.child", "lac.carer", "visit.next")
        t.write(
            home.children, worker, "visit", day, t.say("lac.title"), text, domain="social_care", when="after school"
        )
    for day in every(t, first + timedelta(days=3), until, 26):
        text = t.say("foster.day", "foster.more?")
        t.write(child, "maureen-addy", "observation", day, t.say("foster.title"), text, domain="plan", when="night")
    for day in every(t, first + timedelta(days=10), until, 40):
        t.write(
            home.children,
            worker,
            "observation",
            day,
            "Family time",
            t.say("family.time", "family.after"),
            domain="family",
            when="after school",
        )
    for n, day in enumerate(every(t, first + timedelta(days=3), until, 150)):
        title = f"Review {n + 1}"
        text = t.say("iro.review", "iro.child", "/", "iro.decided")
        t.write(
            home.children,
            iro,
            "review",
            day,
            title,
            text,
            domain="plan",
            significant=True,
            present=names(t, iro, worker, "maureen-addy"),
        )
    nurse_post = join(t, child, "nurse", worker, first, until)
    nurse(t, child, nurse_post, first + timedelta(days=5), until, 120)
    if age(child.born, first) >= 5:
        teacher = join(t, child, "school", worker, first, until)
        school(t, child, teacher, first + timedelta(days=6), until, 42)
        pep(t, first, until)
    oversight(t, "looked-after", home.children, first + timedelta(days=40), until, 90)
    coming(t, worker, home.children, until)


def pep(t: Telling, first: date, until: date | None) -> None:
    """A personal education plan each term."""
    head, child = "clive-hathersage", t.household.focus
    t.involve(child, "team:virtual-school", "virtual school", first, until, by=t.giver(child, "childrens", first))
    for day in every(t, first + timedelta(days=9), until, 118):
        t.write(
            child,
            head,
            "plan",
            day,
            "Personal education plan",
            t.say("pep.plan", "pep.money"),
            domain="education",
            grade=3,
        )


def coming(t: Telling, worker: str, persons: Sequence[Person], until: date | None) -> None:
    """The next visit, if the work is still going on."""
    if until is None or not t.past(until):
        day = working_days_after(t.today, t.rng.randint(3, 20))
        text = t.say("planned.visit", child=persons[0])
        t.write(
            persons,
            worker,
            "visit",
            day,
            f"Visit planned for {said(day)}",
            text,
            domain="social_care",
            planned=True,
            when="after school",
        )


def home_in_a_home(t: Telling) -> None:
    """A teenager in a children's home, with a record of returns at odd hours."""
    child = t.household.focus
    first = t.lately(t.rng.randint(200, 900))
    taker = contact(t, first, "beyond")
    day = screened(t, taker, first, "assess")
    worker = allocate(t, [child], "looked-after", "allocated social worker", day)
    came = day + timedelta(days=30)
    t.write(
        child,
        worker,
        "legal_status",
        came,
        "Section 20, with agreement",
        t.say("care.legal"),
        domain="social_care",
        grade=2,
        significant=True,
    )
    t.write(
        child,
        worker,
        "placement",
        came,
        "Ashfield House",
        t.say("care.residential"),
        domain="social_care",
        significant=True,
    )
    key = "kayleigh-froggatt"
    t.involve(child, f"post:{key}", "foster carer or residential worker", came, by=worker)
    t.involve(child, "managers:ashfield-house", "foster carer or residential worker", came, by=worker)
    life_in_care_without_foster(t, worker, key, came)


def life_in_care_without_foster(t: Telling, worker: str, key: str, came: date) -> None:
    child = t.household.focus
    officer = join(t, child, "police", worker, came)
    for day in every(t, came + timedelta(days=2), None, 17):
        t.write(
            child,
            key,
            "observation",
            day,
            t.say("house.title"),
            t.say("house.day", "house.more?"),
            domain="plan",
            when="night",
        )
    for day in every(t, came + timedelta(days=50), None, 95):
        t.write(
            child,
            officer,
            "missing",
            day,
            "Missing, found",
            t.say("missing.found"),
            domain="plan",
            when="night",
            significant=True,
        )
        t.write(
            child,
            worker,
            "case_note",
            day + timedelta(days=2),
            "Return home interview",
            t.say("missing.interview"),
            domain="social_care",
            grade=4,
        )
    for day in every(t, came + timedelta(days=6), None, 40):
        t.write(
            child,
            worker,
            "visit",
            day,
            t.say("lac.title"),
            t.say("lac.visit", "lac.teen", "visit.next"),
            domain="social_care",
            when="after school",
        )
    iro = "elspeth-garrow"
    t.involve(
        child,
        f"post:{iro}",
        "independent reviewing officer or conference chair",
        came,
        by=t.giver(child, "childrens", came),
    )
    for n, day in enumerate(every(t, came + timedelta(days=24), None, 150)):
        t.write(
            child,
            iro,
            "review",
            day,
            f"Review {n + 1}",
            t.say("iro.review", "iro.child", "/", "iro.decided"),
            domain="plan",
            significant=True,
        )
    teacher = join(t, child, "school", worker, came)
    school(t, child, teacher, came + timedelta(days=8), None, 48)
    coming(t, worker, [child], None)


def care_leaver(t: Telling) -> None:
    """Eighteen and after: a personal adviser, a pathway plan, a flat that is very quiet."""
    leaver = t.household.focus
    first = t.lately(t.rng.randint(300, 1000))
    boss, worker = "errol-whyte", "jodie-baverstock"
    t.involve(leaver, "managers:leaving-care", "managers of the allocated team", first, by=boss)
    t.involve(leaver, f"post:{worker}", "personal adviser (care leavers)", first, by=boss)
    learn_one(t, leaver, boss, first)
    t.write(
        leaver,
        worker,
        "care_leaver",
        first + timedelta(days=8),
        "Began with the leaving care team",
        t.say("leaver.begin"),
        domain="social_care",
        significant=True,
    )
    for day in every(t, first + timedelta(days=14), None, 29):
        t.write(
            leaver,
            worker,
            "visit",
            day,
            t.say("leaver.title"),
            t.say("leaver.visit", "leaver.money", "leaver.next"),
            domain="social_care",
            when="visit",
        )
        if t.rng.random() < 0.3:
            t.write(
                leaver,
                worker,
                "call",
                day + timedelta(days=6),
                t.say("call.title"),
                t.say("leaver.text"),
                domain="social_care",
            )
        if t.rng.random() < 0.2:
            t.write(leaver, worker, "voice", day, t.say("voice.title"), t.say("voice.leaver"), domain="voice")
        if t.rng.random() < 0.2:
            t.write(
                leaver,
                worker,
                "case_note",
                day + timedelta(days=3),
                "Money and the flat",
                t.say("leaver.housing"),
                domain="housing_finance",
            )
    for day in every(t, first + timedelta(days=30), None, 175):
        t.write(
            leaver,
            worker,
            "review",
            day,
            "Pathway plan reviewed",
            t.say("leaver.pathway", "leaver.next"),
            domain="plan",
            significant=True,
        )
