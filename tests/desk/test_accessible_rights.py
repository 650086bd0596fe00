"""axe on the pages of asking, sharing and disclosing that came after the record's own: at 320 px and at 1280 px."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.publish_form import publish_form
from kith.sharing.actions.discuss import advise, ask_advice
from kith.sharing.models import AdviceKind
from tests.desk.test_accessibility import check, faults
from tests.sharing.test_giving_forms import FIRST, HEALTH, MIXED, SOME, given, reach, save

WIDTHS = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module")
def discussed(town: Any) -> UUID:
    """Asked, asked back, advised."""
    with town.acting("sara"):
        made = ask_advice(
            holder=town.post["governor"],
            question="May a school be told that a parent drinks?",
            purpose="worry",
            of_kind="school",
            token=uuid4().hex,
        )
    with town.acting("governor"):
        advise(advice=made, kind=AdviceKind.ASKED_BACK, text="What would the school do with it?")
        advise(advice=made, kind=AdviceKind.ADVISED, says="some", text="What keeps the child safe, and no history.")
    return made


@WIDTHS
def test_discussed_first(desk: Any, child: UUID, discussed: UUID, width: int) -> None:
    pages = [reverse("discussions"), reverse("discuss"), reverse("discussion", args=[discussed])]
    check(desk("sara", width), [*pages, reverse("ask_quickly", args=[child])])
    says = [reverse("say_about_discussion", args=[discussed, saying]) for saying in ("advise", "pass-on")]
    check(desk("governor", width), [reverse("home"), *pages, *says])


@WIDTHS
def test_words_that_name_somebody_come_back(desk: Any, child: UUID, width: int) -> None:
    page: Page = desk("sara", width)
    page.goto(reverse("person", args=[child]))
    page.goto(reverse("discuss"))
    page.get_by_label("What do you want to discuss?").fill("May I tell the school about Ada Marsh?")
    page.get_by_role("button", name="Ask for advice").click()
    assert page.get_by_label("These words name nobody on record").is_visible()
    assert faults(page) == []


@pytest.fixture(scope="module")
def form_given(town: Any, child: UUID, database: Any) -> tuple[UUID, UUID]:
    """The health visitor has asked, Sara has given a form: the request, the form."""
    publish_form(MIXED)
    with town.acting("sara"):
        form = begin_response(person_id=child, slug="mixed")
        save(child, form, ("first", "health"), FIRST | HEALTH)
        sign_response(person_id=child, response_id=form.id, reach_on=reach(child))
    return given(town, child, form, SOME), form.id


@WIDTHS
def test_a_form_that_was_given_and_the_register(desk: Any, child: UUID, form_given: Any, width: int) -> None:
    request, form = form_given
    mine, giving = (
        reverse("request", args=[child, request]),
        reverse("do_about_request", args=[child, request, "give"]),
    )
    check(desk("visitor", width), [mine, reverse("response", args=[child, form])])
    check(desk("sara", width), [mine, giving])
    check(desk("manager", width), [reverse("register_of_requests")])


def test_a_table_of_many_columns_keeps_its_heads_on_a_phone(desk: Any, form_given: Any) -> None:
    """Each row a list with the head of its column beside each; to what reads aloud it is still a table."""
    page: Page = desk("manager", 320)
    page.goto(reverse("register_of_requests"))
    for folded in page.locator("summary").all():
        folded.click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    cell = page.get_by_role("cell").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Requests"'
    assert page.get_by_role("columnheader", include_hidden=True).count() > 0
