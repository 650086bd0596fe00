"""Families whom the service meets briefly: a contact, family help, an assessment and a short plan; a young carer."""

from datetime import date, timedelta

from kith.demo.region.stories.casework import (
    allocate,
    assess,
    between,
    contact,
    every,
    goodbye,
    known,
    oversight,
    screened,
    visit,
    visits,
)
from kith.demo.region.stories.index import warn
from kith.demo.region.stories.partners import join, nurse, school
from kith.demo.region.telling import Telling


def contact_only(t: Telling) -> None:
    """Advice given, nothing more to do: sometimes it comes back a year later."""
    first = t.lately(t.rng.randint(40, 1080))
    times = 2 if t.rng.random() < 0.3 else 1
    theme = t.rng.choice(("neglect", "worry", "abuse", "worry"))
    taker = contact(t, first, theme)
    if t.rng.random() < 0.2:
        warn(t, t.household.people, taker, first, "dog")
    day = screened(t, taker, first, "advice")
    known(t, "front-door", day + timedelta(days=2))
    if times == 2 and t.past(first + timedelta(days=330)):
        again(t, first + timedelta(days=330), "worry", "advice")


def again(t: Telling, on: date, theme: str, decision: str) -> None:
    """A second contact about a family that the front door knows."""
    taker = t.one_of("front-door", on)
    boss = t.roster.manager_of("front-door")
    t.involve(t.household.people, "team:front-door", "front door screening", on, by=boss)
    text = t.say("contact.referrer", f"contact.{theme}", "contact.asked")
    t.write(t.household.children, taker, "contact", on, "Second contact about this family", text, domain="social_care")
    screened(t, taker, on, decision)


def family_help(t: Telling) -> None:
    """Early help with a family: a plan, a team around the child, good enough in the end."""
    first = t.lately(t.rng.randint(120, 1050))
    home = t.household
    taker = contact(t, first, t.rng.choice(("neglect", "worry", "money")))
    day = screened(t, taker, first, "help") + timedelta(days=2)
    until = day + timedelta(days=t.rng.randint(150, 270))
    boss = "linda-scholes"
    worker = helper(t, day)
    teacher = join(t, home.focus, "school", boss, day + timedelta(days=5))
    visits(t, worker, home.children, day + timedelta(days=4), until, 21)
    plan = t.say("help.plan", "plan.action*2", "plan.who")
    t.write(home.children, worker, "plan", day + timedelta(days=24), "Family plan", plan, domain="plan")
    for meeting in every(t, day + timedelta(days=40), until, 56):
        t.write(
            home.children,
            worker,
            "meeting",
            meeting,
            "Team around the child",
            t.say("meeting.round", "meeting.agreed"),
            domain="plan",
        )
    school(t, home.focus, teacher, day + timedelta(days=12), until, 50)
    goodbye(t, worker, home.children, until, "family-help")


def child_in_need(t: Telling) -> None:
    """An assessment under section 17 and a child in need plan of some months."""
    first = t.lately(t.rng.randint(70, 1060))
    home, theme = t.household, t.rng.choice(("neglect", "abuse", "drink", "worry"))
    taker = contact(t, first, theme)
    day = screened(t, taker, first, "assess")
    worker = allocate(t, home.children, "assessment", "allocated social worker", day)
    if theme == "abuse":
        warn(t, home.people, worker, day + timedelta(days=3), "abuse")
    ready = assess(t, worker, home.children, day, "assessment", "need")
    until = ready + timedelta(days=t.rng.randint(90, 200))
    child = home.focus
    nurse_post = join(t, child, "nurse", worker, day + timedelta(days=6), until)
    nurse(t, child, nurse_post, day + timedelta(days=15), until, 60)
    if child.born.year < first.year - 4:
        teacher = join(t, child, "school", worker, day + timedelta(days=6), until)
        school(t, child, teacher, day + timedelta(days=9), until, 40)
    if t.past(ready):
        t.write(
            home.children,
            worker,
            "plan",
            ready,
            "Child in need plan",
            t.say("plan.need", "plan.action*3", "plan.who"),
            domain="plan",
        )
    visits(t, worker, home.children, ready + timedelta(days=12), until, 24)
    oversight(t, "assessment", home.children, day + timedelta(days=50), until)
    for meeting in every(t, ready + timedelta(days=30), until, 45):
        t.write(
            home.children,
            worker,
            "review",
            meeting,
            "Child in need review",
            t.say("meeting.round", "meeting.agreed"),
            domain="plan",
        )
    goodbye(t, worker, home.children, until, "assessment")


def helper(t: Telling, day: date) -> str:
    """The front door gives a family to family help. Returns the lead practitioner."""
    children = t.household.children
    worker, boss = t.one_of("family-help", day), t.giver(children[0], "childrens", day)
    t.involve(children, "managers:family-help", "managers of the allocated team", day, by=boss)
    t.involve(children, f"post:{worker}", "family help lead practitioner", day, by=boss)
    return worker


def young_carer(t: Telling) -> None:
    """A child who looks after a parent: noticed at school, assessed, given back some evenings."""
    first = t.lately(t.rng.randint(100, 800))
    home = t.household
    carer = home.focus
    taker = contact(t, first, "carer", referrer="School's safeguarding lead rang.")
    day = screened(t, taker, first, "help") + timedelta(days=1)
    worker = helper(t, day)
    t.involve(
        home.adults[0],
        f"post:{worker}",
        "connected adult (a parent or household member of a child in work)",
        day,
        by=t.giver(home.adults[0], "childrens", day),
        capacity="parent",
    )
    teacher = join(t, carer, "school", "linda-scholes", day + timedelta(days=2))
    text = t.say("carer.assessment", "carer.day", "/", "carer.wants")
    t.write(
        carer,
        worker,
        "assessment",
        day + timedelta(days=30),
        "Young carer's needs assessment",
        text,
        domain="social_care",
    )
    for at in every(t, day + timedelta(days=20), None, 38):
        t.write(
            carer,
            worker,
            "direct_work",
            at,
            "With " + carer.given,
            t.say("carer.day", "carer.wants", "visit.next"),
            domain="social_care",
            when="after school",
        )
        if t.rng.random() < 0.5:
            t.write(
                carer,
                worker,
                "voice",
                at,
                t.say("voice.title"),
                t.say("voice.carer"),
                domain="voice",
                when="after school",
            )
        if t.rng.random() < 0.3:
            between(t, worker, home.children, at + timedelta(days=4))
    school(t, carer, teacher, day + timedelta(days=10), None, 55)
    visit(t, worker, home.children, day + timedelta(days=8))
