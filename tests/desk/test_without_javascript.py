"""Everything works in a browser that runs no script: record, change the kind, keep a draft, find, narrow."""

from django.urls import reverse
from playwright.sync_api import expect


def test_record(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("record_something", args=[child]))
    page.get_by_label("What happened?").fill("She showed me the den under the stairs.")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Recorded. Your draft has been put away.")).to_be_visible()
    expect(page.get_by_text("She showed me the den under the stairs.")).to_be_visible()


def test_changing_the_kind_keeps_the_words_and_asks_what_the_kind_asks(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("record_something", args=[child]))
    page.get_by_label("What happened?").fill("At the door.")
    page.get_by_label("What is it?").select_option(label="Visit")
    page.get_by_role("button", name="Change what it is").click()
    expect(page.get_by_label("What happened?")).to_have_value("At the door.")
    expect(page.locator("[name^=detail-]").first).to_be_visible()


def test_who_will_see_can_be_asked_for(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("record_something", args=[child]))
    page.get_by_text("Where it goes, and how far in").click()
    page.get_by_label("How far in is it?").select_option(label="Sensitive")
    page.get_by_role("button", name="Check who will see it").click()
    expect(page.locator("#who-will-see")).to_contain_text("sensitive")


def test_a_draft_is_kept_and_taken_up_again(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("record_something", args=[child]))
    page.get_by_label("What happened?").fill("Half a thought")
    page.get_by_role("button", name="Keep as a draft").click()
    page.goto("/")
    page.get_by_role("link", name="Draft: Case note").first.click()
    expect(page.get_by_label("What happened?")).to_have_value("Half a thought")
    page.get_by_role("button", name="Put this draft away").click()
    expect(page.get_by_text("put away without being recorded")).to_be_visible()


def test_find(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("find"))
    page.get_by_label("Name, date of birth or number").fill("ada marsh")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name="Ada Marsh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Marsh")


def test_narrow_the_chronology(desk, child):
    page = desk("sara", scripts=False)
    page.goto(reverse("chronology", args=[child]))
    page.get_by_text("Show only some of it").click()
    page.locator("#domain").select_option(value="plan")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Plan agreed")).to_be_visible()
    expect(page.get_by_role("link", name="Home visit")).to_have_count(0)
