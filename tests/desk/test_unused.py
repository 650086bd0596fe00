"""A session that nobody uses: said two minutes before, kept by one button, ended with what was typed in a draft.

A real browser whose clock is put forward; the session itself is real, and ends in the database.
"""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from kith.core.session import TOKEN_COOKIE, NotSignedIn, entered
from tests.agencies.accounts import PASSWORD, Account, code_of
from tests.desk.test_accessibility import WCAG

NEARLY = "28:06"  # of 30 minutes; the page looks every five seconds


@pytest.fixture
def form(desk: Any, child: Any) -> Page:
    page: Page = desk("sara", 320)
    page.clock.install()
    page.goto(reverse("record_something", args=[child]))
    return page


def warning(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name="You will be signed out in 2 minutes")


def token_of(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == TOKEN_COOKIE)


def test_it_is_said_in_a_dialog_and_one_button_keeps_the_session(form: Page) -> None:
    form.clock.fast_forward("27:50")
    expect(warning(form)).to_be_hidden()
    form.clock.fast_forward("00:16")
    expect(warning(form)).to_be_visible()
    expect(warning(form)).to_have_accessible_description(re.compile("Nobody has used Kith in this browser for a while"))
    expect(form.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert Axe().run(form, options=WCAG).response["violations"] == []
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for _ in range(5):
        form.keyboard.press("Tab")
        assert form.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#kith-unused')"
        )
    with form.expect_response(f"**{reverse('stay')}") as stayed:
        form.get_by_role("button", name="Stay signed in").click()
    assert stayed.value.status == 204
    expect(warning(form)).to_be_hidden()
    form.clock.fast_forward("27:50")
    expect(warning(form)).to_be_hidden()


def test_escape_stays_and_focus_goes_back_to_what_was_typed(form: Page) -> None:
    words = form.get_by_label("What happened?")
    words.focus()
    form.clock.fast_forward(NEARLY)
    expect(warning(form)).to_be_visible()
    form.keyboard.press("Escape")
    expect(warning(form)).to_be_hidden()
    expect(words).to_be_focused()


def test_what_was_typed_is_a_draft_before_the_end_and_there_after_signing_in(form: Page, town: Any) -> None:
    sara = Account.of(town, "sara")
    token = token_of(form)
    form.get_by_label("What happened?").fill("She sleeps better now.")
    expect(form.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    form.clock.fast_forward(NEARLY)
    expect(warning(form)).to_be_visible()
    form.clock.fast_forward("02:00")
    expect(form.get_by_text("You were signed out because nobody had used Kith for a while.")).to_be_visible()
    with pytest.raises(NotSignedIn), entered(token):
        pass
    assert "She sleeps better now." not in form.content()
    signs_in(form, sara)
    expect(form.get_by_label("What happened?")).to_have_value("She sleeps better now.")


def test_a_page_that_slept_beyond_the_end_keeps_what_stands_in_a_form(desk: Any, child: Any, town: Any) -> None:
    """The lid was shut: the session has ended in the database before the page could end it."""
    sara = Account.of(town, "sara")
    page = desk("sara", 320)
    page.clock.install()
    page.goto(reverse("bar", args=[child]))
    page.locator("main textarea").first.fill("He must not learn where she lives.")
    with town.database.superuser() as database:
        database.execute("UPDATE access.seen SET at = core.now() - interval '3 hours'")
    page.clock.fast_forward("03:00:00")
    expect(page.get_by_text("Your session has ended.")).to_be_visible()
    signs_in(page, sara)
    expect(page.get_by_text("What you typed is here and has not been sent yet.")).to_be_visible()
    sent_to = page.get_by_role("button", name="Send it now").locator("xpath=ancestor::form")
    expect(sent_to).to_have_attribute("action", reverse("bar", args=[child]))
    assert "He must not learn" in page.content()


def signs_in(page: Page, account: Account) -> None:
    page.get_by_label("Work email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code from your authenticator app").fill(code_of(account.secret or ""))
    page.get_by_role("button", name="Continue").click()


def test_without_javascript_the_foot_of_the_page_says_it(desk: Any, child: Any) -> None:
    page = desk("sara", 320, scripts=False)
    page.goto(reverse("record_something", args=[child]))
    expect(page.get_by_role("contentinfo")).to_contain_text("If nobody uses Kith for 30 minutes you are signed out")
    expect(warning(page)).to_be_hidden()
