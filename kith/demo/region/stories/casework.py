"""The work itself, in pieces that stories put together: contact, allocation, visits, calls, meetings, oversight."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kith.demo.region.days import age, said, working_day, working_days_after
from kith.demo.region.shapes import Person
from kith.demo.region.stories.index import learn
from kith.demo.region.telling import Telling

SCREENING = "front door screening"
PACE = 2.0  # the demo tells one event of two: enough to read, quick to load


def every(t: Telling, first: date, until: date | None, days: int) -> Iterator[date]:
    """Days about so far apart, from `first` until `until` or today, as diaries allow."""
    last = min(until or t.today, t.today)
    while first <= last:
        yield first
        first += timedelta(days=max(2, round(PACE * (days + t.rng.randint(-days // 4, days // 3)))))


def names(t: Telling, *posts: str) -> str:
    """Who was there, as written on a record."""
    return ", ".join(t.roster.name_of(post) for post in posts)


def contact(t: Telling, on: date, theme: str, team: str = "front-door", referrer: str = "") -> str:
    """A first contact: everybody in the family is admitted under the receiving team. Returns who took it."""
    desk = "adults-duty" if team == "adults-duty" else team
    taker = t.one_of(desk, on)
    home = t.household
    for person in home.people:
        capacity = "subject" if person is home.focus or person in home.children else "household member"
        by = t.roster.manager_of(desk) if t.known(person) else taker
        t.involve(person, f"team:{desk}", SCREENING, on, by=by, capacity=capacity)
    learn(t, taker, on)
    who = referrer or t.say("contact.referrer")
    text = f"{who} {t.say(f'contact.{theme}', 'contact.asked')}"
    about = home.children or [home.adults[0]]
    t.write(about, taker, "contact", on, t.say(f"contact.title.{theme}"), text, domain="social_care", significant=True)
    return taker


def screened(t: Telling, taker: str, on: date, decision: str) -> date:
    """The front door's decision within a working day, by its manager, with reasons. Returns the day."""
    team = t.roster.team_of(taker)
    boss = t.roster.manager_of(team)
    day = working_days_after(on, 1)
    about = t.household.children or [t.household.adults[0]]
    t.write(
        about,
        boss,
        "decision",
        day,
        t.say(f"screen.title.{decision}"),
        t.say("screen.checks", f"screen.{decision}"),
        domain="social_care",
    )
    for person in t.household.people:
        t.close(person, f"team:{team}", day + timedelta(days=2))
    return day


def known(t: Telling, team: str, on: date) -> None:
    """The front door keeps only that the family is known."""
    about = t.household.children or [t.household.adults[0]]
    t.involve(about, f"team:{team}", "known to the service", on, by=t.roster.manager_of(team))


def allocate(
    t: Telling,
    persons: Sequence[Person],
    team: str,
    profile: str,
    on: date,
    worker: str = "",
    until: date | None = None,
) -> str:
    """Work given to somebody by their team's manager; their manager and the team come with it. Returns the worker."""
    worker = worker or t.one_of(team, on)
    boss = t.giver(persons[0], t.roster.agency_of(worker), on)
    t.involve(persons, f"post:{worker}", profile, on, until, by=boss)
    t.involve(persons, f"managers:{team}", "managers of the allocated team", on, until, by=boss)
    t.involve(persons, f"team:{team}", "allocated team (cover)", on, until, by=boss)
    if t.household.children:
        adults = [a for a in t.household.adults if a not in persons]
        connected = "connected adult (a parent or household member of a child in work)"
        for adult in adults:
            by = t.giver(adult, t.roster.agency_of(worker), on)
            t.involve(adult, f"post:{worker}", connected, on, until, by=by, capacity="parent")
    return worker


def visit(
    t: Telling, worker: str, persons: Sequence[Person], on: date, *sections: str, kind: str = "visit", grade: int = 3
) -> None:
    """A visit, told in the worker's own way: what they saw, what was said, what comes next."""
    talked = next((p for p in persons if not p.unborn and age(p.born, on) >= 3), persons[0])
    asked = sections or t.rng.choice(VISITS)
    if talked.unborn or age(talked.born, on) < 3:
        asked = tuple(part.replace("visit.child", "visit.baby").replace("visit.view", "visit.home") for part in asked)
    title = t.say("visit.title", child=talked)
    t.write(
        persons, worker, kind, on, title, t.say(*asked, child=talked), domain="social_care", grade=grade, when="visit"
    )


