"""Pages of joint work: calling a table, opening to it from another organisation, ending it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.core.clock import today

LATER = (today() + timedelta(days=14)).isoformat()


def sent(town, **other) -> dict[str, object]:
    return {
        "token": "one",
        "other_1": town.team["pastoral"],
        "plan": 3,
        "identity": 2,
        "reason": "What is known about Friday",
        "until": LATER,
        "called_as": town.post["sara"],
    } | other


@pytest.fixture(scope="module")
def table(browser, town, child) -> str:
    """The address of a strategy discussion that Sara called the school and the health visitors to."""
    to = f"{reverse('call_table', args=[child])}?kind=strategy+discussion"
    assert "Health visitors" in browser("sara").get(to).text or "health visitors" in browser("sara").get(to).text
    answer = browser("sara").post(to, sent(town, around=[town.team["health visitors"]]))
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def test_the_kinds_come_first_with_their_law(browser, child) -> None:
    page = browser("sara").get(reverse("call_table", args=[child])).text
    assert "Strategy discussion" in page
    assert "Children Act 1989" in page


def test_who_was_called_finds_it_under_access_and_opens_theirs(browser, child, table) -> None:
    assert "Strategy discussion" in browser("teacher").get(reverse("access", args=[child])).text
    assert table in browser("teacher").get("/").text
    page = browser("teacher").get(table).text
    assert "What is known about Friday" in page
    assert "End it for everybody" not in page
    answer = browser("visitor").post(f"{table}open/", {"health": 3})
    assert answer.status_code == 302, answer.text
    assert "<strong>Larkshire Community NHS Trust</strong> has opened" in browser("sara").get(table).text


def test_what_is_left_out_is_asked_for_in_words(browser, town, child) -> None:
    to = f"{reverse('call_table', args=[child])}?kind=marac"
    answer = browser("sara").post(to, sent(town, other_1="", plan=0, identity=0))
    assert answer.status_code == 422
    assert "Choose who sits at the table" in answer.text


def test_ended_it_is_closed_for_everybody(browser, child, table) -> None:
    assert browser("teacher").get(reverse("person", args=[child])).status_code == 200
    answer = browser("sara").post(f"{table}end/", {"reason": "No further action"})
    assert answer.status_code == 302, answer.text
    assert browser("teacher").get(reverse("person", args=[child])).status_code == 404
    assert browser("teacher").get(table).status_code == 404
    assert "(over)" in browser("sara").get(table).text


def test_a_step_that_there_is_not_is_absent(browser, child, table) -> None:
    assert browser("sara").get(f"{table}close/").status_code == 404
