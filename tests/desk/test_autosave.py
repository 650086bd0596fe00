"""What scripts quicken: saved as typed, who will see as it changes, what a kind asks for; and the keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect


@pytest.fixture
def form(desk, child) -> Page:
    page = desk("sara")
    page.goto(reverse("record_something", args=[child]))
    return page


def test_saved_as_typed_and_said_so(form, child):
    form.get_by_label("What happened?").press_sequentially("She sleeps better now.")
    expect(form.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    first = form.locator("[name=draft]").input_value()
    form.get_by_label("Who was there?").press_sequentially("Ada")
    expect(form.locator("[name=revision]")).to_have_value("2", timeout=10_000)
    assert form.locator("[name=draft]").input_value() == first
    assert form.locator("#draft-saved").count() == 1
    form.goto(reverse("draft", args=[child, first]))
    expect(form.get_by_label("What happened?")).to_have_value("She sleeps better now.")
    expect(form.get_by_label("Who was there?")).to_have_value("Ada")


def test_a_referral_is_saved_as_typed_and_taken_up_again(desk, child):
    page = desk("sara")
    page.goto(reverse("refer", args=[child]))
    page.get_by_label("What worries you").press_sequentially("A burn on her hand.")
    page.get_by_label("Who has been told").press_sequentially("Nobody yet")
    expect(page.locator("[name=revision]")).not_to_have_value("0", timeout=10_000)
    expect(page.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    page.wait_for_timeout(1500)
    page.goto(reverse("draft", args=[child, page.locator("[name=draft]").first.input_value()]))
    expect(page.get_by_label("What worries you")).to_have_value("A burn on her hand.")
    expect(page.get_by_label("Who has been told")).to_have_value("Nobody yet")
    page.get_by_role("button", name="Put this draft away without sending it").click()
    expect(page.get_by_text("put away without being recorded")).to_be_visible()


def test_what_cannot_be_saved_is_said(form):
    form.context.set_offline(True)
    form.get_by_label("What happened?").press_sequentially("In the lift")
    expect(form.locator("#draft-saved")).to_contain_text("Not saved", timeout=10_000)
    expect(form.get_by_label("What happened?")).to_have_value("In the lift")


def test_who_will_see_follows_the_grade(form):
    form.get_by_text("Where it goes, and how far in").click()
    before = form.locator("#who-short").inner_text()
    form.get_by_label("How far in is it?").select_option(label="Sensitive")
    expect(form.locator("#who-will-see")).to_contain_text("sensitive", timeout=10_000)
    expect(form.locator("#who-short")).not_to_have_text(before)


def test_the_kind_brings_its_own_fields_and_keeps_the_words(form):
    form.get_by_label("What happened?").fill("Ada was in bed.")
    form.get_by_label("What is it?").focus()
    form.get_by_label("What is it?").select_option(label="Core group")
    expect(form.locator("#who-will-see")).to_contain_text("the plan", timeout=10_000)
    expect(form.get_by_label("What happened?")).to_have_value("Ada was in bed.")
    expect(form.get_by_label("What is it?")).to_be_focused()
    form.get_by_label("What is it?").select_option(label="Visit")
    expect(form.locator("[name^=detail-]").first).to_be_visible(timeout=10_000)
    expect(form.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)


def test_enter_records(form):
    """The buttons for browsers without scripts are gone, so Enter presses the one that is meant."""
    form.get_by_label("What happened?").fill("A short call.")
    form.get_by_label("Who was there?").press("Enter")
    expect(form.get_by_text("Recorded. Your draft has been put away.")).to_be_visible()


def test_the_keyboard_alone_from_home(desk, child):
    """Tab to "Record something", choose the person, write, record: two steps to the form."""
    page = desk("sara", 1280)
    page.goto("/")
    page.get_by_role("button", name="Record something").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ada Marsh").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What happened?").focus()
    page.keyboard.type("With the keyboard")
    for _ in range(9):
        if page.evaluate("document.activeElement.textContent.trim()") == "Record":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded. Your draft has been put away.")).to_be_visible()
