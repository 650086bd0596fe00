"""Scores over time: a picture and its table, for whoever opens every answer that each is made of, and nobody else."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from kith.assessments.actions.publish_form import publish_form
from tests.assessments.conftest import MIXED
from tests.desk.test_forms import fill

SCORES = ((1, 2), (2, 2), (0, 1))  # sleep and fear, three times: 3, 4, 1


@pytest.fixture(scope="module")
def signed(browser: Any, town: Any, child: Any) -> str:
    """Three forms signed off about one child, and one in progress. The address of their forms."""
    slug, sara, page = publish_form(MIXED).slug, browser("sara"), reverse("forms", args=[child])
    for sleep, fear in (*SCORES, (1, 1)):
        begun = sara.post(page, {"form": slug}).url
        about = {"a-who-lives": "both-parents", "a-what-is-seen": "x", "a-hurt": "false"}
        fill(sara, f"{begun}sections/all/", about | {"a-sleep": str(sleep), "a-fear": str(fear)})
        if (sleep, fear) != (1, 1):
            assert sara.post(f"{begun}sign/").status_code == 302
    return page


def test_every_form_signed_off_is_a_point(browser: Any, signed: str) -> None:
    page = unescape(browser("sara").get(signed).text)
    (told,) = re.findall(r'kith-scores__chart" role="img" aria-label="([^"]+)"', page)
    assert re.findall(r"(\d+) on", told) == ["3", "4", "1"], "and not the one in progress"
    assert page.count("kith-scores__dot") == 3
    assert re.findall(r'table__cell--numeric">(\d+)<', page) == ["1", "4", "3"], "the table has the newest first"


def test_who_opens_only_some_of_it_is_told_nothing(browser: Any, signed: str) -> None:
    """Mo opens the forms and how they sleep, and not their fear: no score, no picture, no number of forms."""
    page = browser("mo").get(signed).text
    assert "A form in several domains" in page
    assert "Scores over time" not in page and "kith-scores" not in page
    assert browser("teacher").get(signed).status_code == 404


def test_a_number_of_forms_costs_no_more_statements(browser: Any, signed: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as told:
        browser("sara").get(signed)
    answers = [query for query in told.captured_queries if 'FROM "assessments_answers"' in query["sql"]]
    assert len(answers) == 1
