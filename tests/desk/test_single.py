"""A form filled in one question at a time: the same answers, errors, drafts and clashes as on a whole page."""

import re
from html import unescape

import pytest
from django.urls import reverse

from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_plan import begin_plan
from kith.core.clock import today
from tests.desk.test_accessibility import check, faults
from tests.desk.test_forms import begun, fields, fill, mixed, section

__all__ = ["begun", "mixed"]


def step(client, begun: str, name: str, **answers: str) -> str:
    """One page answered; the name of the page that comes next, or nothing at the end."""
    answer = fill(client, section(begun, name), {f"a-{key.replace('_', '-')}": value for key, value in answers.items()})
    assert answer.status_code == 302, unescape(answer.text)
    after = re.search(r"/sections/([a-z0-9-]+)/$", answer.url)
    return after[1] if after else ""


def test_question_by_question_to_the_answers_without_scripts(browser, begun) -> None:
    sara = browser("sara")
    assert f'href="{section(begun, "who-lives")}">Fill it in one question at a time' in sara.get(begun).text
    assert step(sara, begun, "who-lives", who_lives="both-parents") == "what-is-seen"
    assert step(sara, begun, "what-is-seen", what_is_seen="A tidy flat") == "address"
    assert step(sara, begun, "address") == "hurt"
    assert step(sara, begun, "hurt", hurt="true") == "how-hurt", "an answer opens the next question"
    assert step(sara, begun, "hurt", hurt="false") == "siblings", "and closes it"
    assert step(sara, begun, "school-type") == "height"
    assert step(sara, begun, "height", height="1.2") == "sleep"
    assert step(sara, begun, "fear", fear="2") == "person"
    assert step(sara, begun, "person", **{"person.0.name": "Nan"}) == ""
    whole = sara.get(begun).text
    for said in ("A tidy flat", "1.2", "Nan", "Both parents"):
        assert said in whole, said


def test_a_page_asks_one_thing_and_says_what_is_wrong_with_it(browser, begun) -> None:
    sara = browser("sara")
    page = sara.get(section(begun, "what-is-seen")).text
    assert re.findall(r' name="(a-[^"]+)"', page) == ["a-what-is-seen"] and page.count("<h1") == 1
    assert "<title>What is seen?" in page and "At home" in page
    wrong = fill(sara, section(begun, "siblings"), {"a-siblings": "many"})
    assert wrong.status_code == 422 and 'href="#a-siblings"' in wrong.text and "<title>Error: " in wrong.text
    assert 'value="many"' in wrong.text
    long = fill(sara, section(begun, "what-is-seen"), {"a-what-is-seen": "x" * 20_001})
    assert long.status_code == 422 and "20,001 characters long" in long.text


def test_one_more_of_a_repeating_group(browser, begun) -> None:
    sara = browser("sara")
    step(sara, begun, "who-lives", who_lives="both-parents")
    more = fill(sara, section(begun, "person"), {"a-person.0.name": "Nan"}, more="person")
    assert 'name="a-person.1.name"' in more.text and 'value="Nan"' in more.text and "<h1" in more.text
    step(sara, begun, "person", **{"person.0.name": "Nan", "person.1.name": "Rex"})
    assert "Rex" in sara.get(begun).text


def test_changed_from_the_answers_one_is_back_at_the_answers(browser, begun) -> None:
    sara = browser("sara")
    step(sara, begun, "what-is-seen", what_is_seen="A tidy flat")
    link = re.search(r'href="([^"]+/sections/what-is-seen/\?check=1)"', sara.get(begun).text)
    assert link and "Save and go back to check the answers" in sara.get(link[1]).text
    answer = fill(sara, section(begun, "what-is-seen"), {"a-what-is-seen": "A cold flat"}, whole="1", check="1")
    assert answer.url == begun
    assert "A cold flat" in sara.get(begun).text and "A tidy flat" not in sara.get(begun).text


def test_what_is_typed_is_kept_and_taken_up_again(browser, child, begun) -> None:
    sara = browser("sara")
    step(sara, begun, "who-lives", who_lives="both-parents")
    address = section(begun, "what-is-seen")
    kept = fill(sara, address, {"a-what-is-seen": "Half a thought"})
    assert kept.status_code == 302
    step(sara, begun, "what-is-seen", what_is_seen="")
    page = sara.get(address).text
    base = re.search(r'name="base" value="([^"]*)"', page)
    typed = {"section": "what-is-seen", "base": base[1], "a-what-is-seen": "Half a thought"}
    response = begun.rstrip("/").rpartition("/")[2]
    assert sara.post(reverse("keep_form", args=[child, response]), typed).status_code == 302
    assert "Half a thought" in sara.get(address).text
    assert "Half a thought" not in sara.get(begun).text, "a draft stands in nobody's form"
    step(sara, begun, "what-is-seen", what_is_seen="Half a thought")
    assert "not yet saved into the form" not in sara.get(address).text


def test_two_in_one_section_both_stay_and_a_clash_is_said(browser, begun) -> None:
    sara, mo = browser("sara"), browser("mo")
    mine = sara.get(section(begun, "what-is-seen")).text
    step(mo, begun, "who-lives", who_lives="both-parents")
    saved = sara.post(section(begun, "what-is-seen"), fields(mine) | {"a-what-is-seen": "A tidy flat"})
    assert saved.status_code == 302
    whole = sara.get(begun).text
    assert "A tidy flat" in whole and "Both parents" in whole
    clash = mo.post(section(begun, "what-is-seen"), fields(mine) | {"a-what-is-seen": "A cold flat", "draft": ""})
    assert clash.status_code == 422 and "Somebody else answered this" in clash.text and "A tidy flat" in clash.text


@pytest.mark.parametrize("name", ["how-hurt", "strain", "nothing-of-the-kind"])
def test_what_is_not_asked_has_no_page(browser, begun, name: str) -> None:
    assert browser("sara").get(section(begun, name)).status_code == 404


def test_who_does_not_open_a_question_has_no_page_for_it(browser, begun) -> None:
    step(browser("sara"), begun, "hurt", hurt="true")
    assert browser("sara").get(section(begun, "hurt")).status_code == 200
    for name in ("hurt", "how-hurt"):
        assert browser("mo").get(section(begun, name)).status_code == 404
    assert browser("mo").get(section(begun, "what-is-seen")).status_code == 200


def test_an_answer_to_another_section_is_refused(browser, begun) -> None:
    forged = fill(browser("sara"), section(begun, "what-is-seen"), {"a-what-is-seen": "x", "a-strain": "9"})
    assert forged.status_code == 422 and "did not ask you" in unescape(forged.text)


def test_axe_on_a_phone(desk, begun) -> None:
    page = desk("sara", 320)
    page.goto(section(begun, "siblings"))
    page.locator("[name=a-siblings]").fill("many")
    page.get_by_role("button", name="Save and continue").click()
    assert page.locator(".govuk-error-summary").count() == 1 and not faults(page)
    check(page, [begun, *(section(begun, name) for name in ("who-lives", "last-seen", "person"))])


def test_axe_on_the_plan_as_the_family_sees_it(desk, town, child) -> None:
    with town.acting("sara"):
        made = begin_plan(person_id=child, title="Child protection plan", review_on=today())
        aim = add_aim(person_id=child, plan_id=made.id, need="She misses school", outcome="In by nine")
        doing = Doing("Ring on Mondays", today(), by_words="Mum")
        add_action(person_id=child, plan_id=made.id, aim_key=aim.key, doing=doing, at=("plan", 3))
    address = reverse("plan_for", args=[child, made.id])
    check(desk("sara", 320), [address, f"{address}?to=them"])