VISITS = (
    ("visit.open", "visit.home", "visit.child", "visit.next"),
    ("visit.open", "visit.child*2", "visit.parent"),
    ("visit.home", "visit.parent", "visit.child", "/", "visit.next"),
    ("visit.child", "visit.home?", "visit.parent", "/", "visit.next"),
    ("visit.open", "visit.parent*2", "visit.next"),
    ("visit.open?", "visit.child", "visit.view"),
)


def visits(t: Telling, worker: str, persons: Sequence[Person], first: date, until: date | None, days: int) -> None:
    """Visits as often as the plan asks, with a call, a message or a failed visit between."""
    for day in every(t, first, until, days):
        if t.rng.random() < 0.12:
            t.write(
                persons[:1],
                worker,
                "visit",
                day,
                "Visit: no answer",
                t.say("visit.failed", "call.more"),
                domain="social_care",
                when="visit",
            )
        else:
            visit(t, worker, persons, day)
        if t.rng.random() < 0.35:
            between(t, worker, persons, day + timedelta(days=t.rng.randint(1, max(2, days // 2))), until)


def between(t: Telling, worker: str, persons: Sequence[Person], on: date, until: date | None = None) -> None:
    """Something small between visits."""
    if until and working_day(on) > working_day(until):
        return
    kind, title = t.rng.choice((("call", "call.title"), ("email", "email.title"), ("case_note", "note.title")))
    what = title.split(".")[0]
    t.write(persons[:1], worker, kind, on, t.say(title), t.say(f"{what}.text", f"{what}.more"), domain="social_care")


def oversight(
    t: Telling, team: str, persons: Sequence[Person], first: date, until: date | None, days: int = 75
) -> None:
    """A manager's decisions in supervision: case discussion only, at its grade."""
    boss = t.roster.manager_of(team)
    for day in every(t, first, until, days):
        t.write(
            persons,
            boss,
            "supervision_decision",
            day,
            "Case discussion in supervision",
            t.say("oversight", "oversight.next"),
            domain="social_care",
        )


def assess(t: Telling, worker: str, persons: Sequence[Person], on: date, team: str, outcome: str) -> date:
    """A child and family assessment within 45 working days: two visits, what school says, analysis, sign-off."""
    for n in (3, 11, 22):
        visit(t, worker, persons, working_days_after(on, n))
    done = working_days_after(on, t.rng.randint(29, 44))
    text = t.say("assess.needs", "assess.parenting", "/", "assess.family", "/", f"assess.{outcome}")
    t.write(
        persons, worker, "assessment", done, "Child and family assessment", text, domain="social_care", significant=True
    )
    boss = t.roster.manager_of(team)
    t.write(
        persons,
        boss,
        "decision",
        working_days_after(done, 1),
        "Assessment signed off",
        t.say("assess.signed"),
        domain="social_care",
    )
    return working_days_after(done, 2)


def goodbye(t: Telling, worker: str, persons: Sequence[Person], on: date, team: str) -> None:
    """The last visit, the closing note, and the front door's memory."""
    if t.past(on):
        visit(t, worker, persons, on - timedelta(days=9), "visit.open", "close.visit")
        t.write(persons, worker, "decision", on, "Closed", t.say("close.note"), domain="social_care", significant=True)
        for person in t.household.people:
            for holder in sorted({i.holder for i in t.involvements if i.person == person.key}):
                t.close(person, holder, on)
        known(t, "front-door", on)


def hand_back(t: Telling, worker: str, persons: Sequence[Person], on: date) -> None:
    """Family help ends; what others have with the family stays."""
    t.write(persons, worker, "decision", on, "Closed", t.say("close.note"), domain="social_care", significant=True)
    for person in t.household.people:
        for holder in (f"post:{worker}", f"managers:{t.roster.team_of(worker)}"):
            t.close(person, holder, on)


def hand_over(t: Telling, persons: Sequence[Person], old: str, team: str, profile: str, on: date) -> str:
    """From one team to another: a joint visit, and the old team's involvement ends a week later."""
    worker = allocate(t, persons, team, profile, on)
    if t.past(on):
        text = t.say(
            "transfer", child=persons[0], old=t.roster.name_of(old), new=t.roster.name_of(worker), day=said(on)
        )
        t.write(persons, old, "case_note", on, "Handed over", text, domain="social_care", present=names(t, old, worker))
        ends = on + timedelta(days=7)
        for person in t.household.people:
            for holder in (f"post:{old}", f"team:{t.roster.team_of(old)}", f"managers:{t.roster.team_of(old)}"):
                t.close(person, holder, ends)
    return worker
