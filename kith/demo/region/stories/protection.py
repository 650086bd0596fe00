"""Child protection: contact, strategy discussion, section 47 enquiry, conference, core groups, step-down or not.

Clocks as in Working Together: conference within 15 working days of the strategy discussion, first core group within
10 of the conference, first review within three months, later ones within six.
"""

from datetime import date, timedelta

from kith.demo.region.days import age, said, working_day, working_days_after
from kith.demo.region.shapes import Person
from kith.demo.region.stories.casework import (
    allocate,
    assess,
    contact,
    every,
    goodbye,
    names,
    oversight,
    screened,
    visit,
    visits,
)
from kith.demo.region.stories.index import warn
from kith.demo.region.stories.partners import advocate, camhs, join, nurse, police, school, surgery
from kith.demo.region.telling import Telling


def neglect(t: Telling) -> None:
    protection(t, "neglect", "neglect")


def domestic_abuse(t: Telling) -> None:
    protection(t, "abuse", "emotional abuse")


def drink_and_drugs(t: Telling) -> None:
    protection(t, "drink", "neglect")


def injury(t: Telling) -> None:
    protection(t, "injury", "physical abuse")


def protection(t: Telling, theme: str, category: str) -> None:
    """The whole way from a contact to a plan and, for most, out of it again."""
    home = t.household
    first = t.lately(t.rng.randint(60, 1050))
    taker = contact(t, first, theme)
    day = screened(t, taker, first, "strategy")
    team = t.rng.choice(("safeguarding-north", "safeguarding-south"))
    worker = allocate(t, home.children, team, "allocated social worker", day)
    table = around(t, home.focus, worker, day)
    for child in home.children[1:]:
        t.involve(child, f"post:{table['police']}", "core group: police", day, by=worker)
    conference = enquiry(t, worker, team, table, day, theme, category)
    on_plan = t.rng.randint(200, 560)
    until = conference + timedelta(days=on_plan)
    hold_plan(t, worker, team, table, conference, until, theme)
    if t.past(until):
        step_down(t, worker, team, until)


def around(t: Telling, child: Person, worker: str, day: date) -> dict[str, str]:
    """The people at the table for the focus child."""
    table = {role: join(t, child, role, worker, day) for role in ("police", "nurse", "gp")}
    if age(child.born, day) >= 5:
        table["school"] = join(t, child, "school", worker, day)
    return table


def enquiry(t: Telling, worker: str, team: str, table: dict[str, str], day: date, theme: str, category: str) -> date:
    """Strategy discussion, enquiry, assessment, initial conference. Returns the day of the conference."""
    home, boss = t.household, t.roster.manager_of(team)
    here = names(t, boss, worker, *table.values())
    text = t.say("strategy.round", f"strategy.{theme}", "strategy.decided")
    t.write(
        home.children,
        boss,
        "strategy_discussion",
        day,
        "Strategy discussion",
        text,
        domain="social_care",
        grade=4,
        present=here,
        significant=True,
    )
    police(t, home.children, table["police"], day, "abuse" if theme == "abuse" else "door")
    if theme in ("abuse", "injury"):
        warn(t, home.people, worker, day + timedelta(days=1), "abuse" if theme == "abuse" else "alone")
    for n in (1, 4):
        visit(
            t,
            worker,
            home.children,
            working_days_after(day, n),
            f"enquiry.{theme}",
            "visit.child",
            "visit.parent",
            grade=4,
        )
    outcome = working_days_after(day, 9)
    t.write(
        home.children,
        worker,
        "section_47",
        outcome,
        "Section 47 enquiry: outcome",
        t.say(f"enquiry.{theme}", "enquiry.outcome"),
        domain="social_care",
        grade=4,
        significant=True,
    )
    assess(t, worker, home.children, day, team, "protect")
    conference = working_days_after(day, t.rng.randint(13, 15))
    chair = "bashir-noorzai"
    t.involve(home.children, f"post:{chair}", "independent reviewing officer or conference chair", outcome, by=boss)
    text = t.say("conference.views", "conference.risk", "/", "conference.plan", category=category)
    title = f"Initial child protection conference: plan made ({category})"
    t.write(
        home.children,
        chair,
        "conference",
        conference,
        title,
        text,
        domain="plan",
        significant=True,
        present=f"{here}, {t.roster.name_of(chair)}",
    )
    return working_day(conference)


