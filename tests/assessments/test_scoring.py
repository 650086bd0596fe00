"""Scores at every boundary of their bands, and to whom they are shown."""

from itertools import product
from typing import Any

import pytest

from kith.assessments.definition import Content, read
from kith.assessments.expressions import worked_out
from kith.assessments.scoring import inputs, may_open, scores
from kith.assessments.starting import definitions
from tests.assessments.conftest import MIXED

EVERY = {each["id"]: read(each) for each in definitions()}
LOW = "no or minimal symptoms"
PHQ = [(0, LOW), (4, LOW), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "moderately severe"),
       (19, "moderately severe"), (20, "severe"), (27, "severe")]  # fmt: skip
GAD = [(0, LOW), (4, LOW), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe"), (21, "severe")]


def adding_up(prefix: str, questions: int, total: int) -> Content:
    """Answers that come to a total: threes first."""
    given = [min(3, max(0, total - 3 * n)) for n in range(questions)]
    return {f"{prefix}-{n}": [str(weight)] for n, weight in enumerate(given, 1)}


@pytest.mark.parametrize(
    ("slug", "prefix", "questions", "total", "band"),
    [("phq-9", "phq", 9, *one) for one in PHQ] + [("gad-7", "gad", 7, *one) for one in GAD],
)
def test_each_boundary(slug: str, prefix: str, questions: int, total: int, band: str) -> None:
    form = EVERY[slug]
    score = scores(form, adding_up(prefix, questions, total), form.parts)["total"]
    assert (score.value, score.band, len(score.working)) == (total, band, questions)


ASSET = EVERY["asset"]
RATINGS = [name for name in ASSET.items if name.endswith("-rating")]
STATIC = {
    "offence-type": [0, 1, 2, 3, 4],
    "first-warning": [0, 2, 4],
    "first-conviction": [0, 3, 4],
    "convictions": [0, 3, 4],
}


def asset(dynamic: int, static: int) -> Content:
    """Answers that come to these totals."""
    rated = [min(4, max(0, dynamic - 4 * n)) for n in range(len(RATINGS))]
    chosen = next(each for each in product(*STATIC.values()) if sum(each) == static)
    return {name: [str(given)] for name, given in zip([*RATINGS, *STATIC], [*rated, *chosen], strict=True)}


@pytest.mark.parametrize(
    ("dynamic", "static", "band"),
    [(0, 0, "standard"), (14, 0, "standard"), (15, 0, "enhanced"), (0, 15, "enhanced"), (32, 0, "enhanced"),
     (33, 0, "intensive"), (17, 16, "intensive"), (16, 16, "enhanced"), (48, 16, "intensive")],
)  # fmt: skip
def test_asset_at_each_boundary_of_the_scaled_approach(dynamic: int, static: int, band: str) -> None:
    found = scores(ASSET, asset(dynamic, static), ASSET.parts)
    assert [found[name].value for name in ("dynamic", "static-total", "total")] == [dynamic, static, dynamic + static]
    assert found["total"].band == band


def test_asset_has_twelve_sections_and_says_what_must_be_checked() -> None:
    assert len(RATINGS) == 12 and all(len(ASSET.items[name].options) == 5 for name in RATINGS)
    assert all(ASSET.items[name].verify for name in (*STATIC, "total"))


@pytest.mark.parametrize(
    ("slug", "outcomes", "needed", "word"),
    [("care-act-needs-assessment", 10, 2, "two or more"), ("carers-assessment", 8, 1, "one or more")],
)
def test_outcomes_that_cannot_be_achieved(slug: str, outcomes: int, needed: int, word: str) -> None:
    form = EVERY[slug]
    names = [item.key for item in inputs(form, form.items["unachieved"])]
    assert len(names) == outcomes
    for lost in range(outcomes + 1):
        content: Content = {name: [str(1 + n % 4) if n < lost else "0"] for n, name in enumerate(names)}
        score = scores(form, content, form.parts)["unachieved"]
        assert score.value == lost and (word in score.band) == (lost >= needed)


@pytest.mark.parametrize("slug", ["phq-9", "gad-7"])
def test_nothing_is_worked_out_from_half_of_it(slug: str) -> None:
    form = EVERY[slug]
    prefix, questions = slug.split("-")[0], int(slug.split("-")[1])
    content = adding_up(prefix, questions, 9)
    content.popitem()
    score = scores(form, content, form.parts)["total"]
    assert (score.value, score.band, score.answered, score.asked) == (None, "", questions - 1, questions)


def test_a_score_is_shown_to_those_alone_who_open_all_of_it() -> None:
    form = read(MIXED)
    strain = form.items["strain"]
    assert {item.key for item in inputs(form, strain)} == {"sleep", "fear"}
    needed = {("social_care", 3), ("health", 3), ("mental_health", 4)}
    for held in product((True, False), repeat=3):
        opened = {part for part, has in zip(sorted(needed), held, strict=True) if has}
        assert may_open(form, strain, opened) == all(held)


def test_an_expression_reads_nothing_that_it_does_not_name() -> None:
    """Every descendant of the response: only what is named is in it."""
    from kith.assessments.expressions import worked_out
    from kith.assessments.fhir import response_of

    content: Content = {"sleep": ["1"], "fear": ["2"]}
    told = response_of(read(MIXED), content, {"sleep"})
    assert worked_out("%resource.descendants().answer.weight().sum()", told) == 1


@pytest.mark.parametrize(
    "expression", ["1 / 0", "%resource.item.answer.value + 1", "'x' + 1", "%resource.item.single()"]
)
def test_an_expression_that_fails_comes_to_nothing(expression: str) -> None:
    from kith.assessments.expressions import worked_out

    resource: dict[str, Any] = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "a"}, {"linkId": "b"}]}
    assert worked_out(expression, resource) is None


def test_a_score_may_lie_where_nothing_is_asked() -> None:
    """It opens to whoever opens its own place and what it is made of; until now it was shown to nobody."""
    from tests.routes.answered import measure

    form, content = read(measure()), {"first": [1], "second": [2]}
    assert ("identity", 1) in form.parts and scores(form, content, form.parts)["score"].value == 3
    assert not scores(form, content, form.parts - {("identity", 1)})


@pytest.mark.parametrize(("function", "comes_to"), [("sum", 6), ("min", 1), ("max", 3), ("avg", 2)])
def test_numbers_are_worked_with_as_they_were_answered(function: str, comes_to: int) -> None:
    answers = {"item": [{"linkId": "n", "answer": [{"valueInteger": n} for n in (2, 1, 3)]}]}
    assert worked_out(f"%resource.item.answer.valueInteger.{function}()", answers) == comes_to
    assert worked_out(f"%resource.item.answer.valueString.{function}()", answers) == (0 if function == "sum" else None)
