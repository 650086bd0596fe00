"""Other children's stories: disabled, in trouble, missing, unborn, adopted, hidden, related to staff, on the move."""

from datetime import timedelta

from kith.demo.region.days import said, working_days_after
from kith.demo.region.places import address
from kith.demo.region.stories.care import in_care, life_in_care
from kith.demo.region.stories.casework import (
    allocate,
    assess,
    between,
    contact,
    every,
    hand_over,
    oversight,
    screened,
    visits,
)
from kith.demo.region.stories.index import learn, warn
from kith.demo.region.stories.partners import advocate, camhs, join, nurse, police, school
from kith.demo.region.telling import Telling


def disabled_child(t: Telling) -> None:
    """Years with the disabled children's team: short breaks, equipment, an education plan, tired parents."""
    child = t.household.focus
    first = t.lately(t.rng.randint(300, 1060))
    taker = contact(t, first, "disability")
    t.hold(child, "particular", taker, first, 2, kind="disability", value=t.say("disabled.what"), note="")
    day = screened(t, taker, first, "assess")
    worker = allocate(t, [child], "disabled-children", "allocated social worker", day)
    ready = assess(t, worker, [child], day, "disabled-children", "disabled")
    doctor = join(t, child, "paediatrics", worker, day + timedelta(days=8))
    teacher = join(t, child, "school", worker, day + timedelta(days=8))
    if t.past(ready):
        t.write(
            child,
            worker,
            "plan",
            ready,
            "Child in need plan: short breaks",
            t.say("disabled.plan", "plan.action", "plan.who"),
            domain="plan",
        )
    for at in every(t, ready + timedelta(days=20), None, 36):
        text = t.say("disabled.visit", "disabled.parents", "disabled.next")
        t.write(child, worker, "visit", at, t.say("visit.title"), text, domain="social_care", when="visit")
        if t.rng.random() < 0.35:
            between(t, worker, [child], at + timedelta(days=5))
    for at in every(t, ready + timedelta(days=15), None, 95):
        t.write(
            child,
            doctor,
            "health_check",
            at,
            "Clinic letter",
            t.say("disabled.clinic"),
            domain="health",
            grade=t.rng.choice((3, 4)),
            when="clinic",
        )
    for at in every(t, ready + timedelta(days=60), None, 170):
        t.write(
            child, worker, "review", at, "Review of the plan", t.say("disabled.review", "disabled.next"), domain="plan"
        )
    school(t, child, teacher, day + timedelta(days=14), None, 60)
    oversight(t, "disabled-children", [child], day + timedelta(days=60), None, 120)


def youth_justice(t: Telling) -> None:
    """A caution, an order, and somebody who keeps turning up."""
    child = t.household.focus
    first = t.lately(t.rng.randint(120, 760))
    boss, worker, mum = "delroy-pinnock", "sinead-roche", t.household.adults[0]
    t.basis = "DPA 2018 Part 3; Crime and Disorder Act 1998 s.115"
    t.involve(child, f"post:{worker}", "youth justice worker", first, by=boss)
    t.involve(child, "managers:youth-justice", "managers of the allocated team", first, by=boss)
    for person in [p for p in t.household.people if p is not child]:
        t.involve(
            person,
            f"post:{worker}",
            "connected adult (a parent or household member of a child in work)",
            first,
            by=boss,
            capacity="parent" if person is mum else "household member",
        )
    learn(t, worker, first)
    officer = join(t, child, "police", boss, first)
    t.write(
        child,
        officer,
        "police_report",
        first,
        t.say("police.title.youth"),
        t.say("police.youth", "police.next"),
        domain="justice",
        when="night",
        significant=True,
    )
    t.write(
        child,
        officer,
        "conviction",
        first + timedelta(days=26),
        t.say("yj.outcome"),
        t.say("yj.court"),
        domain="justice",
        grade=4,
        significant=True,
    )
    t.write(
        child,
        worker,
        "assessment",
        first + timedelta(days=45),
        "AssetPlus",
        t.say("yj.asset", "yj.why", "/", "yj.strength"),
        domain="justice",
        significant=True,
    )
    for at in every(t, first + timedelta(days=30), None, 13):
        kept = t.rng.random() > 0.16
        text = t.say("yj.session", "yj.talk") if kept else t.say("yj.missed")
        t.write(
            child,
            worker,
            "direct_work" if kept else "case_note",
            at,
            "Session" if kept else "Did not come",
            text,
            domain="justice",
            when="after school",
        )
    teacher = join(t, child, "school", boss, first + timedelta(days=20))
    school(t, child, teacher, first + timedelta(days=25), None, 45)
    for at in every(t, first + timedelta(days=75), None, 90):
        t.write(child, worker, "review", at, "Review of the order", t.say("yj.review"), domain="plan")


