"""Adults: dementia with a carer and telecare, home from hospital, mental health, a safeguarding enquiry."""

from datetime import date, timedelta

from kith.demo.region.days import working_days_after
from kith.demo.region.shapes import Person
from kith.demo.region.stories.casework import allocate, contact, every, oversight, screened
from kith.demo.region.stories.index import learn, warn
from kith.demo.region.stories.partners import join, surgery
from kith.demo.region.telling import CARE_ACT, Telling

SOCIAL_WORKERS = ("sunita-parmar", "ewan-galbraith")  # the team's third is an occupational therapist


def dementia(t: Telling) -> None:
    """Somebody who forgets, somebody who is tired, and a sensor on the front door."""
    t.basis = CARE_ACT
    person, carer = t.household.adults[0], t.household.adults[-1]
    first = t.lately(t.rng.randint(200, 1050))
    taker = contact(t, first, "dementia", team="adults-duty")
    warn(t, [person], taker, first, "key")
    day = screened(t, taker, first, "adult")
    worker = allocate(t, [person], "older-people", "adult social worker", day, worker=t.rng.choice(SOCIAL_WORKERS))
    t.involve(carer, f"post:{worker}", "adult social worker", day, by=t.giver(person, "adults", day), capacity="carer")
    needs = day + timedelta(days=24)
    t.write(
        person,
        worker,
        "assessment",
        needs,
        "Care Act needs assessment",
        t.say("care_act.needs", "care_act.outcomes", "/", "care_act.eligible"),
        domain="social_care",
        significant=True,
    )
    t.write(
        carer,
        worker,
        "assessment",
        needs + timedelta(days=7),
        "Carer's assessment",
        t.say("carer_adult.assessment", "carer_adult.words"),
        domain="social_care",
    )
    t.write(
        person,
        worker,
        "plan",
        needs + timedelta(days=14),
        "Care and support plan",
        t.say("care_act.plan", "care_act.money"),
        domain="plan",
        significant=True,
    )
    doctor = join(t, person, "gp", worker, day + timedelta(days=5))
    surgery(t, person, doctor, day + timedelta(days=12), None, 85, "health.older")
    telecare(t, worker, needs + timedelta(days=25))
    for at in every(t, day + timedelta(days=10), None, 42):
        t.write(
            person,
            worker,
            "visit",
            at,
            t.say("older.title"),
            t.say("older.visit", "older.person", "older.carer"),
            domain="social_care",
            when="visit",
        )
        if t.rng.random() < 0.4:
            t.write(
                carer,
                worker,
                "call",
                at + timedelta(days=8),
                t.say("call.title"),
                t.say("carer_adult.words", "carer_adult.next"),
                domain="social_care",
            )
    for at in every(t, needs + timedelta(days=50), None, 200):
        t.write(
            person,
            worker,
            "review",
            at,
            "Care and support review",
            t.say("older.review", "care_act.money"),
            domain="plan",
        )
    oversight(t, "older-people", [person], day + timedelta(days=60), None, 150)


def telecare(t: Telling, worker: str, begins: date) -> None:
    """Door, bed and movement sensors; the response centre writes down what rang and what was found."""
    person = t.household.adults[0]
    t.involve(person, "team:telecare-response", "telecare responder", begins, by=worker)
    for at in every(t, begins + timedelta(days=6), None, 36):
        t.write(
            person,
            t.one_of("telecare-response", at),
            "telecare_event",
            at,
            t.say("telecare.title"),
            t.say("telecare.event", "telecare.end"),
            domain="health",
            grade=2,
            when="night",
        )


