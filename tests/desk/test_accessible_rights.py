"""axe on the pages of asking, sharing and disclosing that came after the record's own: at 320 px and at 1280 px."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from kith.sharing.actions.discuss import advise, ask_advice
from kith.sharing.models import AdviceKind
from tests.desk.test_accessibility import check, faults

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
