"""Steps of the work: who begins, finishes, signs off, sends back, hands over; what clocks do; who sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from kith.access import facts
from kith.casework.actions.begin_form import begin_form
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.change_clock import explain_late, extend_clock, pause_clock, resume_clock
from kith.casework.actions.finish_step import finish_step, send_back, sign_off
from kith.casework.actions.hand_over import hand_over, take_on
from kith.casework.models import MoveKind, State, Step
from kith.casework.queries import doing, work_of
from kith.casework.waiting import tasks
from kith.core.clock import now
from kith.core.errors import Invalid, KithError, Refused, Unknown
from kith.core.session import acting, call, rows
from kith.record.queries import chronology


def finish(town, who, step, outcome, reason="Seen and talked about.", **more):
    with town.acting(who):
        return finish_step(person_id=step.person_id, step_id=step.id, outcome=outcome, reason=reason, **more)


def sign(town, who, step, text=""):
    with town.acting(who):
        return sign_off(person_id=step.person_id, step_id=step.id, text=text)


def test_a_referral_starts_its_clock_and_its_decision_stops_it(town, begin, clocks, steps) -> None:
    referral = begin("referral")
    assert set(clocks()) == {"referral decision"}
    assert finish(town, "sara", referral, "assessment").state == State.WAITING
    assert set(clocks()) == {"referral decision"} and set(steps()) == {"referral"}
    sign(town, "manager", referral)
    assert set(clocks()) == {"child and family assessment"} and set(steps()) == {"assessment"}


def test_the_assessment_counts_from_the_referral_and_not_from_the_decision(town, begin, clocks) -> None:
    """Working Together: forty-five working days from the referral."""
    with town.acting("sara"):
        received = now() - timedelta(days=3)
    referral = begin("referral", began_at=received)
    finish(town, "sara", referral, "assessment")
    sign(town, "manager", referral)
    assert clocks()["child and family assessment"].started_at == received


def test_a_manager_who_finishes_anothers_step_signs_it_off_with_it(town, begin, steps) -> None:
    referral = begin("referral")
    assert finish(town, "manager", referral, "nothing").state == State.FINISHED
    assert not steps()


def test_nobody_signs_off_their_own(town, begin) -> None:
    referral = begin("referral", who="manager")
    assert finish(town, "manager", referral, "nothing").state == State.WAITING
    with pytest.raises(Refused):
        sign(town, "manager", referral)


def test_only_a_manager_signs_off_whatever_the_code_does(town, begin) -> None:
    referral = begin("referral")
    finish(town, "sara", referral, "nothing")
    with pytest.raises(Refused, match="manager"):
        sign(town, "mo", referral)
    with town.acting("mo"), pytest.raises(DatabaseError, match="has not been signed off"), transaction.atomic():
        work_of(referral.person_id)
        Step.objects.filter(person_id=referral.person_id, id=referral.id).update(state="finished")


def test_sent_back_with_reasons_it_is_open_again_and_its_clock_went_on(town, begin, clocks) -> None:
    referral = begin("referral")
    due = clocks()["referral decision"].due_at
    finish(town, "sara", referral, "nothing")
    with town.acting("manager"), pytest.raises(Invalid):
        send_back(person_id=referral.person_id, step_id=referral.id, reason=" ")
    with town.acting("manager"):
        send_back(person_id=referral.person_id, step_id=referral.id, reason="What did the school say?")
    with town.acting("sara"):
        seen = doing(referral.person_id, referral.id)
        assert seen.row.state == State.OPEN and seen.moves[-1].text == "What did the school say?"
    assert clocks()["referral decision"].due_at == due


def test_what_has_ended_stays_so(town, begin) -> None:
    referral = begin("referral")
    finish(town, "manager", referral, "nothing")
    with pytest.raises(Invalid):
        finish(town, "sara", referral, "assessment")
    with town.acting("sara"), pytest.raises(DatabaseError, match="has ended"), transaction.atomic():
        work_of(referral.person_id)
        Step.objects.filter(person_id=referral.person_id, id=referral.id).update(holder=town.post["mo"])


def test_a_panel_follows_the_manager_and_says_what_it_decided(town, begin, steps) -> None:
    care = begin("child_in_care")
    finish(town, "sara", care, "placed")
    assert waited_for(town, care) == "To sign off"
    assert sign(town, "manager", care).state == State.WAITING
    assert waited_for(town, care) == "Panel's decision to record"
    with pytest.raises(Invalid, match="panel met"):
        sign(town, "manager", care)
    assert sign(town, "manager", care, "Met on Monday: agreed.").state == State.FINISHED
    assert set(steps()) == {"care_review", "education_plan", "health_assessment"}


def waited_for(town, step) -> str:
    with town.acting("manager") as me:
        return next(task.signs for task in tasks(me.holders, me.manages) if task.id == step.id)


def test_the_whole_way_of_a_child(town, begin, clocks, steps) -> None:
    """Every clock of child protection starts and stops by the work alone; at the end none runs."""
    strategy = begin("strategy_discussion")
    for outcome, then, running in (
        ("enquiry", "section_47", {"initial child protection conference"}),
        ("conference", "conference", {"initial child protection conference"}),
        ("protection", "protection_plan", {"first core group", "first review conference", "child protection visit"}),
        ("review", "review_conference", {"first core group", "first review conference", "child protection visit"}),
        ("closure", "closure", {"first core group"}),
    ):
        step = Step(person_id=strategy.person_id, id=steps()[now_at]) if (now_at := _present(steps())) else strategy
        finish(town, "manager", step, outcome)
        assert then in steps() and set(clocks()) == running, outcome
    finish(town, "manager", Step(person_id=strategy.person_id, id=steps()["core_group"]), "held")
    finish(town, "manager", Step(person_id=strategy.person_id, id=steps()["closure"]), "closed")
    assert not clocks() and not steps()


def _present(going: dict) -> str:
    return next(code for code in reversed(going) if code != "core_group")


def test_where_a_line_ends_its_clocks_end(town, begin, clocks) -> None:
    """Assessed and ended: no clock of another branch that goes on is stopped."""
    other = begin("child_in_care")
    referral = begin("referral")
    finish(town, "manager", referral, "nothing")
    assert "care plan" in clocks() and "referral decision" not in clocks()
    finish(town, "sara", other, "home")


def test_beside_an_assessment_a_strategy_discussion_begins(town, begin, steps) -> None:
    referral = begin("referral")
    finish(town, "manager", referral, "assessment", next_holder=town.post["sara"])
    begin("strategy_discussion", after=steps()["assessment"])
    assert set(steps()) == {"assessment", "strategy_discussion"}
    with pytest.raises(Invalid, match="beside"):
        begin("closure", after=steps()["assessment"])


def test_work_begins_where_the_chain_does_and_by_ones_own_chain(town, begin, child) -> None:
    with pytest.raises(Invalid):
        begin("closure")
    with pytest.raises(Invalid, match="does not work by these"):
        begin("contact", chain="adults")
    with pytest.raises(Invalid, match="not happened"):
        begin("contact", began_at=now() + timedelta(hours=1))


def test_the_decision_stands_in_the_chronology_once(town, begin, child) -> None:
    referral = begin("referral")
    finish(town, "manager", referral, "nothing", "Nothing that we can help with.")
    with town.acting("sara"):
        said = [entry for entry in chronology(child).entries if entry.kind == "step"]
        assert [(e.title, e.text) for e in said] == [("Referral: No further action", "Nothing that we can help with.")]


def test_the_decision_stands_there_with_its_reason_whoever_signs_it_off(town, begin, child) -> None:
    """And with what the manager said to it, where they said anything."""
    for text, told in (("", ""), ("Agreed: ring the school.", "\nAgreed: ring the school.")):
        referral = begin("referral")
        finish(town, "sara", referral, "nothing", "Nothing that we can help with.")
        sign(town, "manager", referral, text)
        with town.acting("sara"):
            newest = next(entry for entry in chronology(child).entries if entry.kind == "step")
            assert newest.text == f"Nothing that we can help with.{told}"


# Who has it


def test_a_manager_gives_it_to_a_colleague_and_a_worker_to_the_team(town, begin, child) -> None:
    referral = begin("referral")
    with town.acting("sara"), pytest.raises(Refused, match="manager gives"):
        hand_over(person_id=child, step_id=referral.id, holder=town.post["mo"], reason="On leave.")
    with town.acting("sara"):
        hand_over(person_id=child, step_id=referral.id, holder=town.team["safeguarding"], reason="On leave.")
    with town.acting("manager"):
        hand_over(person_id=child, step_id=referral.id, holder=town.post["mo"], reason="Please visit today.")
    assert [t.id for t in waiting(town, "mo")] == [referral.id]


def test_nobody_is_given_a_person_from_whom_they_are_barred(town, begin, child) -> None:
    referral = begin("referral")
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    with town.acting("manager"), pytest.raises(Refused, match="cannot be given"):
        hand_over(person_id=child, step_id=referral.id, holder=town.post["mo"], reason="Please.")
    with town.acting("manager"), pytest.raises(Refused, match="cannot be given"):
        begin_step(person_id=child, chain="children", step="contact", holder=town.post["mo"])


def test_whom_a_worker_may_not_give_it_to_tells_nothing_of_who_is_barred(town, begin, child) -> None:
    """The same words for a colleague who is barred as for one who is not."""
    referral = begin("referral")
    told = []
    for bar in (False, True):
        if bar:
            with town.acting("manager"):
                facts.exclude(child, town.human["mo"], "a relative")
        with town.acting("sara"), pytest.raises(Refused) as refused:
            hand_over(person_id=child, step_id=referral.id, holder=town.post["mo"], reason="Please.")
        told.append(str(refused.value))
    assert len(set(told)) == 1


def test_who_could_not_open_it_is_not_given_it(town, begin, child) -> None:
    referral = begin("referral")
    for team in ("health visitors", "protecting"):
        with town.acting("sara"), pytest.raises(Invalid, match="Nobody there could open"):
            hand_over(person_id=child, step_id=referral.id, holder=town.team[team], reason="Please.")


def test_another_organisation_takes_it_on_and_its_clocks_go_on_there(town, begin, child, clocks, core_group) -> None:
    """Nothing is lost between the two: until it is taken on it is late with whom it comes from."""
    referral = begin("referral")
    due = clocks()["referral decision"].due_at
    core_group(child, town.team["adults duty"], "front door screening")
    with town.acting("sara"):
        hand_over(person_id=child, step_id=referral.id, holder=town.team["adults duty"], reason="Eighteen on Monday.")
    assert "referral decision" in clocks()
    with town.acting("mo"), pytest.raises(Refused):
        take_on(person_id=child, step_id=referral.id, chain="children", step="contact")
    with town.acting("adults"):
        assert [t.id for t in tasks(acting().holders)] == [referral.id]
        begun = take_on(person_id=child, step_id=referral.id, chain="adults", step="contact")
        assert begun.owner_id == town.agency["adults"]
    with town.acting("adults"):
        mine = doing(child, begun.id)
        assert {c.clock: c.due_at for c in mine.clocks}["referral decision"] == due
    with town.acting("sara"):
        assert doing(child, referral.id).row.state == State.FINISHED
        assert doing(child, referral.id).moves[-1].kind == MoveKind.TAKEN_ON


def test_what_is_another_organisations_is_theirs_to_move(town, begin, child, core_group) -> None:
    referral = begin("referral")
    core_group(child, town.team["adults duty"], "front door screening")
    with town.acting("adults"), pytest.raises(Refused, match="organisation whose step"):
        finish_step(person_id=child, step_id=referral.id, outcome="nothing", reason="Ours.")


@pytest.mark.parametrize("grade", [0, -1, 3])
@pytest.mark.parametrize("domain", ["social_care", "weather"])
def test_asking_who_could_be_given_work_tells_nothing_of_persons_beyond(town, child, grade, domain) -> None:
    """A stranger learns the same of a person on record, who is involved with them or not, as of nobody."""
    told = set()
    for person in (child, uuid4()):
        for holder in ("safeguarding", "health visitors"):
            with town.acting("officer"), pytest.raises(KithError) as refused:
                call("casework.check_holder", person, town.team[holder], domain, grade)
            told.add((type(refused.value), str(refused.value)))
    assert told == {(Unknown, "There is nothing here that you can open.")}


# Who sees it


def test_whoever_does_not_open_its_grade_sees_no_step_and_no_clock(town, begin, child, core_group, behind) -> None:
    begin("referral")
    core_group(child, town.team["pastoral"], "core group: school")  # social care at essential, the plan at practice
    strategy = begin("strategy_discussion")
    finish(town, "manager", strategy, "enquiry")
    with town.acting("teacher"):
        assert not work_of(child)
        assert not rows("SELECT FROM casework_move WHERE person_id = %s", child)
    assert behind("SELECT count(*) FROM casework_running WHERE person_id = %s", child)[0][0] >= 2


def test_the_table_around_a_child_sees_the_plan_go_on(town, begin, child, core_group) -> None:
    care = begin("child_in_care")
    core_group(child, town.team["pastoral"], "core group: school")
    with town.acting("teacher"):
        (seen,) = work_of(child)
        assert seen.row.id == care.id and "care plan" in {c.clock for c in seen.clocks}


def test_a_step_beyond_the_reader_is_as_one_that_is_not_there(town, begin, child) -> None:
    referral = begin("referral")
    told = []
    for step in (referral.id, uuid4()):
        with town.acting("visitor"), pytest.raises(Unknown) as absent:
            doing(child, step)
        told.append(str(absent.value))
    assert len(set(told)) == 1


def test_a_seal_on_a_step_is_on_what_follows_and_on_its_clocks(town, begin, child) -> None:
    strategy = begin("strategy_discussion")
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"], town.human["manager"]], "a colleague is concerned", strategy.id)
    finish(town, "sara", strategy, "enquiry")
    with town.acting("mo"):
        assert not work_of(child)
        assert not rows("SELECT FROM casework_move WHERE person_id = %s AND kind = 'finished'", child)
    with town.acting("sara"):
        assert "section_47" in {d.row.step for d in work_of(child)}


def test_facts_of_access_are_not_changed_by_the_work(town, begin, child, behind) -> None:
    facts_now = "SELECT count(*) FROM access_involvement"
    before = behind(facts_now)
    finish(town, "manager", begin("referral"), "assessment", next_holder=town.post["sara"])
    assert behind(facts_now) == before


def test_locks_do_not_drift(town, begin, behind) -> None:
    finish(town, "manager", begin("referral"), "assessment", next_holder=town.post["sara"])
    assert not [name for name, _, drifted in behind("SELECT * FROM access.verify()") if drifted]


# Clocks by hand, as far as hands go


def test_a_clock_stands_and_goes_on_later(town, begin, child, clocks) -> None:
    begin("referral")
    clock = clocks()["referral decision"]
    with town.acting("sara"):
        assert pause_clock(person_id=child, clock_id=clock.id, reason="Waits for the police.").due_at is None
    with town.acting("sara"), pytest.raises(Invalid, match="stands already"):
        pause_clock(person_id=child, clock_id=clock.id, reason="Again.")
    with town.acting("sara"):
        assert (
            resume_clock(person_id=child, clock_id=clock.id, reason="They rang.").due_at == clock.due_at
        )  # the same day
    with town.acting("sara"), pytest.raises(Invalid, match="cannot be extended"):
        extend_clock(person_id=child, clock_id=clock.id, reason="Please.")


def test_why_it_is_late_is_asked_only_of_what_is(town, begin, child, clocks) -> None:
    begin("referral")
    clock = clocks()["referral decision"]
    with town.acting("sara"), pytest.raises(Invalid, match="not late"):
        explain_late(person_id=child, clock_id=clock.id, reason="Snow.")
    with town.acting("sara"):
        late = now() - timedelta(days=30)
    begin("strategy_discussion", began_at=late)
    finish(town, "manager", begin("contact", began_at=late), "referral")
    begin("referral", began_at=late)
    overdue = next(c for c in clocks().values() if c.clock == "referral decision" and c.due_at < now())
    with town.acting("sara"):
        assert (
            explain_late(person_id=child, clock_id=overdue.id, reason="No interpreter.").why_late == "No interpreter."
        )


# Forms


def test_the_form_of_a_step_is_begun_from_it_once(town, begin, child) -> None:
    referral = begin("referral")
    with town.acting("sara"):
        response = begin_form(person_id=child, step_id=referral.id)
        assert response.form == "contact-and-referral"
    with town.acting("sara"), pytest.raises(Invalid):
        begin_form(person_id=child, step_id=referral.id)


def waiting(town, who):
    with town.acting(who):
        return tasks(acting().holders, acting().manages)


def test_what_waits_is_sorted_by_when_it_is_due(town, begin, child) -> None:
    with town.acting("sara"):
        earlier = now() - timedelta(days=20)
    contact = begin("contact")
    late = begin("referral", began_at=earlier)
    mine = [t for t in waiting(town, "sara") if t.person == child]
    assert [t.id for t in mine] == [late.id, contact.id]
    assert mine[0].clock == "referral decision" and mine[0].due < now() and mine[1].due is None


def test_a_manager_has_what_waits_to_be_signed_off_and_whose_it_is_has_it_no_more(town, begin, child) -> None:
    referral = begin("referral")
    finish(town, "sara", referral, "nothing")
    assert referral.id not in {t.id for t in waiting(town, "sara")}
    with town.acting("manager"):
        assert referral.id in {t.id for t in tasks(acting().holders, acting().manages)}


# Two at once


def test_two_who_finish_one_step_at_once_do_not_both_go_on(town, begin, child, database) -> None:
    """The second waits for the first, and hears that it has ended: what follows begins once."""
    from threading import Barrier, Thread

    from django.db import connections

    contact, ready, heard = begin("contact"), Barrier(2), []

    def end() -> None:
        try:
            ready.wait()
            heard.append(finish(town, "sara", contact, "referral").state)
        except Invalid as refused:
            heard.append(str(refused))
        finally:
            connections.close_all()

    both = [Thread(target=end) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(heard)[-1] == State.FINISHED and len(heard) == 2
    with town.acting("sara"):
        assert [d.row.step for d in work_of(child)].count("referral") == 1


def test_the_page_of_a_step_shows_no_clock_that_what_goes_on_beside_it_will_stop(town, child, begin) -> None:
    referral = begin("referral")
    assessment = finish(town, "manager", referral, "assessment").begun[0]
    beside = begin("strategy_discussion", after=assessment.id)
    with town.acting("sara"):
        shown = {step.step: {c.clock for c in doing(child, step.id).running} for step in (assessment, beside)}
    assert shown == {"assessment": {"child and family assessment"}, "strategy_discussion": set()}


def test_in_the_list_of_who_has_it_a_step_is_due_by_its_own_limit(town, child, begin) -> None:
    """The core group by that of core groups, though a visit beside it may be due sooner."""
    step = begin("strategy_discussion")
    for outcome in ("enquiry", "conference", "protection"):
        begun = finish(town, "manager", step, outcome).begun
        step = begun[0]
    with town.acting("sara"):
        due = {task.step: task.clock for task in tasks(acting().holders) if task.person == child}
    assert due["core_group"] == "first core group" and due["protection_plan"]
