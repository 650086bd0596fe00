"""What school, health, police and the others write: each under their own employer, at their own grade."""

from collections.abc import Sequence
from datetime import date

from kith.demo.region.days import age
from kith.demo.region.shapes import Person
from kith.demo.region.stories.casework import every
from kith.demo.region.telling import Telling

PROFILE = {
    "school": "core group: school",
    "nurse": "core group: health visitor or school nurse",
    "gp": "core group: general practice",
    "camhs": "core group: mental health service",
    "police": "core group: police",
    "charity": "core group: voluntary organisation",
    "advocate": "domestic abuse advocate",
    "paediatrics": "core group: health visitor or school nurse",
    "substance": "core group: health visitor or school nurse",
}
TEAMS = {
    "gp": "surgery",
    "camhs": "camhs",
    "police": "vulnerability",
    "charity": "haven",
    "advocate": "haven",
    "paediatrics": "community-paediatrics",
    "substance": "substance-misuse",
}


def team_for(t: Telling, child: Person, role: str, on: date) -> str:
    """Which team of the role's agency works with a child of this age."""
    if role == "school":
        return "primary-safeguarding" if age(child.born, on) < 11 else "academy-safeguarding"
    if role == "nurse":
        return "health-visiting" if age(child.born, on) < 5 else "school-nursing"
    return TEAMS[role]


def join(t: Telling, child: Person, role: str, by: str, on: date, until: date | None = None, post: str = "") -> str:
    """Somebody of a partner agency comes to the table for this child. Returns their post."""
    team = team_for(t, child, role, on)
    post = post or (t.roster.manager_of(team) if role == "school" else t.one_of(team, on))
    t.involve(child, f"post:{post}", PROFILE[role], on, until, by=by)
    return post


def school(t: Telling, child: Person, post: str, first: date, until: date | None, days: int = 45) -> None:
    """A school's notes through the terms: lessons, dinner hall, attendance, now and then a worry."""
    for day in every(t, first, until, days):
        if day.month == 8:
            continue
        roll = t.rng.random()
        if roll < 0.22:
            percent = t.rng.randint(71, 98)
            text = t.say("school.attendance", child=child, percent=str(percent))
            t.write(child, post, "attendance", day, f"Attendance {percent}%", text, domain="education", when="school")
        elif roll < 0.38:
            t.write(
                child,
                post,
                "voice",
                day,
                t.say("voice.title"),
                t.say("voice.school", child=child),
                domain="voice",
                grade=1,
                when="school",
            )
        else:
            grade = 4 if roll > 0.88 else 3
            text = t.say("school.worry" if grade == 4 else "school.note", "school.next?", child=child)
            t.write(
                child,
                post,
                "school_note",
                day,
                t.say("school.title"),
                text,
                domain="education",
                grade=grade,
                when="school",
            )


def nurse(t: Telling, child: Person, post: str, first: date, until: date | None, days: int = 70) -> None:
    """A health visitor's or school nurse's contacts."""
    for day in every(t, first, until, days):
        small = age(child.born, day) < 5
        section, title = (
            ("health.visitor", "Health visitor contact") if small else ("health.nurse", "School nurse contact")
        )
        grade = 4 if t.rng.random() < 0.25 else 3
        text = t.say("health.detail" if grade == 4 else section, "health.next?", child=child)
        t.write(child, post, "health_check", day, title, text, domain="health", grade=grade, when="clinic")


def surgery(
    t: Telling, person: Person, post: str, first: date, until: date | None, days: int = 110, section: str = "health.gp"
) -> None:
    """The practice's consultations that bear on the work."""
    for day in every(t, first, until, days):
        t.write(
            person,
            post,
            "health_check",
            day,
            "Seen at the surgery",
            t.say(section, child=person),
            domain="health",
            when="clinic",
            grade=t.rng.choice((3, 3, 4)),
        )


def camhs(t: Telling, child: Person, post: str, first: date, until: date | None, days: int = 28) -> None:
    """Sessions of the young people's mental health service; now and then a score."""
    for day in every(t, first, until, days):
        if t.rng.random() < 0.2:
            score = t.rng.randint(9, 26)
            text = t.say("mind.score", child=child, score=str(score))
            t.write(
                child,
                post,
                "wellbeing_score",
                day,
                f"Strengths and difficulties: {score}",
                text,
                domain="mental_health",
                when="clinic",
            )
        else:
            t.write(
                child,
                post,
                "case_note",
                day,
                t.say("mind.title"),
                t.say("mind.session", "mind.plan", child=child),
                domain="mental_health",
                grade=t.rng.choice((3, 4, 4)),
                when="clinic",
            )


def police(t: Telling, persons: Sequence[Person], post: str, on: date, what: str) -> None:
    """A police report: what was seen at the door, at practice grade; who said what, at sensitive."""
    t.write(
        persons,
        post,
        "police_report",
        on,
        t.say(f"police.title.{what}"),
        t.say(f"police.{what}", "police.next"),
        domain="justice",
        when="night",
        significant=True,
    )
    if t.rng.random() < 0.6:
        t.write(
            persons[:1],
            post,
            "case_note",
            on,
            "Accounts taken",
            t.say(f"police.account.{what}"),
            domain="justice",
            grade=4,
            when="night",
        )


def advocate(t: Telling, person: Person, post: str, first: date, until: date | None, days: int = 30) -> None:
    """The charity's advocate: safety, housing, court, how things are."""
    for day in every(t, first, until, days):
        t.write(
            person, post, "case_note", day, t.say("advocate.title"), t.say("advocate.work"), domain="family", grade=3
        )
