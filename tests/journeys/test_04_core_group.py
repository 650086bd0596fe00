"""A core group: a teacher, a health visitor, the lead practitioner and a parent see one plan, each at their grade.

The teacher does not see what is about the mother's mind; she sees that there is more, why not, and whom to ask. A
parent does not sign in yet: the worker shows and prints the plan as that parent may see it.
"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from kith.demo.cast import hero_id
from tests.journeys.test_00_seven_views import explain, reach

Door = Callable[[str], Page]
AMARA = f"/people/{hero_id()}"
SCHOOLS, NURSES = "Ring home on the first morning", "See them at home, weigh and measure"
MOTHER = "Jess Fenwick"
DONE = "Rang at ten past ten. She had missed the bus."


def test_one_plan_seen_by_each_at_their_own_grade(come_in: Door) -> None:
    teacher, nurse, worker = (come_in(name) for name in ("Parveen Akhtar", "Bridie Corcoran", "Hannah Brearley"))
    for page in (teacher, nurse, worker):
        page.goto(f"{AMARA}/plans/")
        expect(page.get_by_text(SCHOOLS)).to_be_visible()
        expect(page.get_by_text(NURSES)).to_be_visible()
    done_by_the_school(teacher)
    for page, reads in (
        (worker, 1),
        (nurse, 0),
    ):  # of what a school writes in a plan, the trust's people get essentials
        page.goto(f"{AMARA}/plans/")
        expect(page.get_by_text(NURSES)).to_be_visible()
        expect(page.get_by_text(DONE)).to_have_count(reads)
    the_parent(worker)
    the_report(teacher, worker)
    there_is_more(teacher, worker)


def done_by_the_school(page: Page) -> None:
    """It waits in her own list, and she says what came of it."""
    page.goto("/")
    page.locator(f"a[href^='{AMARA}/actions/']", has_text=SCHOOLS).click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What came of it, or what stands in the way?").fill(DONE)
    page.get_by_role("button", name="Save").click()


def the_parent(page: Page) -> None:
    """Her mother reads who does what with Amara, and has it on paper once it is written down that she has."""
    page.goto(f"{AMARA}/plans/")
    page.get_by_role("link", name="Show it to the family, or print it for them").first.click()
    page.get_by_role("link", name=MOTHER).click()
    for agreed in (SCHOOLS, NURSES):
        expect(page.get_by_text(agreed)).to_be_visible()
    page.get_by_role("link", name=f"Show or print it for {MOTHER}").click()
    expect(page.get_by_label("Who exactly?")).to_have_value(MOTHER)
    page.get_by_label("Why?").fill("For the core group")
    page.get_by_role("button", name="Go on to print").click()
    expect(page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    expect(page.get_by_text(SCHOOLS)).to_be_visible()


def the_report(teacher: Page, worker: Page) -> None:
    """The report for the next conference: its questions at sensitive grade are not there for her, and are counted."""
    for page in (teacher, worker):
        page.goto(f"{AMARA}/forms/")
        page.get_by_role("main").get_by_role("link", name="Child protection conference: report and plan").first.click()
    expect(worker.get_by_role("term").filter(has_text="What could happen if nothing changes?")).to_be_visible()
    expect(teacher.get_by_text("What could happen if nothing changes?")).to_have_count(0)
    expect(teacher.locator(".kith-not-shown")).to_contain_text("about the plan are not shown")


def there_is_more(teacher: Page, worker: Page) -> None:
    """How far she sees of the mother's mind, and who could open more; nothing that was written there."""
    worker.goto(f"{AMARA}/chronology/?domain=mental_health")
    kept = worker.locator(".kith-entry__title").first.inner_text()
    teacher.goto(f"{AMARA}/chronology/")
    assert kept not in teacher.content()
    explain(teacher)
    assert reach(teacher)["mental_health"] == 1
    expect(teacher.locator("#more + ol li").first).to_contain_text("Hannah Brearley")
