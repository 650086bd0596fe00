"""The gallery and the problem pages in a real browser: WCAG 2.2 A and AA, narrow, zoomed, without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser import HEADLESS
from tests.core.pages import served

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
PAGES = ["gallery/", "problem/404/", "problem/500/"]  # every component; a problem with the frame and without
TOO_SMALL = """[...document.querySelectorAll("a, button, input, select, summary, textarea")]
  .filter(e => !e.matches(".govuk-skip-link, .govuk-error-summary a, p.govuk-body a"))
  .map(e => [e, e.matches("[type=radio], [type=checkbox]") ? e.parentElement : e])
  .filter(([e, target]) => target.checkVisibility() && target.getBoundingClientRect().height < 39)
  .map(([e]) => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address():
    with served() as base:
        yield base


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=HEADLESS,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, address):
    page = chromium.new_page(base_url=address)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: "status of" in said.text or page.complaints.append(said.text))
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut(page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.complaints == []  # the policy of csp.py blocks nothing that the page needs


def test_targets_are_large_enough_for_a_thumb(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("gallery/")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate(TOO_SMALL) == []


def test_at_400_percent_zoom_nothing_floats_over_what_is_read(page):
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("gallery/")
    assert page.locator(".kith-strip__action").evaluate("e => getComputedStyle(e).position") != "fixed"


def test_without_javascript_everything_is_reachable(chromium, address):
    page = chromium.new_page(java_script_enabled=False, base_url=address, viewport={"width": 360, "height": 800})
    page.goto("gallery/")
    for link in ("Home", "Find a person", "Team", "Record something"):
        assert page.get_by_role("link", name=link, exact=True).first.is_visible()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.close()


def test_navigation_shows_only_what_this_person_may_use(page):
    page.goto("gallery/")
    assert page.get_by_role("link", name="Team", exact=True).is_visible()
    assert page.get_by_role("link", name="Governance").count() == 0
    page.goto("gallery/?nobody")
    assert page.get_by_role("navigation", name="Pages").count() == 0


def test_what_could_not_be_saved_is_said_beside_the_box(page):
    page.goto("gallery/")
    saved = page.locator("[data-saved]")
    assert saved.inner_text().startswith("✓ Draft saved today")
    page.evaluate("document.body.dispatchEvent(new Event('htmx:sendError', { bubbles: true }))")
    assert saved.inner_text().startswith("There is no connection. Not saved")


def test_a_whole_page_is_never_put_where_a_fragment_belongs(page):
    page.goto("gallery/")
    kept_out = page.evaluate("""() => {
        const detail = { serverResponse: "\\n<!DOCTYPE html><p>Sign in", shouldSwap: true }
        document.body.dispatchEvent(new CustomEvent("htmx:beforeSwap", { bubbles: true, detail }))
        return !detail.shouldSwap
    }""")
    assert kept_out and "no longer signed in" in page.locator("[data-saved]").inner_text()


def test_on_paper_times_are_exact_and_folded_parts_are_open(page):
    page.goto("gallery/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("printed by Amara Oyelaran, Social worker, Wexcombe Council").is_visible()
    assert page.get_by_text("Beyond your grade would lie").is_visible()
    assert page.locator(".kith-exact").first.is_visible() and not page.locator(".kith-said").first.is_visible()
    assert not page.locator(".kith-strip").is_visible()