def missing(t: Telling) -> None:
    """A young person whom somebody is using: missing, found, missing again."""
    child = t.household.focus
    first = t.lately(t.rng.randint(90, 500))
    taker = contact(t, first, "missing")
    day = screened(t, taker, first, "strategy")
    worker = allocate(t, [child], "safeguarding-south", "allocated social worker", day)
    officer = join(t, child, "police", worker, day, post="aisling-burke")
    text = t.say("strategy.round", "strategy.missing", "strategy.decided")
    t.write(
        child,
        "alison-threlfall",
        "strategy_discussion",
        day,
        "Strategy discussion: exploitation",
        text,
        domain="social_care",
        grade=4,
        significant=True,
    )
    assess(t, worker, [child], day, "safeguarding-south", "protect")
    for at in every(t, day + timedelta(days=6), None, 24):
        t.write(
            child,
            officer,
            "missing",
            at,
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
            at + timedelta(days=2),
            "Return home interview",
            t.say("missing.interview"),
            domain="social_care",
            grade=4,
            when="after school",
        )
        if t.rng.random() < 0.3:
            t.write(
                child,
                officer,
                "case_note",
                at + timedelta(days=3),
                "Intelligence",
                t.say("missing.intelligence"),
                domain="justice",
                grade=4,
            )
    visits(t, worker, [child], day + timedelta(days=9), None, 16)
    teacher = join(t, child, "school", worker, day + timedelta(days=4))
    school(t, child, teacher, day + timedelta(days=12), None, 35)
    oversight(t, "safeguarding-south", [child], day + timedelta(days=20), None, 45)


def unborn(t: Telling) -> None:
    """A baby not yet born: pre-birth assessment, a plan for the hospital."""
    home, baby = t.household, t.household.focus
    first = max(t.lately(110), baby.born - timedelta(days=170))
    taker = contact(t, first, "unborn", referrer="Community midwife.")
    day = screened(t, taker, first, "assess")
    worker = allocate(t, home.children, "assessment", "allocated social worker", day)
    visitor = join(t, baby, "nurse", worker, day + timedelta(days=9), post="oluchi-eze")
    for at in every(t, day + timedelta(days=5), None, 16):
        t.write(
            home.children,
            worker,
            "visit",
            at,
            "Pre-birth visit",
            t.say("unborn.visit", "unborn.mother"),
            domain="social_care",
            when="visit",
        )
    for at in every(t, day + timedelta(days=20), None, 40):
        t.write(
            baby,
            visitor,
            "health_check",
            at,
            "Antenatal contact",
            t.say("unborn.health"),
            domain="health",
            grade=t.rng.choice((3, 4)),
            when="clinic",
        )
    t.write(
        baby,
        worker,
        "assessment",
        day + timedelta(days=52),
        "Pre-birth assessment",
        t.say("unborn.assessment", "unborn.mother"),
        domain="social_care",
        significant=True,
    )
    t.write(
        baby,
        worker,
        "plan",
        day + timedelta(days=60),
        "Plan for the birth",
        t.say("unborn.plan", "plan.who"),
        domain="plan",
        significant=True,
    )
    oversight(t, "assessment", [baby], day + timedelta(days=30), None, 45)


def adoption(t: Telling) -> None:
    """Looked after, a placement order, a new family: what is known of it is opened to people by name."""
    child = t.household.focus
    first = t.lately(900)
    taker = contact(t, first, "drink")
    day = screened(t, taker, first, "strategy")
    worker = allocate(t, [child], "assessment", "allocated social worker", day)
    ready = assess(t, worker, [child], day, "assessment", "care")
    in_care(t, worker, ready + timedelta(days=5))
    new = hand_over(t, [child], worker, "looked-after", "allocated social worker", ready + timedelta(days=25))
    decided = ready + timedelta(days=330)
    life_in_care(t, new, ready + timedelta(days=26), decided)
    adopter = "philippa-stroud"
    boss = t.giver(child, "childrens", decided)
    t.involve(child, f"post:{adopter}", "allocated social worker", decided, by=boss)
    t.share_restricted(child, adopter, boss, decided, {"identity": 5, "social_care": 5})
    lines, code = address(t.rng)
    t.hold(
        child,
        "address",
        adopter,
        decided + timedelta(days=95),
        5,
        lines=lines,
        postcode=code,
        protected=True,
        since=decided + timedelta(days=95),
    )
    for n, section in enumerate(("adoption.decision", "adoption.match", "adoption.introductions", "adoption.order")):
        on = decided + timedelta(days=7 + 80 * n)
        t.write(
            child,
            adopter,
            "adoption",
            on,
            t.say(f"{section}.title"),
            t.say(section),
            domain="social_care",
            grade=5,
            significant=True,
        )
    for at in every(t, decided + timedelta(days=30), None, 45):
        t.write(
            child,
            adopter,
            "visit",
            at,
            "Visit to the new family",
            t.say("adoption.visit"),
            domain="social_care",
            grade=5,
            when="visit",
        )


