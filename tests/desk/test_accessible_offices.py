"""axe on the pages of governance, of administration and of one's own account, in each state that they have.

At 320 px (400 % zoom of a laptop) and at 1280 px: no WCAG 2.2 A or AA violation, nothing wider than the screen.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from kith.access import agreements, facts
from kith.access.grades import DOMAINS
from kith.access.tasks import go_on, verify
from kith.core.clock import now, today
from kith.people.models import Alert
from tests.desk.test_accessibility import check, faults

WIDTHS = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module")
def changes(town: Any, child: UUID) -> dict[str, int]:
    """Changes of agreements and roles, one in each state; an emergency to look at; locks verified, and again."""
    with town.acting("visitor"):
        facts.open_in_emergency(child, "He is at the door", 1)
    made: dict[str, int] = {}
    less = dict.fromkeys(DOMAINS, 1)
    with town.acting("governor"):
        for state, recipient in (("ready", "trust"), ("in force", "police"), ("thrown away", "school")):
            made[state] = agreements.propose_agreement(
                town.agency[recipient], "regional agreement", less, ["care"], now(), None, today()
            )
        made["a role, ready"] = agreements.propose_profile("allocated team (cover)", less)
        agreements.ask_verification()
    go_on()
    verify()
    with town.acting("governor"):
        agreements.put_in_force(agreements.proposal(made["in force"]))
        agreements.throw_away(agreements.proposal(made["thrown away"]))
        made["being worked out"] = agreements.propose_profile("allocated social worker", less)
        agreements.ask_verification()
    return made


@WIDTHS
def test_governance(desk: Any, town: Any, changes: dict[str, int], width: int) -> None:
    with town.acting("governor"):
        edges = [each for each in agreements.edges() if each.owner == town.agency["children"] and each.state == "live"]
        theirs = next(each for each in agreements.edges() if each.owner == town.agency["trust"])
    pages = [reverse(page) for page in ("governance", "watching", "new_agreement")] + [reverse("watching") + "?all"]
    pages += [reverse("agreement", args=[each.no]) for each in (*edges[:2], theirs)]
    pages += [reverse("propose_agreement", args=[edges[0].no])]
    pages += [reverse("role", args=[name]) for name in ("allocated team (cover)", "allocated social worker")]
    check(desk("governor", width), pages + [reverse("change_of_access", args=[n]) for n in changes.values()])


@WIDTHS
def test_a_form_of_governance_that_was_refused(desk: Any, changes: dict[str, int], width: int) -> None:
    page = desk("governor", width)
    page.goto(reverse("new_agreement"))
    page.get_by_role("button", name="Show what this changes").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    assert faults(page) == []


@WIDTHS
def test_administration(desk: Any, town: Any, width: int) -> None:
    pages = [reverse(page) for page in ("people_and_teams", "add_practitioner", "appoint")]
    check(desk("admin", width), [*pages, *(reverse("colleague", args=[town.post[p]]) for p in ("sara", "manager"))])


@WIDTHS
def test_ones_own_account(desk: Any, town: Any, child: UUID, width: int) -> None:
    """Signed in in several places, so that there is something to end."""
    for _ in range(3):
        town.token("sara")
    pages = [reverse(page) for page in ("my_account", "switch_post", "confirm", "recoveries", "team")]
    check(desk("manager", width), pages)
    check(desk("sara", width), [reverse("my_account")])


@WIDTHS
def test_closed_until_confirmed_and_what_was_typed(desk: Any, town: Any, child: UUID, width: int) -> None:
    page = desk("manager", width)
    _proved(town, "manager", "1 day")
    wrong = {}
    for address in (reverse("access", args=[child]), reverse("home"), reverse("person", args=[child])):
        page.goto(address)
        wrong[address] = faults(page)
    assert page.get_by_text("Sensitive information is closed").is_visible()
    _seal(page, child)
    assert page.get_by_text("What you typed is kept. You").is_visible()
    wrong["confirm"] = faults(page)
    _proved(town, "manager", "1 second")
    page.goto(reverse("confirmed"))
    assert page.get_by_role("button", name="Send it now").is_visible()
    wrong["confirmed"] = faults(page)
    page.context.close()
    assert {where: what for where, what in wrong.items() if what} == {}


def _proved(town: Any, who: str, ago: str) -> None:
    with town.database.superuser() as admin:
        admin.execute(
            "UPDATE access.session SET confirmed_at = core.now() - %s::interval WHERE human = %s",
            [ago, town.human[who]],
        )


def _seal(page: Page, child: UUID) -> None:
    page.goto(reverse("seal", args=[child]))
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Why").first.fill("An adoption")
    page.get_by_role("button", name="Seal it").click()


@WIDTHS
def test_why_and_who_can_open_more(desk: Any, town: Any, child: UUID, width: int) -> None:
    """As somebody who opens all, somebody who opens part, somebody who finds people; what may be ended is ended."""
    with town.acting("manager"):
        share = facts.share(child, town.post["officer"], {"plan": 3}, now() + timedelta(days=2), "section 47", "Talk")
        bar = facts.exclude(child, town.human["teacher"], "a relative")
        alert = Alert.objects.create(
            person_id=child, domain="plan", grade=2, kind="dog", words="A dog", review_on=today()
        )
    ends = [("end_share", share), ("end_guard", bar), ("review_alert", alert.id), ("why", alert.id)]
    check(desk("manager", width), [reverse(page, args=[child, row]) for page, row in ends])
    for who in ("manager", "visitor", "duty"):
        check(desk(who, width), [reverse("access", args=[child])])