def from_hospital(t: Telling) -> None:
    """Home from hospital with a package that fits, or nearly."""
    t.basis = CARE_ACT
    person = t.household.adults[0]
    first = t.lately(t.rng.randint(15, 900))
    taker = contact(t, first, "hospital", team="adults-duty", referrer="Ward sister.")
    day = screened(t, taker, first, "adult")
    until = day + timedelta(days=t.rng.randint(60, 120))
    worker = allocate(
        t, [person], "hospital-discharge", "adult social worker", day, until=until if t.past(until) else None
    )
    therapist = "josie-whitlam"
    t.involve(person, f"post:{therapist}", "occupational therapist", day, until, by=t.giver(person, "adults", day))
    doctor = join(t, person, "gp", worker, day, until)
    surgery(t, person, doctor, day + timedelta(days=9), until, 30, "health.older")
    for at in every(t, day + timedelta(days=1), until, 11):
        t.write(
            person,
            worker,
            "visit",
            at,
            t.say("hospital.title"),
            t.say("hospital.visit", "hospital.next"),
            domain="social_care",
            when="visit",
        )
    for at in every(t, day + timedelta(days=4), until, 24):
        t.write(
            person,
            therapist,
            "observation",
            at,
            "At home with the therapist",
            t.say("hospital.therapist"),
            domain="health",
            when="visit",
        )
    if t.past(day + timedelta(days=8)):
        t.write(
            person,
            worker,
            "plan",
            day + timedelta(days=8),
            "Plan for coming home",
            t.say("hospital.plan", "care_act.money"),
            domain="plan",
        )
    for adult in t.household.adults[1:]:
        t.involve(adult, f"post:{worker}", "adult social worker", day, until, by="geraldine-fisk", capacity="carer")
        t.write(
            adult,
            worker,
            "call",
            day + timedelta(days=3),
            "Call with family",
            t.say("carer_adult.words"),
            domain="social_care",
        )


def low_in_mind(t: Telling) -> None:
    """An adult with a severe mental illness, known to the trust's discreet service alone."""
    t.basis = "UK GDPR Art 6(1)(e), 9(2)(h); Mental Health Act 1983 s.117"
    person = t.household.adults[0]
    first = t.lately(t.rng.randint(250, 900))
    nurse, boss = "milan-horvath", "frances-coyle"
    t.involve(person, "managers:community-mental-health", "core group: mental health service", first, by=boss)
    t.involve(t.household.people, f"post:{nurse}", "core group: mental health service", first, by=boss)
    learn(t, nurse, first)
    low_in_mind_visits(t, person, nurse, first)


def low_in_mind_visits(t: Telling, person: Person, nurse: str, first: date) -> None:
    """The nurse's visits and the reviews of the care programme."""
    for at in every(t, first + timedelta(days=4), None, 24):
        t.write(
            person,
            nurse,
            "visit",
            at,
            t.say("cpn.title"),
            t.say("cpn.visit", "cpn.mood", "cpn.next", child=person),
            domain="mental_health",
            grade=t.rng.choice((3, 4)),
            when="visit",
        )
    for at in every(t, first + timedelta(days=60), None, 170):
        t.write(person, nurse, "review", at, "Care programme review", t.say("cpn.review", child=person), domain="plan")


def adult_at_risk(t: Telling) -> None:
    """A section 42 enquiry: money, a nephew, a neighbour who noticed."""
    t.basis = CARE_ACT
    person = t.household.adults[0]
    first = t.lately(t.rng.randint(60, 700))
    taker = contact(t, first, "adult_risk", team="adults-duty")
    day = screened(t, taker, first, "adult")
    worker = allocate(t, [person], "older-people", "adult social worker", day, worker=t.rng.choice(SOCIAL_WORKERS))
    t.write(
        person,
        worker,
        "decision",
        working_days_after(first, 2),
        "Section 42: enquiry to be made",
        t.say("s42.decision"),
        domain="social_care",
        significant=True,
    )
    officer = join(t, person, "police", "marjorie-duxbury", day + timedelta(days=2))
    t.write(
        person,
        officer,
        "police_report",
        day + timedelta(days=3),
        "Report taken",
        t.say("s42.police"),
        domain="justice",
        significant=True,
    )
    for at in every(t, day + timedelta(days=3), None, 26):
        t.write(
            person,
            worker,
            "visit",
            at,
            t.say("older.title"),
            t.say("s42.visit", "older.person"),
            domain="social_care",
            grade=t.rng.choice((3, 4)),
            when="visit",
        )
    t.write(
        person,
        worker,
        "case_note",
        day + timedelta(days=12),
        "The money",
        t.say("s42.money"),
        domain="housing_finance",
        grade=4,
    )
    t.write(
        person,
        worker,
        "plan",
        day + timedelta(days=35),
        "Safeguarding plan",
        t.say("s42.plan"),
        domain="plan",
        significant=True,
    )