def hold_plan(
    t: Telling, worker: str, team: str, table: dict[str, str], conference: date, until: date, theme: str
) -> None:
    """While the plan runs: visits, core groups, partners' own records, reviews, oversight."""
    home, child = t.household, t.household.focus
    plan = t.say("plan.protect", "plan.action*3", "plan.who", "plan.if")
    t.write(
        home.children,
        worker,
        "plan",
        conference + timedelta(days=3),
        "Child protection plan",
        plan,
        domain="plan",
        significant=True,
    )
    visits(t, worker, home.children, conference + timedelta(days=5), until, 13)
    for day in every(t, working_days_after(conference, 9), until, 42):
        text = t.say("meeting.round", "core.school", "core.family", "/", "meeting.agreed")
        t.write(
            home.children,
            worker,
            "core_group",
            day,
            "Core group",
            text,
            domain="plan",
            present=names(t, worker, *table.values()),
        )
    for n, day in enumerate(
        (conference + timedelta(days=88), conference + timedelta(days=260), conference + timedelta(days=430))
    ):
        if day < until:
            text = t.say("conference.review", "conference.views", "conference.continue")
            t.write(
                home.children,
                "bashir-noorzai",
                "conference",
                day,
                f"Review conference {n + 1}: plan continues",
                text,
                domain="plan",
                significant=True,
            )
    nurse(t, child, table["nurse"], conference + timedelta(days=20), until, 65)
    surgery(t, child, table["gp"], conference - timedelta(days=10), until, 160)
    if "school" in table:
        school(t, child, table["school"], conference + timedelta(days=4), until, 30)
    oversight(t, team, home.children, conference + timedelta(days=25), until, 60)
    for day in every(t, conference + timedelta(days=15), until, 55):
        text = t.say("direct.work", child=child)
        t.write(child, worker, "direct_work", day, t.say("direct.title"), text, domain="voice", when="after school")
    extras(t, worker, conference, until, theme)
    planned(t, worker, conference, until)


def extras(t: Telling, worker: str, conference: date, until: date, theme: str) -> None:
    """What comes with the theme: an advocate for the mother, therapy, another night."""
    child = t.household.focus
    if theme == "abuse":
        post = join(t, child, "advocate", worker, conference, until)
        advocate(t, child, post, conference + timedelta(days=9), until, 50)
    if age(child.born, t.today) >= 9 and t.rng.random() < 0.5:
        begins = conference + timedelta(days=70)
        post = join(t, child, "camhs", worker, begins, until)
        camhs(t, child, post, begins + timedelta(days=6), until, 30)
    if theme in ("abuse", "drink") and t.past(conference + timedelta(days=110)):
        officer = next(i.holder[5:] for i in t.involvements if i.profile == "core group: police")
        police(
            t, t.household.children, officer, conference + timedelta(days=110), "abuse" if theme == "abuse" else "door"
        )


def planned(t: Telling, worker: str, conference: date, until: date) -> None:
    """The next core group and visit, if the plan is still running."""
    if t.past(until):
        return
    core, seen = working_days_after(t.today, t.rng.randint(4, 18)), working_days_after(t.today, t.rng.randint(1, 7))
    t.write(
        t.household.children,
        worker,
        "core_group",
        core,
        f"Core group planned for {said(core)}",
        t.say("planned.core"),
        domain="plan",
        planned=True,
    )
    t.write(
        t.household.children,
        worker,
        "visit",
        seen,
        "Visit planned",
        t.say("planned.visit"),
        domain="social_care",
        planned=True,
        when="after school",
    )


def step_down(t: Telling, worker: str, team: str, until: date) -> None:
    """The plan ends: a child in need plan for some months, then closed, or still going."""
    home = t.household
    text = t.say("conference.review", "conference.end")
    t.write(
        home.children,
        "bashir-noorzai",
        "conference",
        until,
        "Review conference: plan ended",
        text,
        domain="plan",
        significant=True,
    )
    t.close(home.children, "post:bashir-noorzai", until + timedelta(days=14))
    t.write(
        home.children,
        worker,
        "plan",
        until + timedelta(days=6),
        "Child in need plan (stepped down)",
        t.say("plan.need", "plan.action*2", "plan.who"),
        domain="plan",
    )
    closed = until + timedelta(days=t.rng.randint(80, 130))
    visits(t, worker, home.children, until + timedelta(days=12), closed, 28)
    goodbye(t, worker, home.children, closed, team)
