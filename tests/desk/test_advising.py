"""Pages on which something is discussed first, and the fast lane for basic facts."""

import re
from uuid import uuid4

from django.urls import reverse

ASKED = {"purpose": "worry", "of_kind": "school", "question": "May a school be told that a parent drinks?"}


def discussed(browser, town, **other) -> str:
    sent = ASKED | {"holder": town.post["governor"], "token": uuid4().hex} | other
    return browser("sara").post(reverse("discuss"), sent)


def test_asked_advised_and_read(browser, town, child) -> None:
    answer = discussed(browser, town)
    assert answer.status_code == 302, answer.text
    one = answer["Location"]
    assert one in browser("governor").get(reverse("home")).text
    assert "May a school be told" in browser("governor").get(one).text
    sent = browser("governor").post(one + "advise/", {"says": "some", "text": "What keeps the child safe."})
    assert sent.status_code == 302, sent.text
    assert one in browser("sara").get(reverse("home")).text
    page = browser("sara").get(one).text
    assert "What keeps the child safe." in page and "Share some of it" in page
    assert one not in browser("sara").get(reverse("home")).text


def test_a_name_comes_back_once_and_nothing_is_sent(browser, town, child) -> None:
    browser("sara").get(reverse("person", args=[child]))
    answer = discussed(browser, town, question="May I tell the school about Ada Marsh?")
    assert answer.status_code == 422
    assert "<strong>Ada Marsh</strong>" in answer.text
    assert "Ada Marsh" not in browser("governor").get(reverse("discussions")).text
    assert discussed(browser, town, question="About Ada?", named_nobody="on").status_code == 302


def test_for_others_it_is_absent_as_what_is_not_there(browser, town, child) -> None:
    one = discussed(browser, town)["Location"]
    nothing = reverse("discussion", args=[uuid4()])
    for who in ("teacher", "mo"):
        answers = [browser(who).get(address) for address in (one, nothing, one + "advise/", nothing + "advise/")]
        assert {a.status_code for a in answers} == {404}
        assert len({re.sub(r"[0-9a-f-]{36}|nonce=\S+|value=\S+", "", a.text) for a in answers}) == 1


def quick(town, **other) -> dict[str, object]:
    sent = {"holder": town.team["health visitors"], "gateway": "ca1989-47", "why": "Joint visit at noon."}
    return sent | {"consent": "unable", "token": uuid4().hex} | other


def test_basic_facts_are_asked_on_one_page_and_opened_with_one_click(browser, town, child) -> None:
    answer = browser("sara").post(reverse("ask_quickly", args=[child]), quick(town))
    assert answer.status_code == 302, answer.text
    asked = answer["Location"]
    page = browser("visitor").get(asked).text
    assert "Open who they are and where they live" in page
    click = re.search(r'action="([^"]*open/)".*?name="until" value="([^"]*)"', page, re.DOTALL)
    assert click
    done = browser("visitor").post(click[1], {"identity": "2", "until": click[2]})
    assert done.status_code == 302, done.text
    assert "Opened what was asked for" in browser("sara").get(asked).text
    assert "Open who they are" not in browser("visitor").get(asked).text


def test_only_a_duty_that_binds_them_is_taken(browser, town, child) -> None:
    page = browser("sara").get(reverse("ask_quickly", args=[child])).text
    assert "4 hours" in page and "section 10" not in page
    answer = browser("sara").post(reverse("ask_quickly", args=[child]), quick(town, holder=town.team["pastoral"]))
    assert answer.status_code == 422
    assert "This duty is not theirs" in answer.text


def test_whoever_does_not_find_the_person_is_not_offered_the_click(browser, town, child) -> None:
    sent = quick(town, holder=town.team["protecting"], gateway="ca2004-16LA")
    answer = browser("sara").post(reverse("ask_quickly", args=[child]), sent)
    assert answer.status_code == 302, answer.text
    page = browser("officer").get(answer["Location"]).text
    assert "Open who they are" not in page and "answer/" in page
