"""Monthly supervision: what is personal stays between the two; what is about a child goes on her record, with tasks.

Kwame supervises Hannah. Nobody else finds the session: not a colleague, not the manager above, not governance.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from kith.core.clock import today
from kith.demo.cast import hero_id
from tests.journeys.paper import on_paper

PERSONAL = "I have not slept since the visit on Tuesday"
DECIDED = "Ask the lawyer whether the order can still be varied"
ACTION = "Ring the lawyer and write down what she says"


def test_personal_words_stay_and_the_case_goes_on_the_record(come_in: Callable[[str], Page]) -> None:
    page = come_in("Kwame Asante")
    session = written(page)
    expect(page.get_by_text(PERSONAL)).to_be_visible()
    expect(page.get_by_text(DECIDED)).to_have_count(0)
    of_hannah(come_in("Hannah Brearley"), session)
    for somebody in ("Owen Priddy", "Veronica Ashdown", "Dilwyn Pugh"):
        other = come_in(somebody)
        assert other.goto(session).status == 404, somebody  # type: ignore[union-attr]  # a page answers
        assert PERSONAL not in other.content()


def written(page: Page) -> str:
    """The supervisor writes it down; returns its address."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Supervision").click()
    page.get_by_role("link", name="Those whom I supervise").click()
    page.get_by_role("link", name="Write a session with Hannah Brearley").click()
    expect(page.get_by_text("the two of you, and nobody else")).to_be_visible()
    page.get_by_label("How are you?").fill(PERSONAL)
    page.get_by_label("About whom?").select_option(label="Amara Fenwick-Osei")
    page.get_by_label("What did you discuss?").fill("What has changed since the conference, and for whom.")
    page.get_by_label("What was decided?").fill(DECIDED)
    page.get_by_label("Action 1: what is to be done?").fill(ACTION)
    page.get_by_label("Who does it?").first.select_option(label="Hannah Brearley, Senior social worker")
    page.get_by_label("By when?").first.fill((today() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Write it down").click()
    expect(page).to_have_url(re.compile("/supervision/sessions/"))
    return page.url


def of_hannah(page: Page, session: str) -> None:
    """She reads it, answers, finds the task at home and the decision on the record; nothing personal stands there."""
    expect(page.get_by_role("link", name=ACTION)).to_be_visible()
    page.goto(session)
    expect(page.get_by_text(PERSONAL)).to_be_visible()
    page.get_by_label("Say something to it").fill("Since then two nights.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Since then two nights.")).to_be_visible()
    page.goto(f"/people/{hero_id()}/chronology/")
    page.get_by_role("link", name="Case discussion in supervision").first.click()
    expect(page.get_by_text(DECIDED)).to_be_visible()
    expect(page.locator(".kith-steps__one", has_text=ACTION)).to_contain_text("Hannah Brearley")
    assert PERSONAL not in page.content()
    on_paper(page)
    assert PERSONAL not in page.content()
