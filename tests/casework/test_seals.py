"""A seal on a step, a form, a plan or an entry is on what stands there already, and ends with it: nothing half shut."""

from datetime import timedelta

import pytest

from kith.access import facts
from kith.assessments.models import Answers
from kith.casework.actions.add_to_entry import add_to_entry
from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_form import begin_form
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.actions.finish_step import finish_step
from kith.casework.actions.report_on_action import report_on_action
from kith.casework.actions.review_plan import review_plan
from kith.core.clock import now, today
from kith.core.ids import row_id
from kith.core.session import rows
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.record.storing import store

TABLES = (
    "casework_step", "casework_move", "casework_running", "casework_plan", "casework_aim", "casework_action",
    "casework_report", "assessments_response", "assessments_answers", "record_entry",
)  # fmt: skip


@pytest.fixture
def seen(town, child):
    """How many rows of each table somebody opens, where there are any."""

    def counted(who):
        with town.acting(who):
            found = {t: rows(f"SELECT count(*) FROM {t} WHERE person_id = %s", child)[0][0] for t in TABLES}
        return {table: n for table, n in found.items() if n}

    return counted


@pytest.fixture
def sealed(town, child):
    """Sara seals a row so that Mo no longer passes; what it takes to end it is returned."""

    def seal(row):
        with town.acting("sara"):
            return facts.seal(child, [town.human["sara"], town.human["manager"]], "a colleague is concerned", row)

    return seal


def ended(town, child, fact):
    with town.acting("sara"):
        facts.unseal(child, fact, "It was a mistake")


def worked(town, child, begin):
    """A referral with its form, an answer, its end and what follows; all before anything is sealed."""
    step = begin("referral")
    with town.acting("sara"):
        form = begin_form(person_id=child, step_id=step.id)
        part = {"domain": "social_care", "grade": 3, "section": "contact", "revision": 1, "version": 1}
        store(Answers(id=row_id(), person_id=child, series=form.id, content={"contact-name": ["Mrs Hart"]}, **part))
    with town.acting("manager"):
        finish_step(person_id=child, step_id=step.id, outcome="assessment", reason="Bruises that do not fit the story")
    return step, form


def test_a_seal_on_a_step_is_on_its_form_its_answers_its_clocks_its_end_and_what_follows(
    town, child, begin, seen, sealed
) -> None:
    step, _ = worked(town, child, begin)
    before = seen("mo")
    assert {"casework_step", "casework_move", "casework_running", "assessments_answers", "record_entry"} <= set(before)
    fact = sealed(step.id)
    assert seen("mo") == {} and seen("sara") == before
    ended(town, child, fact)
    assert seen("mo") == before


def test_what_is_written_in_a_sealed_step_is_sealed_and_ends_with_it(town, child, begin, seen, sealed) -> None:
    step = begin("referral")
    fact = sealed(step.id)
    with town.acting("sara"):
        form = begin_form(person_id=child, step_id=step.id)
        part = {"domain": "social_care", "grade": 3, "section": "contact", "revision": 1, "version": 1}
        store(Answers(id=row_id(), person_id=child, series=form.id, content={"contact-name": ["Mrs Hart"]}, **part))
    with town.acting("manager"):
        finish_step(person_id=child, step_id=step.id, outcome="assessment", reason="Bruises")
    assert seen("mo") == {} and "record_entry" in seen("sara")
    ended(town, child, fact)
    assert seen("mo") == seen("sara")


def test_a_seal_on_a_form_is_on_what_was_answered_and_not_on_the_step(town, child, begin, seen, sealed) -> None:
    _, form = worked(town, child, begin)
    sealed(form.id)
    assert not {"assessments_response", "assessments_answers"} & set(seen("mo"))
    assert "casework_step" in seen("mo")


def test_a_seal_on_a_plan_is_on_every_version_and_all_that_stands_in_it(town, child, seen, sealed) -> None:
    with town.acting("sara"):
        plan = begin_plan(person_id=child, title="Safety plan")
        aim = add_aim(person_id=child, plan_id=plan.id, need="Safe nights", outcome="No calls for a month")
        doing = Doing("Change the locks", today() + timedelta(days=2), town.post["sara"])
        action = add_action(person_id=child, plan_id=plan.id, aim_key=aim.key, doing=doing, at=("plan", 3))
        report_on_action(person_id=child, action_id=action.id, done=False, text="The landlord has not rung")
        after = review_plan(person_id=child, plan_id=plan.id, review_on=None)
    before = seen("mo")
    assert before == {"casework_plan": 2, "casework_aim": 2, "casework_action": 2, "casework_report": 1}
    fact = sealed(after.id)
    assert seen("mo") == {}
    ended(town, child, fact)
    assert seen("mo") == before
    sealed(action.id)
    assert seen("mo") == {"casework_plan": 2, "casework_aim": 2}


def test_a_seal_on_an_entry_is_on_the_tasks_that_it_decided(town, child, seen, sealed) -> None:
    with town.acting("sara"):
        entry = record_entry(person_id=child, recording=Recording("supervision_decision", now(), text="Talked over"))
        add_to_entry(entry=entry, doing=Doing("Ring the lawyer", today(), town.post["sara"]))
    assert seen("mo") == {"record_entry": 1, "casework_action": 1}
    sealed(entry.id)
    assert seen("mo") == {}


def test_one_seal_is_shown_to_guardians_and_locks_do_not_drift(town, child, begin, sealed, behind) -> None:
    step, _ = worked(town, child, begin)
    fact = sealed(step.id)
    with town.acting("sara"):
        assert [row[0] for row in rows("SELECT id FROM access.guards(%s)", child)] == [fact]
    assert not [name for name, _, drifted in behind("SELECT * FROM access.verify()") if drifted]


def test_who_may_not_seal_the_row_seals_nothing_that_follows(town, child, begin, seen) -> None:
    from kith.core.errors import KithError

    step, _ = worked(town, child, begin)
    before = seen("mo")
    with town.acting("mo"), pytest.raises(KithError):
        facts.seal(child, [town.human["mo"]], "Mine", step.id)
    assert seen("mo") == before
