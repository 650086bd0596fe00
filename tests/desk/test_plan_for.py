"""The plan as the person, or a parent, may see it: none of what is sensitive or kept from them, and written down."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.actions.report_on_action import report_on_action
from kith.core.clock import today
from kith.core.ids import row_id
from kith.people.models import PersonName
from kith.sharing.disclosures import disclosures
from tests.sharing.test_representatives import HOME, child, limited, recorded

__all__ = ["child"]
TABLE, SENSITIVE, MIND = ("plan", 3), ("plan", 4), ("mental_health", 3)


@pytest.fixture
def plan(town, child) -> UUID:
    """What everybody at the table works from, what is sensitive, and what is about somebody's mind."""
    with town.acting("sara"):
        PersonName.objects.create(person_id=child, id=row_id(), domain="identity", grade=1, given="Ada", family="Rudd")
        made = begin_plan(person_id=child, title="Child protection plan", review_on=today() + timedelta(days=90))
        for need, at in (("She misses school", TABLE), ("Dad hit her", SENSITIVE), ("Mum is low", MIND)):
            aim = add_aim(person_id=child, plan_id=made.id, need=need, outcome=f"Better: {need}", at=at)
            what = f"Fetch her from {HOME}" if at == TABLE else f"Ask about: {need}"
            doing = Doing(what, holder=town.team["pastoral"] if at == TABLE else town.post["sara"], by_when=today())
            action = add_action(person_id=child, plan_id=made.id, aim_key=aim.key, doing=doing, at=at)
            if at == TABLE:
                report_on_action(person_id=child, action_id=action.id, done=True, text="In all week.")
        return made.id


def seen(browser, child: UUID, plan: UUID, to: object, who: str = "sara") -> str:
    answer = browser(who).get(reverse("plan_for", args=[child, plan]), {"to": str(to)})
    assert answer.status_code == 200, answer.status_code
    return str(answer.text).replace("&#39;", "'")


def test_the_person_sees_what_everybody_at_the_table_sees_and_nothing_sensitive(browser, child, plan) -> None:
    page = seen(browser, child, plan, "them")
    assert "She misses school" in page and "In all week." in page and "Alder Road School" in page
    assert "Mum is low" in page and "Dad hit her" not in page


def test_a_parent_sees_nothing_that_is_kept_from_them(browser, town, child, plan) -> None:
    father = recorded(town, child)
    assert "Mum is low" in seen(browser, child, plan, father) and HOME in seen(browser, child, plan, father)
    limited(town, child, father, kept={"mental_health": 5})
    page = seen(browser, child, plan, father)
    assert "She misses school" in page
    for kept in ("Mum is low", "Dad hit her", HOME, "Weir Bank", "Alder Road School"):
        assert kept not in page, kept
    assert "a school" in page.lower() and "[removed]" in page


def test_it_is_given_only_once_it_is_written_down(browser, town, child, plan) -> None:
    father = recorded(town, child)
    address = f"{reverse('plan_for', args=[child, plan])}?to={father}&print=1"
    first = browser("sara").get(address).text
    assert "Before it leaves Kith" in first and "Lee Rudd" in first and "She misses school" not in first
    said = {"to_whom": "representative", "to_words": "Lee Rudd", "why": "For the core group",
            "basis": "Their own right to see what is held about them (UK GDPR Articles 12 and 15)"}  # fmt: skip
    printed = browser("sara").get(browser("sara").post(address, said)["Location"]).text
    assert "data-print" in printed and "She misses school" in printed and "Dad hit her" not in printed
    with town.acting("sara"):
        (left,) = disclosures(child)
        assert (left.what, left.to_whom, left.to_words) == ("plan", "representative", "Lee Rudd")


def test_nobody_sees_more_by_it_than_they_open(browser, town, child, plan) -> None:
    page = seen(browser, child, plan, "them", who="teacher")
    assert "She misses school" in page and "Mum is low" not in page and "Dad hit her" not in page
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "by order")
    assert browser("teacher").get(reverse("plan_for", args=[child, plan]), {"to": "them"}).status_code == 404


def test_who_does_not_speak_for_them_today_is_nobody(browser, town, child, plan) -> None:
    later = recorded(town, child, name="Not yet", starts=today() + timedelta(days=30))
    choices = browser("sara").get(reverse("plan_for", args=[child, plan])).text
    assert "The person themself" in choices and "Not yet" not in choices
    for to in (later, uuid4(), "anybody"):
        assert browser("sara").get(reverse("plan_for", args=[child, plan]), {"to": str(to)}).status_code == 404


def test_a_plan_of_which_they_may_see_nothing_says_so_to_the_worker(browser, town, child, plan) -> None:
    father = recorded(town, child)
    limited(town, child, father, kept={"plan": 5})
    page = seen(browser, child, plan, father)
    assert "nothing in this plan that Lee Rudd may see" in page and "She misses school" not in page
