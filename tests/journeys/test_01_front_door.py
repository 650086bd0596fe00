"""Front door: a school sends in a worry, which is there at once; it is taken on, decided with reasons, and signed off.

And a duty worker who only locates a child asks health and the police; both answer while the asker looks on. What is
opened is there within two seconds of the click, and gone on the first request after its end.
"""

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, expect

from kith.demo.cast import hero_id
from tests.journeys.test_00_seven_views import explain, find, reach

Door = Callable[[str], Page]
NEXT_YEAR = "2030-01-31"


def test_asked_answered_refused_and_ended(come_in: Door) -> None:
    duty, nurse, officer = come_in("Gareth Tolley"), come_in("Bridie Corcoran"), come_in("DC Tom Wieczorek")
    find(duty, "Amarra Fenwick Osay")
    explain(duty)
    before = reach(duty)["health"]
    asked = ask(duty, "Bridie Corcoran", {"Health": "Practice"})
    open_all(nurse)
    seen = seen_within(duty, asked)
    assert seen < 2, f"the asker saw it {seen:.1f} s after the click"
    assert health_of(duty) == 3 > before
    in_part_with_a_reason(
        officer, ask(duty, "DC Tom Wieczorek", {"Justice": "Practice", "Identity": "Essential"}), duty
    )
    end_the_share(nurse, asked)
    assert health_of(duty) == before


WORRY, WHY = (
    "Asleep in assembly again",
    "Known, and safe tonight; what has changed since the conference has to be understood.",
)


def test_a_worry_is_sent_in_taken_on_and_decided(come_in: Door) -> None:
    """From the school's page to the decision in the chronology: its clock counts from when it came.

    With it the front door's part is over by itself: it finds the child from then on, and sees only whom to ring.
    """
    school, duty, manager = come_in("Parveen Akhtar"), come_in("Gareth Tolley"), come_in("Ijeoma Nwachukwu")
    worker = come_in("Hannah Brearley")
    referred(school)
    duty.goto("/")
    came = duty.locator(".kith-waiting li", has_text=WORRY)
    expect(came).to_contain_text("Referral: nobody has begun")
    expect(came).to_contain_text("referral decision, due")
    came.get_by_role("link").click()
    duty.get_by_role("button", name="Take it on: begin the step “Referral”").click()
    expect(duty.get_by_text("from Parveen Akhtar")).to_be_visible()
    duty.get_by_role("button", name="Finish this step").click()
    duty.get_by_label("No further action", exact=True).check()
    duty.get_by_label("Why?").fill(WHY)
    duty.get_by_role("button", name="Finish", exact=True).click()
    signed(manager)
    worker.goto(f"/people/{hero_id()}/chronology/")
    expect(worker.get_by_text("Referral: No further action")).to_be_visible()
    expect(worker.get_by_text(WHY)).to_be_visible()
    duty.goto(f"/people/{hero_id()}/chronology/")
    expect(duty.get_by_role("heading", name="Amara Fenwick-Osei")).to_be_visible()
    expect(duty.get_by_text(WHY)).to_have_count(0)


def referred(page: Page) -> None:
    page.goto(f"/people/{hero_id()}/refer/")
    door = page.get_by_label("To which front door?")
    door.select_option(label=next(o for o in door.locator("option").all_inner_texts() if "Children's Front Door" in o))
    page.get_by_label("In a few words").fill(WORRY)
    page.get_by_label("What worries you, and what do you ask for?").fill(
        "She says that the doors were hers last night."
    )
    page.get_by_role("main").get_by_role("button", name="Send the referral").click()
    expect(page.get_by_text("Children's Front Door").first).to_be_visible()


def signed(page: Page) -> None:
    page.goto("/")
    page.locator(".kith-waiting li", has_text="To sign off").get_by_role("link", name="Referral", exact=True).click()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_role("main").get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("Signed off. Nothing follows it. Your front door is no longer involved")).to_be_visible()


def ask(page: Page, whom: str, wanted: dict[str, str]) -> str:
    """Two steps; returns the address of the request."""
    page.goto(f"/people/{hero_id()}/ask/")
    page.get_by_label("What do you need it for?").select_option(
        label="A section 47 enquiry: a child may be suffering significant harm"
    )
    holder = page.get_by_label("Whom do you ask?")
    holder.select_option(label=next(o for o in holder.locator("option").all_inner_texts() if o.startswith(whom)))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What the law says")).to_be_visible()
    page.get_by_label("What do you need to know?").fill("Has she been hurt before? By whom?")
    page.get_by_label("Why do you need it?").fill("A burn on her hand, two accounts of it.")
    for domain, grade in wanted.items():
        page.get_by_label(domain, exact=True).select_option(label=grade)
    page.get_by_label("The law named above overrides it").check()
    page.get_by_label("Telling them first would put somebody at risk").check()
    page.get_by_label("By tomorrow").check()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("have it now")).to_be_visible()
    return page.url


def waiting(page: Page) -> None:
    """From home, to the request that waits."""
    page.goto("/")
    page.get_by_role("region", name="Waiting for you").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What is asked")).to_be_visible()


def open_all(page: Page) -> None:
    waiting(page)
    page.get_by_role("link", name="Open what was asked for").click()
    page.get_by_label("Until when?").fill(NEXT_YEAR)
    page.get_by_role("button", name="Open it").click()


def seen_within(page: Page, address: str) -> float:
    """Seconds from now until the asker, asking again and again, sees that it is open."""
    began = monotonic()
    while monotonic() - began < 10:
        page.goto(address)
        if page.get_by_text("Opened what was asked for").count():
            break
    return monotonic() - began


def health_of(page: Page) -> int:
    page.goto(f"/people/{hero_id()}/access/")
    return reach(page)["health"]


def in_part_with_a_reason(page: Page, asked: str, asker: Page) -> None:
    """Less than was asked for is sent back until there is a ground; then the asker reads it."""
    waiting(page)
    page.get_by_role("link", name="Open what was asked for").click()
    page.get_by_label("Justice", exact=True).select_option(label="Essential")
    page.get_by_label("Until when?").fill(NEXT_YEAR)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Say on which ground, and why").first).to_be_visible()
    ground = page.get_by_label(re.compile("on which ground"))
    ground.select_option(label=next(o for o in ground.locator("option").all_inner_texts() if "investigation" in o))
    page.get_by_label("What do you want to say with it?").fill("A trial is near.")
    page.get_by_role("button", name="Open it").click()
    asker.goto(asked)
    expect(asker.get_by_text("A trial is near.")).to_be_visible()
    expect(asker.get_by_text("answered in part").first).to_be_visible()


def end_the_share(page: Page, request: str) -> None:
    page.goto(request)
    page.get_by_role("link", name="End it now").click()
    page.get_by_label("Why does it end?").fill("The enquiry is over.")
    page.get_by_role("button", name="End it").click()