def hidden_address(t: Telling) -> None:
    """A mother and children whom somebody is looking for."""
    home, boss = t.household, "kwame-asante"
    first = t.lately(t.rng.randint(150, 500))
    taker = contact(t, first, "abuse", referrer="Refuge manager.")
    warn(t, home.people, taker, first, "abuse")
    day = screened(t, taker, first, "strategy")
    worker = allocate(t, home.children, "safeguarding-north", "allocated social worker", day)
    lines, code = address(t.rng)
    for person in home.children:
        t.share_restricted(person, worker, boss, day + timedelta(days=1), {"identity": 5})
        t.hold(
            person,
            "address",
            worker,
            day + timedelta(days=2),
            5,
            lines=f"Refuge, {lines}",
            postcode=code,
            protected=True,
            kind="refuge",
            since=day,
        )
    officer = join(t, home.focus, "police", worker, day)
    police(t, [home.focus], officer, day, "abuse")
    helper = join(t, home.focus, "advocate", worker, day + timedelta(days=2))
    advocate(t, home.focus, helper, day + timedelta(days=5), None, 24)
    assess(t, worker, home.children, day, "safeguarding-north", "need")
    visits(t, worker, home.children, day + timedelta(days=12), None, 20)
    nurse_post = join(t, home.focus, "nurse", worker, day + timedelta(days=9))
    nurse(t, home.focus, nurse_post, day + timedelta(days=20), None, 60)
    oversight(t, "safeguarding-north", home.children, day + timedelta(days=30), None, 60)


def staff_relative(t: Telling) -> None:
    """Somebody's nephew: the practitioner is barred from the record, in every post, and says so first."""
    home, relative = t.household, "dean-murgatroyd"
    first = t.lately(260)
    taker = contact(t, first, "worry")
    governance = "information governance officer"
    t.involve(home.people, "post:dilwyn-pugh", governance, first, by="ijeoma-nwachukwu", purpose="governance review")
    for person in home.people:
        t.bar(person, relative, "dilwyn-pugh", first, "Brother of the children's father; told us himself at once.")
    day = screened(t, taker, first, "assess")
    worker = allocate(t, home.children, "assessment", "allocated social worker", day, worker="marek-sobczak")
    text = t.say("relative.note", name=t.roster.name_of(relative))
    t.write(home.children, worker, "case_note", day, "A colleague is family", text, domain="social_care", grade=4)
    ready = assess(t, worker, home.children, day, "assessment", "need")
    visits(t, worker, home.children, ready, None, 24)


def moved(t: Telling) -> None:
    """From one team, school and agency to the next: assessed, helped, looked after by a grandmother, moved again."""
    home, child = t.household, t.household.focus
    first = t.lately(780)
    taker = contact(t, first, "neglect")
    day = screened(t, taker, first, "assess")
    one = allocate(t, home.children, "assessment", "allocated social worker", day)
    ready = assess(t, one, home.children, day, "assessment", "need")
    lines, code = address(t.rng)
    two = hand_over(t, home.children, one, "safeguarding-south", "allocated social worker", ready + timedelta(days=20))
    for person in home.children:
        t.hold(
            person,
            "address",
            two,
            ready + timedelta(days=60),
            2,
            lines=lines,
            postcode=code,
            since=ready + timedelta(days=58),
            kind="home",
        )
    old = join(t, child, "school", two, ready + timedelta(days=24), ready + timedelta(days=200), post="parveen-akhtar")
    school(t, child, old, ready + timedelta(days=30), ready + timedelta(days=200), 35)
    new = join(t, child, "school", two, ready + timedelta(days=205), post="sandra-kettleborough")
    school(t, child, new, ready + timedelta(days=215), None, 35)
    visits(t, two, home.children, ready + timedelta(days=24), ready + timedelta(days=300), 20)
    three = hand_over(
        t, home.children, two, "safeguarding-north", "allocated social worker", ready + timedelta(days=300)
    )
    visits(t, three, home.children, ready + timedelta(days=310), None, 22)
    mind = join(t, child, "camhs", three, ready + timedelta(days=320))
    camhs(t, child, mind, ready + timedelta(days=330), None, 35)
    t.write(
        home.children,
        three,
        "case_note",
        ready + timedelta(days=306),
        "What got lost on the way",
        t.say("moved.note"),
        domain="social_care",
    )
    coming = working_days_after(t.today, 6)
    t.write(
        home.children,
        three,
        "visit",
        coming,
        f"Visit planned for {said(coming)}",
        t.say("planned.visit"),
        domain="social_care",
        planned=True,
    )
