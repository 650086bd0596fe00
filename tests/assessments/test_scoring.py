"""Scores at every boundary of their bands, and to whom they are shown."""

from itertools import product
from typing import Any

import pytest

from kith.assessments.definition import Content, read
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
