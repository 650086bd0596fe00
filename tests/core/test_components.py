"""Each component says what it must, escapes what was typed, and tells nothing that it was not given."""

import re
from datetime import date

import pytest
from django.template import engines

from kith.core.jinja import warm

TYPED = '<script>alert("x")</script>'


def rendered(source: str, **context) -> str:
    """What a person reads of a template, tags taken out and spaces made one."""
    return " ".join(re.sub(r"<[^>]*>", " ", html(source, **context)).split())


def html(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


IDENTITY = '{% from "core/components/identity.html" import identity_banner %}{{ identity_banner(p, reach, why) }}'
WHO = '{% from "core/components/who.html" import who_will_see %}{{ who_will_see(openers, "health", 4) }}'
REACH = '{% from "core/components/reach.html" import reach_panel %}{{ reach_panel(reach) }}'
ENTRY = '{% from "core/components/timeline.html" import timeline_entry %}{{ timeline_entry(e) }}'
REFUSAL = '{% from "core/components/refusal.html" import refusal %}{{ refusal(wanted, reach, ring, routes) }}'


def test_the_banner_says_who_this_is():
    person = {
        "name": "Siobhán Dolan",
        "say": "shi-VAWN",
        "born": date(2011, 2, 3),
        "died": date(2020, 2, 3),
        "pronouns": "she/her",
        "alerts": [{"text": "Do not visit alone", "since": date(2019, 1, 2), "review": date(2019, 4, 2)}],
        "needs": [{"label": "Language", "text": "Irish"}],
        "legal": [{"text": "Care order", "since": date(2018, 1, 2)}],
        "lead": {"name": "Amara Oyelaran", "role": "Social worker", "telephone": "01632 960142"},
    }
    words = rendered(IDENTITY, p=person, reach={"plan": 3}, why="/why")
    for said in (
        "Siobhán Dolan say shi-VAWN Died 3 Feb 2020 , aged 9 years",
        "born 3 Feb 2011",
        "Alert: Do not visit alone since 2 Jan 2019",
        "to be reviewed 2 Apr 2019",
        "Legal status Care order, since 2 Jan 2018",
        "Language Irish",
        "Amara Oyelaran Social worker",
        "You see: practice grade in the plan. Why?",
    ):
        assert said in words
    assert 'href="tel:01632960142"' in html(IDENTITY, p=person, reach=None, why=None)


def test_an_unknown_birth_date_and_nothing_else_leave_no_empty_labels():
    words = rendered(IDENTITY, p={"name": "Child 566910"}, reach=None, why=None)
    assert words == "Child 566910 date of birth not known"


def test_who_will_see_counts_people_and_organisations():
    openers = [
        {"name": "East", "agency": "Council", "people": 7},
        {"name": "Dev Raman", "agency": "Council", "people": 1, "capacity": "manager"},
        {"name": "Bethan Pryce", "agency": "Trust", "people": 1},
    ]
    words = rendered(WHO, openers=openers)
    assert "9 people in 2 organisations" in words
    assert "East (7 people), Council" in words
    assert "1 person in 1 organisation Recorded under health sensitive" in rendered(WHO, openers=openers[2:])


def test_the_reach_panel_says_what_would_lie_beyond_from_grades_alone():
    words = rendered(REACH, reach={"health": 2, "plan": 5, "justice": 0})
    assert "Health What anyone who knocks must know to be safe Day-to-day recording" in words
    assert "The plan" in words and "Nothing further" in words
    assert "Justice Nothing That they are known, and whom to ring" in words


def test_each_grade_has_a_shape_and_a_name_of_its_own():
    marks = [
        html('{% from "core/components/grade.html" import grade_mark %}{{ grade_mark(g) }}', g=grade)
        for grade in range(6)
    ]
    assert len({re.search("<svg.*</svg>", mark, re.DOTALL).group() for mark in marks}) == 6
    assert [mark.rsplit("</svg>")[1].removesuffix("</span>") for mark in marks] == [
        "none", "locate", "essential", "practice", "sensitive", "restricted",
    ]  # fmt: skip


def test_a_refusal_says_whom_to_ring_and_the_ways_to_more():
    words = rendered(
        REFUSAL,
        wanted="the health record",
        reach={"plan": 3},
        ring=[{"name": "Amara Oyelaran", "telephone": "01632 960142"}],
        routes=[{"text": "Ask for it", "href": "#", "takes": "The same day"}],
    )
    assert words.startswith("You cannot open the health record You see: practice grade in the plan.")
    assert "Ring Amara Oyelaran on 01632 960142" in words and "Ask for it The same day" in words


@pytest.mark.parametrize(
    ("source", "context"),
    [
        (
            IDENTITY,
            {"p": {"name": TYPED, "say": TYPED, "alerts": [{"text": TYPED}], "lead": {"name": TYPED}}, "why": TYPED},
        ),
        (
            ENTRY,
            {"e": {"title": TYPED, "text": TYPED, "author": TYPED, "present": TYPED, "happened_on": date(2020, 1, 1)}},
        ),
        (WHO, {"openers": [{"name": TYPED, "agency": TYPED, "people": 1, "capacity": TYPED, "telephone": TYPED}]}),
        (
            REFUSAL,
            {"wanted": TYPED, "ring": [{"name": TYPED, "role": TYPED, "note": TYPED}], "routes": [{"text": TYPED}]},
        ),
    ],
)
def test_what_was_typed_stays_words(source, context):
    made = html(source, **{"reach": {"plan": 1}, **context})
    assert "<script" not in made and "&lt;script&gt;" in made


def test_every_template_compiles():
    assert warm() > 50
