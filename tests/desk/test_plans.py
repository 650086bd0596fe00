"""Pages of plans, as those at the table ask for them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.casework.plans import standings
from kith.core.clock import today


@pytest.fixture(scope="module")
def table(town, child) -> None:
    """The school joins the team around the child."""
    with town.acting("manager"):
        facts.involve(child, town.team["pastoral"], "core group: school")


def newest(town, child: UUID):
    with town.acting("sara"):
        return standings(child)[0]


def test_from_need_to_review(browser, town, child, table) -> None:
    """Begun, a need, an action for the school; the school says what came of it; a review, and what it changed."""
    sara, teacher = browser("sara"), browser("teacher")
    assert "No plan here that you open" in sara.get(reverse("plans", args=[child])).text
    sara.post(reverse("begin_plan", args=[child]), {"title": "Protection plan", "review_on": ""})
    plan = newest(town, child).row
    need = {"need": "She misses school", "outcome": "In by nine", "place": "plan/3"}
    assert sara.post(reverse("add_need", args=[child, plan.id]), need).status_code == 302
    aim = newest(town, child).aims[0].row
    doing = {
        "what": "Ring on Mondays",
        "holder": town.team["pastoral"],
        "by_when": today() + timedelta(days=5),
        "place": "plan/3",
    }
    answer = sara.post(reverse("add_action", args=[child, aim.id]), doing)
    assert answer.status_code == 302, answer.text
    assert "Ring on Mondays" in teacher.get(reverse("home")).text
    action = newest(town, child).actions[0][0]
    said = teacher.post(reverse("report_on_action", args=[child, action.id]), {"done": "yes", "text": "In all week."})
    assert said.status_code == 302
    page = sara.get(reverse("plans", args=[child])).text
    assert "In all week." in page and "1 of 1 actions done" in page
    assert sara.post(reverse("review_plan", args=[child, plan.id]), {"review_on": ""}).status_code == 302
    changed = sara.get(reverse("plan", args=[child, newest(town, child).row.id])).text
    assert "What changed since version 1" in changed and "Action: done" in changed and "Need: as it was" in changed


def test_what_is_wrong_is_said_in_the_form(browser, town, child, table) -> None:
    answer = browser("sara").post(reverse("begin_plan", args=[child]), {"title": "Deep plan", "review_on": ""})
    assert answer.status_code == 302
    plan = newest(town, child).row
    need = {"need": "Mum is low", "outcome": "She says so", "place": "plan/4"}
    assert browser("sara").post(reverse("add_need", args=[child, plan.id]), need).status_code == 302
    aim = newest(town, child).aims[0].row
    doing = {"what": "Ask", "holder": town.team["pastoral"], "by_when": today().isoformat(), "place": "plan/4"}
    refused = browser("sara").post(reverse("add_action", args=[child, aim.id]), doing)
    assert refused.status_code == 422 and "could not read this" in refused.text
    assert "Mum is low" not in browser("teacher").get(reverse("plans", args=[child])).text
    assert browser("teacher").get(reverse("add_action", args=[child, aim.id])).status_code == 404


@pytest.mark.parametrize("page", ["plan", "add_need", "review_plan", "end_plan", "add_action", "report_on_action"])
def test_what_is_not_there_is_absent(browser, child, page) -> None:
    assert browser("sara").get(reverse(page, args=[child, uuid4()])).status_code == 404
