"""An assessment: pre-filled, saved as typed, not lost with the session; sent back, signed off, printed; then tasks.

Its clock starts with the referral and stops with the sign-off. About Isla, Amara's little sister. Reminders that go out
by themselves and a plan drawn up at a meeting belong to what is not built yet.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from kith.core.clock import today
from kith.demo.region.ids import person_uuid

Door = Callable[[str], Page]
ISLA = f"/people/{person_uuid('fenwick-000.isla')}"
WHY = "Nursery has written down what Isla says when a door bangs."
BACK = "Say what a day is like for her, not only for her mother."
ACTION = "The same person at nursery takes her in from the door"
ASSESSMENT = {
    "says": "“Not loud.” She says it to the bear.", "parents-view": "Her mother wants it to stop.",
    "strengths": "Nan, nursery, a mother who rings.", "day": "Nursery until one, then her grandmother's.",
    "need": "Somebody who comes when it bangs.", "able": "Yes, with what is in place.",
    "outcome-why": "She needs help, and her mother wants it.", "next": "A child in need plan, by Hannah, in two weeks.",
}  # fmt: skip
PLAN = {
    "plan-why": "Isla is to have a quiet start to the day.", "plan-child": "“Not loud.”",
    "plan-family": "The same.", "need.0.need-what": "A quiet start", "need.0.need-outcome": "She goes in by herself",
    "need.0.need-actions": ACTION, "contingency": "We meet within the week.",
}  # fmt: skip


def test_from_referral_to_tasks(come_in: Door) -> None:
    worker, manager = come_in("Hannah Brearley"), come_in("Kwame Asante")
    begin_referral(worker)
    finish(worker, "Assess", WHY)
    sign(manager, "Referral")
    open_step(worker, "Child and family assessment")
    expect(worker.get_by_text(re.compile("^Child and family assessment", re.IGNORECASE)).first).to_be_visible()
    worker.get_by_role("button", name="Begin the form").click()
    form = worker.url
    worker = lost_and_found(worker, form, come_in)
    save(worker, form, ASSESSMENT, {"harmed": "false", "outcome": "child-in-need-plan-section-17"}, ["referred-on"])
    worker.get_by_role("button", name="Sign off").click()
    came_to(worker, "A child in need plan", "She needs help beside the plan that there is.")
    sent_back(manager, worker)
    finish(worker, "A child in need plan", "What a day is like for her stands there.")
    sign(manager, "Child and family assessment")
    printed(worker, form)
    tasks(worker)


def at(page: Page, address: str) -> None:
    """There at once: whatever is looked for next waits for it."""
    page.goto(address, wait_until="commit")


def begin_referral(page: Page) -> None:
    at(page, f"{ISLA}/steps/")
    page.get_by_role("link", name="Begin work").click()
    page.get_by_label("Referral", exact=True).check()
    page.get_by_role("button", name="Begin").click()


def open_step(page: Page, title: str) -> str:
    at(page, f"{ISLA}/steps/")
    page.locator(".kith-steps__name").get_by_role("link", name=title, exact=True).first.click()
    return page.url


def finish(page: Page, outcome: str, reason: str) -> None:
    """From the page of the step."""
    page.get_by_role("button", name="Finish this step").click()
    came_to(page, outcome, reason)


def came_to(page: Page, outcome: str, reason: str) -> None:
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Why?").fill(reason)
    page.get_by_role("button", name="Finish", exact=True).click()


def sign(page: Page, step: str) -> None:
    """From what waits at home, as a manager finds it."""
    at(page, "/")
    waits = page.locator(".kith-waiting li", has_text="To sign off").filter(has_text="Isla")
    waits.get_by_role("link", name=step, exact=True).click()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_role("main").get_by_role("button", name="Sign off").click()


def sent_back(manager: Page, worker: Page) -> None:
    open_step(manager, "Child and family assessment")
    manager.get_by_role("button", name="Send back").click()
    manager.get_by_label("What is to change?").fill(BACK)
    manager.get_by_role("main").get_by_role("button", name="Send back").click()
    open_step(worker, "Child and family assessment")
    expect(worker.get_by_text(BACK)).to_be_visible()


def lost_and_found(page: Page, form: str, come_in: Door) -> Page:
    """The session ends while somebody types: the page says so; what was saved stands among the drafts at home."""
    page.goto(f"{form}sections/all/")
    expect(page.get_by_label("Name", exact=True).first).to_have_value(re.compile("Isla"))
    page.locator("[name=a-reason]").fill(WHY)
    page.keyboard.press("Tab")  # on to the next: saved sooner than while somebody types
    expect(page.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    page.context.clear_cookies()
    page.locator("[name=a-sources]").fill("Nursery")
    page.keyboard.press("Tab")
    expect(page.locator("#draft-saved")).to_contain_text("Not saved", timeout=10_000)
    again = come_in("Hannah Brearley")
    again.get_by_role("link", name="Draft: Form").first.click()
    expect(again.locator("[name=a-reason]")).to_have_value(WHY)
    return again


def save(page: Page, form: str, words: dict[str, str], chosen: dict[str, str], days: list[str]) -> None:
    page.goto(f"{form}sections/all/") if "/sections/" not in page.url else None
    for name, text in words.items():
        page.locator(f"[name='a-{name}']").fill(text)
    for name, value in chosen.items():
        page.locator(f"[name='a-{name}'][value='{value}']").check()
    for name in days:
        for part in ("day", "month", "year"):
            page.locator(f"[name='a-{name}:{part}']").fill(str(getattr(today(), part)))
    page.get_by_role("button", name="Save and go back to the form").click()
    expect(page.get_by_role("heading", name="Check the answers")).to_be_visible()


def printed(page: Page, form: str) -> None:
    at(page, f"{form}print/")
    page.get_by_label("Why?").fill("For the family")
    with page.expect_navigation():
        page.get_by_role("button", name="Go on to print").click()
    expect(page.get_by_role("heading", name="Signatures")).to_be_visible()
    expect(page.get_by_text(ASSESSMENT["day"])).to_be_visible()


def tasks(page: Page) -> None:
    """What the plan's form agrees on is not typed again: it is put into a plan, and stands at home with its date."""
    at(page, f"{ISLA}/steps/")
    expect(page.get_by_text("Child and family assessment: A child in need plan")).to_be_visible()
    page.locator(".kith-steps__name").get_by_role("link", name="Child in need plan", exact=True).click()
    page.get_by_role("button", name="Begin the form").click()
    form = page.url
    save(page, form, PLAN, {}, ["plan-from", "review-on", "need.0.need-by"])
    page.get_by_role("button", name="Sign off").click()
    expect(page).to_have_url(re.compile("/finish/"))
    at(page, form)
    page.get_by_role("link", name="Put the action that it agrees on into a plan").click()
    page.get_by_role("button", name="Put them into the plan").click()
    at(page, "/")
    expect(page.get_by_text(ACTION)).to_be_visible()
