"""Whatever opens is there within two seconds of the click, and gone on the first request after its end: the other side
looks on in a browser of its own. A table called and ended; consent withdrawn; what leaves; a refusal.
"""

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, expect

from kith.demo.cast import hero_id
from tests.journeys.test_00_seven_views import reach
from tests.journeys.test_01_front_door import ask, waiting

Door = Callable[[str], Page]
AMARA = f"/people/{hero_id()}"
OFFICER = re.compile("DC Tom Wieczorek")
NEXT_YEAR = "2030-01-31"


def test_a_table_is_called_in_one_step_and_ends_for_everybody_together(come_in: Door) -> None:
    worker, officer, teacher = (come_in(name) for name in ("Hannah Brearley", "DC Tom Wieczorek", "Parveen Akhtar"))
    before = seen(officer), seen(teacher)
    worker.goto(f"{AMARA}/together/new/?kind=strategy+discussion")
    worker.get_by_label(OFFICER).check()
    worker.get_by_label(re.compile("Parveen Akhtar")).check()
    worker.get_by_label("Why?").fill("A burn on her hand, and two accounts of it.")
    worker.get_by_role("button", name="Call them, and open it").click()
    expect(worker.get_by_text("reads what you opened from now on")).to_be_visible()
    took = within(officer, "social_care", 3), within(teacher, "social_care", 3)
    assert max(took) < 2, f"the other side saw it after {took} s"
    officer.goto("/")
    officer.get_by_role("link", name="Amara Fenwick-Osei").first.click()
    worker.get_by_role("link", name="End it for everybody").click()
    worker.get_by_label("Why does it end?").fill("The discussion is over.")
    worker.get_by_role("button", name="End it for everybody").click()
    expect(worker.get_by_text("closed from now on")).to_be_visible()
    assert (seen(officer), seen(teacher)) == before


def test_what_rests_on_consent_ends_when_it_is_withdrawn(come_in: Door) -> None:
    worker, officer = come_in("Hannah Brearley"), come_in("DC Tom Wieczorek")
    before = seen(officer)
    assert before["education"] < 3
    worker.goto(f"{AMARA}/access/share/")
    holder = worker.get_by_label("To whom?")
    holder.select_option(label=next(o for o in holder.locator("option").all_inner_texts() if OFFICER.search(o)))
    worker.get_by_label("Education", exact=True).select_option(label="Practice")
    worker.get_by_label("Does it rest on their consent?").select_option(index=1)
    worker.get_by_label("Until when?").fill(NEXT_YEAR)
    worker.get_by_label("Why?").fill("They agreed that the young carers' officer reads it.")
    worker.get_by_role("button", name="Open it").click()
    assert within(officer, "education", 3) < 2
    worker.goto(f"{AMARA}/rights/")
    worker.get_by_role("link", name=re.compile("young carers' group")).first.click()
    expect(worker.get_by_text("DC Tom Wieczorek").first).to_be_visible()  # what ends is said before it does
    worker.get_by_label("What did they say?").fill("Their mother rang: she no longer agrees.")
    worker.get_by_role("button", name="Withdraw it now").click()
    assert seen(officer) == before


def test_what_leaves_is_in_the_register_before_it_has_left(come_in: Door) -> None:
    worker, governance = come_in("Hannah Brearley"), come_in("Dilwyn Pugh")
    copies = left(governance)
    worker.goto(f"{AMARA}/chronology/print/")
    assert left(governance) == copies, "asking is not leaving"
    worker.get_by_label("Why?").fill("For the review")
    worker.get_by_role("button", name="Go on to print").click()
    assert left(governance) == copies + 1


def test_a_refusal_with_its_ground_is_there_at_once(come_in: Door) -> None:
    duty, officer = come_in("Gareth Tolley"), come_in("DC Tom Wieczorek")
    asked = ask(duty, "DC Tom Wieczorek", {"Justice": "Practice"})
    waiting(officer)
    officer.get_by_role("link", name="Refuse", exact=True).click()
    ground = officer.get_by_label("On which ground?")
    ground.select_option(label=next(o for o in ground.locator("option").all_inner_texts() if "prosecution" in o))
    officer.get_by_label("Why, in your own words?").fill("A trial is near.")
    if officer.get_by_label("Who stands behind this?").count():
        officer.get_by_label("Who stands behind this?").select_option(index=1)
    officer.get_by_role("button", name="Refuse").click()
    began = monotonic()
    duty.goto(asked)
    expect(duty.get_by_text("It would prejudice an investigation or a prosecution")).to_be_visible()
    assert monotonic() - began < 2


def seen(page: Page) -> dict[str, int]:
    page.goto(f"{AMARA}/access/")
    return reach(page)


def within(page: Page, domain: str, grade: int) -> float:
    """Seconds from now until a page that the other side asked for, again and again, shows that it reaches that far."""
    began = monotonic()
    while (now := monotonic()) - began < 10:
        page.goto(f"{AMARA}/access/")
        now = monotonic()
        if reach(page)[domain] >= grade:
            break
    return now - began


def left(page: Page) -> int:
    """How many copies the register counts."""
    page.goto("/governance/left/")
    said = re.search(r"By month: ([\d,]+) cop", page.get_by_role("heading", level=2).first.inner_text())
    return int(said[1].replace(",", "")) if said else 0
