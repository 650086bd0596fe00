"""Plans: who reads which need, in whose list an action stands, who says what came of it, what a review changes."""

from datetime import timedelta

import pytest

from kith.casework.actions.add_to_plan import Doing, add_action, add_aim
from kith.casework.actions.begin_plan import begin_plan
from kith.casework.actions.report_on_action import report_on_action
from kith.casework.actions.review_plan import end_plan, review_plan
from kith.casework.plans import compare, standing, standings
from kith.casework.waiting import tasks
from kith.core.clock import today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting, rows

TABLE, SENSITIVE, MIND = ("plan", 3), ("plan", 4), ("mental_health", 3)
SCHOOL = "core group: school"


@pytest.fixture
def plan(town, child, core_group):
    """Sara's plan for the child; the school is at the table."""
    core_group(child, town.team["pastoral"], SCHOOL)
    with town.acting("sara"):
        return begin_plan(person_id=child, title="Child protection plan", review_on=today() + timedelta(days=90))


@pytest.fixture
def agree(town, child, plan):
    """A need with one action; returns the action."""

    def make(at=TABLE, who="sara", to=None, what="Ring every Monday when she is not in by ten", **doing):
        with town.acting(who):
            aim = add_aim(
                person_id=child, plan_id=plan.id, need="She misses school", outcome="In school on time", at=at
            )
            given = {"holder": to, "by_when": today() + timedelta(days=7)} | doing
            return add_action(person_id=child, plan_id=plan.id, aim_key=aim.key, doing=Doing(what, **given), at=at)

    return make


def listed(town, who):
    with town.acting(who):
        return {task.id for task in tasks(acting().holders)}


def test_an_action_stands_in_the_list_of_whoever_does_it_in_another_organisation(town, agree) -> None:
    action = agree(to=town.team["pastoral"])
    assert action.id in listed(town, "teacher") and action.id not in listed(town, "sara")


def test_once_done_it_waits_no_longer_and_the_lead_reads_what_came_of_it(town, child, plan, agree) -> None:
    action = agree(to=town.team["pastoral"])
    with town.acting("teacher"), pytest.raises(Invalid, match="stands in the way"):
        report_on_action(person_id=child, action_id=action.id, done=False)
    with town.acting("teacher"):
        report_on_action(person_id=child, action_id=action.id, done=False, text="No answer at the number.")
    assert action.id in listed(town, "teacher")
    with town.acting("teacher"):
        report_on_action(person_id=child, action_id=action.id, done=True, text="In by nine all week.")
    assert action.id not in listed(town, "teacher")
    with town.acting("sara"):
        ((_, said),) = standing(child, plan.id).actions
        assert said.done and said.text == "In by nine all week." and said.owner_id == town.agency["school"]


def test_the_table_reads_the_plan_but_not_what_stands_beyond_its_grade(town, child, plan, agree) -> None:
    """Journey 4: a teacher sees the plan, and nothing of the mother's mental health."""
    seen, deep = agree(by_words="Mum"), agree(at=SENSITIVE, by_words="Mum")
    hidden = agree(at=MIND, what="Ask the clinic about her tablets", to=town.post["sara"])
    with town.acting("teacher"):
        found = standing(child, plan.id)
        assert {action.id for action, _ in found.actions} == {seen.id}
        assert not rows("SELECT FROM casework_aim WHERE person_id = %s AND domain = 'mental_health'", child)
    with town.acting("sara"):
        assert {action.id for action, _ in standing(child, plan.id).actions} == {seen.id, hidden.id, deep.id}


def test_nobody_is_given_an_action_that_they_could_not_read(town, agree) -> None:
    with pytest.raises(Invalid, match="could not read"):
        agree(at=SENSITIVE, to=town.team["pastoral"])
    with pytest.raises(Invalid, match="could not read"):
        agree(to=town.team["protecting"])


def test_nobody_who_is_barred_or_sealed_out_is_given_an_action_that_they_would_not_see(town, child, agree) -> None:
    """In the words that anybody gets who could not read it: why is not said. Their team may still be asked."""
    from kith.access import facts

    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    with pytest.raises(Invalid, match="could not read") as refused:
        agree(to=town.post["mo"])
    with pytest.raises(Invalid) as stranger:
        agree(to=town.post["officer"])
    assert str(refused.value) == str(stranger.value)
    agree(to=town.team["safeguarding"])
    agree(to=town.post["teacher"])
    with town.acting("manager"):
        facts.seal(child, [town.human[who] for who in ("sara", "manager")], "adoption")
    with pytest.raises(Invalid, match="could not read"):
        agree(to=town.post["teacher"])


def test_the_family_does_things_too(town, child, plan, agree) -> None:
    action = agree(by_words="Grandad")
    assert action.by_words == "Grandad" and action.holder is None
    with pytest.raises(Invalid, match="who does it"):
        agree()
    with town.acting("sara"):
        report_on_action(person_id=child, action_id=action.id, done=True)
        assert standing(child, plan.id).done == 1


def test_every_organisation_at_the_table_may_add_to_the_plan(town, child, plan, agree) -> None:
    action = agree(who="teacher", to=town.post["teacher"])
    with town.acting("sara"):
        assert action.id in {a.id for a, _ in standing(child, plan.id).actions}


def test_only_whose_plan_it_is_reviews_it(town, child, plan) -> None:
    with town.acting("teacher"), pytest.raises(Refused, match="whose plan"):
        review_plan(person_id=child, plan_id=plan.id, review_on=None)
    with town.acting("visitor"), pytest.raises(Unknown):
        review_plan(person_id=child, plan_id=plan.id, review_on=None)


def test_a_review_keeps_what_was_agreed_and_says_what_it_changed(town, child, plan, agree) -> None:
    done, left = agree(to=town.team["pastoral"]), agree(by_words="Mum", what="Bring her by the bus")
    with town.acting("sara"):
        report_on_action(person_id=child, action_id=done.id, done=True)
        after = review_plan(person_id=child, plan_id=plan.id, review_on=None)
        add_action(
            person_id=child, plan_id=after.id, aim_key=left.aim_key, at=TABLE,
            doing=Doing("Meet at the gate", today() + timedelta(days=3), by_words="Dad"),
        )  # fmt: skip
        old, new = standing(child, plan.id), standing(child, after.id)
        how = {(c.what, c.how) for c in compare(old, new)}
    assert old.row.state == "replaced" and len(old.actions) == 2 and len(new.actions) == 2
    assert how == {("Need", "as it was"), ("Action", "done"), ("Action", "as it was"), ("Action", "new")}


def test_what_is_replaced_or_ended_waits_for_nobody_and_takes_no_more(town, child, plan, agree) -> None:
    first = agree(to=town.team["pastoral"])
    with town.acting("sara"):
        after = review_plan(person_id=child, plan_id=plan.id, review_on=None)
    (carried,) = listed(town, "teacher") & ids_of(town, child)
    assert carried != first.id
    with town.acting("sara"), pytest.raises(Invalid, match="since you opened it"):
        review_plan(person_id=child, plan_id=plan.id, review_on=None)
    with pytest.raises(Invalid, match="since you opened it"):
        agree(by_words="Mum")
    with town.acting("sara"):
        end_plan(person_id=child, plan_id=after.id)
    assert not listed(town, "teacher") & ids_of(town, child)


def ids_of(town, child):
    with town.acting("sara"):
        return {action.id for each in standings(child) for action, _ in each.actions}


def test_locks_of_plans_do_not_drift(town, child, agree, behind) -> None:
    agree(to=town.team["pastoral"])
    assert not [name for name, _, drifted in behind("SELECT * FROM access.verify()") if drifted]
