"""Pages of the work about a person: steps and clocks, for those who do it and those who may not see it."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kith.access import facts
from kith.access.explain import explain
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.save_sections import save_sections
from kith.casework.actions.begin_form import begin_form
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.finish_step import finish_step, sign_off
from kith.casework.chains import chains
from kith.core.clock import now
from kith.core.ids import row_id
from kith.core.session import acting
from kith.people.models import PersonName
from tests.casework.test_from_forms import SECTIONS, TYPED, choices
from tests.sweep.statements import statements


@pytest.fixture(scope="module")
def late(town, child) -> UUID:
    """A referral that was received a month ago, held by Sara."""
    with town.acting("sara"):
        began = now() - timedelta(days=30)
        return begin_step(
            person_id=child, chain="children", step="referral", holder=acting().post or 0, began_at=began
        ).id


def moved(child: UUID, step: UUID, move: str) -> str:
    return reverse("move_step", args=[child, step, move])


def test_the_work_says_what_goes_on_by_when_and_where_it_stands(browser, child, late) -> None:
    page = browser("sara").get(reverse("work", args=[child])).text
    assert "Referral" in page and "Late" in page and "Nobody has said why." in page
    assert "<svg" in page and "now at Referral" in page and "The same as a table" in page


def test_a_limit_says_what_it_rests_on(browser, child, late) -> None:
    page = browser("sara").get(reverse("step", args=[child, late])).text
    assert "1 working day from: referral received. Working Together to Safeguard Children." in page


def test_home_says_what_is_late(browser, child, late) -> None:
    page = browser("sara").get(reverse("home")).text
    assert "Your work, by when" in page and "referral decision, was due" in page


def test_work_costs_home_one_statement_and_one_that_does_not_grow(browser, town, child, late) -> None:
    """The panel of casework on home: docs/addresses.yaml allows home twelve, and this one."""
    browser("sara").get(reverse("home"))
    with statements() as told:
        browser("sara").get(reverse("home"))
    assert sum("casework_step" in sql for sql in told) == 1


def test_from_beginning_to_end(browser, town, child) -> None:
    """Begin, fill in the form, finish, be sent back, finish again, be signed off: what follows has begun."""
    sara, manager = browser("sara"), browser("manager")
    begun = sara.post(
        reverse("begin_step", args=[child]), {"step": "children referral", "holder": town.post["sara"], "began_at": ""}
    )
    assert begun.status_code == 302
    step = newest(town, child)
    form = sara.post(moved(child, step, "form"))
    assert "/forms/" in form["Location"]
    said = {"outcome": "assessment", "reason": "Two accounts of a burn.", "holder": town.post["sara"]}
    assert sara.post(moved(child, step, "finish"), {"reason": "x"}).status_code == 422
    assert sara.post(moved(child, step, "finish"), said).status_code == 302
    assert "To sign off" in manager.get(reverse("home")).text
    assert manager.post(moved(child, step, "send-back"), {"reason": "Ask the school."}).status_code == 302
    assert "Ask the school." in sara.get(reverse("work", args=[child])).text
    sara.post(moved(child, step, "finish"), said)
    assert manager.post(moved(child, step, "sign"), {"text": ""}).status_code == 302
    page = sara.get(reverse("work", args=[child])).text
    assert "child and family assessment" in page.lower() and "Due" in page


def newest(town, child: UUID) -> UUID:
    from kith.casework.queries import work_of

    with town.acting("sara"):
        return max((d.row for d in work_of(child)), key=lambda row: row.recorded_at).id


def test_why_it_is_late_is_said_once_and_stands_beside_the_clock(browser, town, child, late) -> None:
    from kith.casework.queries import doing

    with town.acting("sara"):
        (clock,) = doing(child, late).clocks
    address = reverse("change_clock", args=[child, clock.id, "why-late"])
    assert browser("sara").post(address, {"reason": "No interpreter until Friday."}).status_code == 302
    assert "Why late: No interpreter until Friday." in browser("manager").get(reverse("work", args=[child])).text


def test_signing_the_form_leads_to_what_the_step_came_to(browser, town, child) -> None:
    """The form of a contact asks nothing that must be answered, so it can be signed as it is; see the definition."""
    from kith.casework.actions.begin_form import begin_form
    from kith.casework.queries import step_of_form

    with town.acting("sara"):
        step = begin_step(person_id=child, chain="children", step="contact", holder=acting().post or 0)
        response = begin_form(person_id=child, step_id=step.id)
        assert step_of_form(response).id == step.id


def test_a_worker_is_refused_in_words_what_a_manager_does(browser, town, child, late) -> None:
    answer = browser("mo").post(moved(child, late, "hand-over"), {"holder": town.post["mo"], "reason": "Mine."})
    assert answer.status_code in (302, 422)  # to oneself: one's own post may be given what it opens
    refused = browser("mo").post(moved(child, late, "sign"), {"text": ""})
    assert refused.status_code == 422 and "in progress" in refused.text


@pytest.mark.parametrize("who", ["officer", "adults"])
def test_beyond_reach_it_is_as_if_nobody_were_there(browser, child, late, who) -> None:
    absent = browser(who).get(reverse("step", args=[uuid4(), late]))
    there = browser(who).get(reverse("step", args=[child, late]))
    assert there.status_code == absent.status_code == 404


def test_another_kind_of_organisation_is_offered_its_own_beginnings_alone(browser, town, child) -> None:
    offered = browser("visitor").get(reverse("begin_step", args=[child])).text
    assert "Complaint about information" in offered and 'value="children' not in offered
    refused = browser("visitor").post(
        reverse("begin_step", args=[child]), {"step": "children contact", "holder": town.post["visitor"]}
    )
    assert refused.status_code == 422


CONNECTED = "connected adult (a parent or household member of a child in work)"


@pytest.mark.parametrize("profile", [CONNECTED, "known to the service", "business support", "adult social worker"])
def test_only_work_that_could_be_begun_is_offered(browser, town, profile) -> None:
    adult = town.child()
    with town.acting("manager"):
        PersonName.objects.create(person_id=adult, id=row_id(), domain="identity", grade=1, given="Jo", family="Marsh")
        facts.involve(adult, town.post["adults"], profile)
    worker = browser("adults")
    page = worker.get(reverse("begin_step", args=[adult])).text
    offered = set(re.findall(r'value="(adults [a-z_]+)"', page))
    assert bool(offered) == (profile == "adult social worker")
    for kind in chains()["adults"].begins:
        sent = {"step": f"adults {kind}", "holder": town.post["adults"]}
        begun = worker.post(reverse("begin_step", args=[adult]), sent).status_code == 302
        assert begun == (sent["step"] in offered), kind
    anything = re.findall(r'value="[a-z-]+ [a-z_]+"', page)
    assert ("Begin work" in worker.get(reverse("work", args=[adult])).text) == bool(anything)


def test_what_is_not_there_is_not_found(browser, child, late) -> None:
    for address in (moved(child, late, "dance"), reverse("begin_step", args=[child]) + "?after=x"):
        assert browser("sara").get(address).status_code == 404


def test_the_board_sorts_the_teams_work_by_clock(browser, child, late) -> None:
    page = browser("manager").get(reverse("team")).text
    assert "By when" in page and "referral decision" in page and "Late" in page


def test_allocating_shows_load_and_offers_nobody_who_is_barred(browser, town, child, late) -> None:
    address = reverse("allocate", args=[child])
    page = browser("manager").get(address).text
    assert f'value="{town.post["mo"]}"' in page and "Sara, sara:" in page
    assert browser("sara").get(address).status_code == 404
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    page = browser("manager").get(address).text
    assert f'value="{town.post["mo"]}"' not in page and "Barred from this person" in page


def test_what_the_form_says_of_what_it_came_to_is_not_typed_again(browser, town, child) -> None:
    with town.acting("sara"):
        step = begin_step(person_id=child, chain="children", step="contact", holder=town.post["sara"])
        form = begin_form(person_id=child, step_id=step.id)
        told = {"a-outcome": ["early-help"], "a-outcome-why": ["They ask for it <at once>."]}
        found = explain(child)
        assert found is not None
        save_sections(
            person_id=child, response_id=form.id, sections=["decision"], typed=told, base={}, reach_on=found.on_rows_of
        )
    page = browser("sara").get(moved(child, step.id, "finish")).text
    assert "They ask for it &lt;at once&gt;.</textarea>" in page
    assert 'value="early_help" checked' in page


def test_closing_asks_whose_involvement_ends_and_leads_home(browser, town) -> None:
    child = town.child()
    with town.acting("sara"):
        name = {"domain": "identity", "grade": 1, "given": "Bo", "family": "Marsh"}
        PersonName.objects.create(person_id=child, id=row_id(), **name)
        care = begin_step(person_id=child, chain="children", step="child_in_care", holder=town.post["sara"])
        finish_step(person_id=child, step_id=care.id, outcome="home", reason="Went home.")
    with town.acting("manager"):
        sign_off(person_id=child, step_id=care.id)
        (closure,) = sign_off(person_id=child, step_id=care.id, text="Met on Monday: agreed.").begun
        found = explain(child)
        assert found is not None
        ours = [str(each.involvement) for each in found.contacts]
    page = browser("sara").get(moved(child, closure.id, "finish")).text
    assert "Finish: Closure" in page and "Whose involvement ends" not in page, "whoever signs it off is asked"
    page = browser("manager").get(moved(child, closure.id, "finish")).text
    assert "Whose involvement ends" in page and page.count(" checked") == len(ours) == 3
    answer = browser("manager").post(
        moved(child, closure.id, "finish"), {"outcome": "closed", "reason": "Done.", "ends": ours}
    )
    assert answer.url == reverse("home")
    assert browser("sara").get(reverse("person", args=[child])).status_code == 404


def test_before_a_step_ends_what_its_form_agrees_on_is_offered_to_a_plan(browser, town, child) -> None:
    with town.acting("sara"):
        step = begin_step(person_id=child, chain="children", step="referral", holder=town.post["sara"])
    with town.acting("manager"):
        for outcome in ("assessment", "child_in_need"):
            (step,) = finish_step(person_id=child, step_id=step.id, outcome=outcome, reason="Agreed.").begun
    with town.acting("sara"):
        form, found = begin_form(person_id=child, step_id=step.id), explain(child)
        assert found is not None
        told = {"person_id": child, "response_id": form.id, "reach_on": found.on_rows_of}
        save_sections(sections=SECTIONS, typed=TYPED | choices(), base={}, **told)
    address = reverse("plan_actions", args=[child, form.id])
    assert address not in browser("sara").get(moved(child, step.id, "finish")).text, "not signed off: agreed on nothing"
    with town.acting("sara"):
        sign_response(**told)
    page = browser("sara").get(moved(child, step.id, "finish")).text
    assert address in page and "Put the 2 actions into a plan" in page
