"""What a form agrees on goes into a plan: once, at its own grade, into the list of whoever does it."""

from dataclasses import replace
from datetime import date

import pytest

from kith.access.explain import explain
from kith.assessments import queries
from kith.assessments.actions.amend_response import amend_response
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.save_sections import save_sections
from kith.assessments.starting import definitions
from kith.casework.actions.add_to_plan import Doing
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.actions.plan_from_form import Taken, plan_from_form
from kith.casework.from_forms import agreed, waiting
from kith.casework.plans import standing, standings
from kith.casework.waiting import tasks
from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.session import acting

FORM = "child-in-need-plan"


def day(key, *parts):
    return {f"a-{key}:{part}": [str(n)] for part, n in zip(("day", "month", "year"), parts, strict=True)}


TYPED = {
    **day("plan-from", 3, 11, 2026), **day("review-on", 3, 2, 2027), **day("need.0.need-by", 1, 12, 2026),
    "a-plan-why": ["Mornings are hard"], "a-plan-child": ["I want to be on time"],
    "a-plan-family": ["Help before school"], "a-contingency": ["Ring the duty team"],
    "a-need.0.need-what": ["School"], "a-need.0.need-outcome": ["In by nine for a half term"],
    "a-need.0.need-actions": ["Meet at the gate"],
    "a-need.1.need-what": ["Sleep"], "a-need.1.need-actions": ["Lights out at nine"],
    "a-need.2.need-what": ["Only a need"],
}  # fmt: skip
SECTIONS = ("why", "voice", "family-wants", "needs", "team", "if-not", "agreed")


@pytest.fixture
def reach(child):
    return lambda: explain(child).on_rows_of  # type: ignore[union-attr]  # Sara is involved


@pytest.fixture
def signed(town, child, reach):
    """Sara's plan form, filled in and signed off."""
    with town.acting("sara"):
        begun = begin_response(person_id=child, slug=FORM)
        saved = save_sections(
            person_id=child, response_id=begun.id, sections=SECTIONS, typed=TYPED | choices(), base={},
            reach_on=reach(),
        )  # fmt: skip
        assert not saved.errors and not saved.missing, (saved.errors, saved.missing)
        assert not waiting(queries.filled(child, begun.id, reach())), "nothing of what is not signed off"
        sign_response(person_id=child, response_id=begun.id, reach_on=reach())
    return begun


def choices():
    """An answer to every question that must be answered by choosing."""
    form = next(form for form in definitions() if form["id"] == FORM)
    asked = [item for section in form["item"] for item in section["item"] if item.get("required")]
    return {
        f"a-{item['linkId']}": [option.get("valueCoding", {}).get("code") or option["valueString"]]
        for item in asked
        for option in item.get("answerOption", ())[:1]
    }


def form_of(child, row, reach):
    return queries.filled(child, row.id, reach())


def taking(said, holder, **given):
    doing = {"what": said.what, "by_when": said.when or today(), "holder": holder} | given
    return Taken(said.source, Doing(**doing))


def test_it_offers_what_is_to_be_done_with_its_need_its_outcome_and_its_day(town, child, signed, reach) -> None:
    with town.acting("sara"):
        first, second = agreed(form_of(child, signed, reach))
    assert (first.what, first.need, first.outcome) == ("Meet at the gate", "School", "In by nine for a half term")
    assert first.when == date(2026, 12, 1) and first.at == ("plan", 3)
    assert (second.what, second.outcome, second.when) == ("Lights out at nine", "It is done as agreed.", None)


def test_taken_it_is_in_the_plan_and_in_the_list_of_whoever_does_it_and_offered_no_more(
    town, child, signed, reach
) -> None:
    with town.acting("sara"):
        found = form_of(child, signed, reach)
        first, _ = agreed(found)
        (made,) = plan_from_form(filled=found, taken=[taking(first, town.post["mo"])], plan_id=None)
        assert [each.what for each in waiting(found)] == ["Lights out at nine"]
        plan = standing(child, made.plan_id)
        assert plan.row.title == "Child in need plan" and plan.aims[0].row.need == "School"
    with town.acting("mo"):
        assert made.id in {task.id for task in tasks(acting().holders)}


def test_sent_twice_it_is_there_once(town, child, signed, reach) -> None:
    with town.acting("sara"):
        found = form_of(child, signed, reach)
        taken = [taking(each, town.post["sara"]) for each in agreed(found)]
        plan_from_form(filled=found, taken=taken, plan_id=None)
        with pytest.raises(Invalid, match="already"):
            plan_from_form(filled=found, taken=taken, plan_id=None)
        assert sum(len(each.actions) for each in standings(child)) == 2


def test_taken_by_two_at_once_it_is_there_once(town, child, signed, reach, monkeypatch) -> None:
    """The database holds it where the look before came too early."""
    with town.acting("sara"):
        found = form_of(child, signed, reach)
        first, _ = agreed(found)
        plan_from_form(filled=found, taken=[taking(first, town.post["sara"])], plan_id=None)
        monkeypatch.setattr("kith.casework.actions.plan_from_form.waiting", agreed)
        with pytest.raises(Invalid, match="already"):
            plan_from_form(filled=found, taken=[taking(first, town.post["sara"])], plan_id=None)


def test_an_amended_form_offers_again_only_what_is_new(town, child, signed, reach) -> None:
    with town.acting("sara"):
        found = form_of(child, signed, reach)
        plan_from_form(filled=found, taken=[taking(agreed(found)[0], town.post["sara"])], plan_id=None)
        after = amend_response(person_id=child, response_id=signed.id, reason="One more thing")
        sign_response(person_id=child, response_id=after.id, reach_on=reach())
        assert [each.what for each in waiting(form_of(child, after, reach))] == ["Lights out at nine"]


def test_into_a_plan_that_stands_and_nothing_by_halves(town, child, signed, reach) -> None:
    """One doer could not read it: none of it is in the plan."""
    with town.acting("sara"):
        plan = begin_plan(person_id=child, title="Child in need plan")
        found = form_of(child, signed, reach)
        first, second = agreed(found)
        taken = [taking(first, town.post["sara"]), taking(second, town.post["officer"])]
        with pytest.raises(Invalid, match="could not read"):
            plan_from_form(filled=found, taken=taken, plan_id=plan.id)
        assert not standing(child, plan.id).actions
        taken[1] = replace(taken[1], doing=replace(taken[1].doing, holder=None, by_words="Mum"))
        plan_from_form(filled=found, taken=taken, plan_id=plan.id)
        assert len(standing(child, plan.id).actions) == 2


def test_the_starter_forms_mark_what_is_done_with_words_and_when_with_a_day() -> None:
    from kith.assessments.definition import read

    marked = {form["id"]: {item.agreed for item in read(form).items.values() if item.agreed} for form in definitions()}
    assert {slug for slug, marks in marked.items() if marks} >= {FORM, "conference-report-and-plan", "pathway-plan"}
    assert all("what" in marks for marks in marked.values() if marks)
