"""axe on the pages of publishing a form, in each state, and on the forms of a person with their scores over time."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload

from tests.desk.test_accessibility import check, faults
from tests.desk.test_publishing import named, publish
from tests.desk.test_score_history import signed

__all__ = ["signed"]

JSON = "application/json"
WIDTHS = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module")
def two_versions(browser: Any, child: UUID) -> str:
    """The name of a form of governance's own that has two versions to compare."""
    again = named("compared", 2, title="Another title")
    again["item"][0]["item"][1]["text"] = "What do you see?"
    for version in (named("compared"), again):
        assert publish(browser("governor"), version).status_code == 302
    return "compared"


@WIDTHS
def test_published_forms(desk: Any, two_versions: str, width: int) -> None:
    of = [("form_versions", [two_versions]), ("form_version", [two_versions, 1]), ("compare_forms", [two_versions, 2])]
    of += [("form_version", ["child-and-family-assessment", 1]), ("published_forms", []), ("upload_form", [])]
    check(desk("governor", width), [reverse(page, args=parts) for page, parts in of])


@WIDTHS
def test_a_form_that_is_refused_and_one_that_is_tried(desk: Any, child: UUID, width: int) -> None:
    page, wrong = desk("governor", width), {}
    for state, told in {"refused": b"{", "seen": json.dumps(named("seen")).encode()}.items():
        page.goto(reverse("upload_form"))
        page.get_by_label("The file").set_input_files(FilePayload(name="form.json", mimeType=JSON, buffer=told))
        page.get_by_role("button", name="Show how it will look").click()
        wrong[state] = faults(page)
    page.locator("[name='a-sleep'][value='1']").check()
    page.locator("[name='a-fear'][value='2']").check()
    page.get_by_role("button", name="Show what follows from these answers").click()
    assert page.locator(".kith-score__value").inner_text().startswith("3")
    wrong["tried"] = faults(page)
    page.context.close()
    assert {state: found for state, found in wrong.items() if found} == {}


@WIDTHS
def test_scores_over_time(desk: Any, signed: str, width: int) -> None:
    page = desk("sara", width)
    page.goto(signed)
    assert page.locator(".kith-scores__dot").count() == 3
    check(page, [signed])
