"""Filling in, signing off and amending, under the locks of the database."""

from uuid import uuid4

import psycopg
import pytest

from kith.assessments import queries
from kith.assessments.actions.amend_response import amend_response
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import put_away, sign_response
from kith.assessments.actions.keep_typing import keep_typing
from kith.assessments.actions.save_sections import save_sections
from kith.assessments.models import Answers, State
from kith.core.errors import Invalid, Refused, Unknown
from kith.record.models import Draft, Entry
from tests.sweep.reference import facts_of

FIRST = {"a-who-lives": ["both-parents"], "a-what-is-seen": ["A tidy flat"], "a-hurt": ["false"]}
HEALTH = {"a-sleep": ["1"], "a-fear": ["2"]}
WHOLE = FIRST | HEALTH
SECTIONS = ("first", "health", "people")


@pytest.fixture
def begun(town, child, mixed):
    with town.acting("sara"):
        return begin_response(person_id=child, slug=mixed)


def save(child, response, typed, reach, sections=("first",), base=None, draft=None):
    return save_sections(
        person_id=child, response_id=response.id, sections=sections, typed=typed, base=base or {}, reach_on=reach(),
        draft_id=draft,
    )  # fmt: skip


def test_begun_at_the_grade_of_the_form_whatever_is_asked_for(begun, town, child):
    assert (begun.domain, begun.grade, begun.version, begun.state) == ("social_care", 3, 1, State.OPEN)


def test_each_answer_lies_where_its_question_says(begun, town, child, reach, behind):
    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
    rows = behind("SELECT section, domain, grade, content FROM assessments_answers WHERE series = %s", begun.series)
    assert {(section, domain, grade): set(content) for section, domain, grade, content in rows} == {
        ("first", "social_care", 3): {"who-lives", "what-is-seen"},
        ("first", "social_care", 4): {"hurt"},
        ("health", "health", 3): {"sleep"},
        ("health", "mental_health", 4): {"fear"},
    }


def test_a_reader_gets_the_questions_that_they_open_and_is_told_of_the_rest(begun, town, child, reach, core_group):
    core_group(child, town.team["safeguarding"], "allocated team (cover)")
    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
    with town.acting("mo"):  # of the team that covers: practice everywhere, and no further
        found = queries.filled(child, begun.id, reach())
        assert set(found.content) == {"who-lives", "what-is-seen", "sleep"}
        assert [(rest.domain, rest.grade, rest.reach, rest.count) for rest in found.not_shown] == [
            ("social_care", 4, 3, 2), ("mental_health", 4, 3, 1),
        ]  # fmt: skip
        assert not found.scores, "a score opens to those alone who open all that it is made of"
    with town.acting("sara"):
        assert queries.filled(child, begun.id, reach()).scores["strain"].value == 3


def test_a_domain_in_which_one_does_not_even_locate_is_not_spoken_of(begun, town, child, reach, core_group):
    core_group(child, town.post["teacher"], "core group: school")
    with town.acting("teacher"), pytest.raises(Unknown):  # social care 2: not even that the form is there
        queries.filled(child, begun.id, reach())


def test_the_database_alone_keeps_an_answer_shut(begun, town, child, reach):
    """Whatever Python asks for: the rows of another grade do not come."""
    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
    with town.acting("mo"):
        assert {a.grade for a in Answers.objects.filter(person_id=child)} == {3}
    with town.acting("officer"):
        assert not Answers.objects.filter(person_id=child).exists()


def test_nobody_writes_an_answer_that_they_could_not_open(begun, town, child, reach):
    with town.acting("mo"), pytest.raises(Invalid, match="did not ask you"):
        save(child, begun, FIRST, reach)
    with town.acting("mo"), pytest.raises(Refused):  # past Python: the policy
        from kith.core.ids import row_id
        from kith.record.storing import store

        store(Answers(id=row_id(), person_id=child, domain="social_care", grade=4, series=begun.series, version=1,
                      section="first", revision=1, content={"hurt": [True]}))  # fmt: skip


def test_forged_and_hidden_answers(begun, town, child, reach):
    with town.acting("sara"):
        for forged in ({"a-strain": ["99"]}, {"a-nothing": ["x"]}, {"a-sleep": ["1"]}):
            with pytest.raises(Invalid, match="Nothing of it was kept"):
                save(child, begun, FIRST | forged, reach)
        save(child, begun, FIRST | {"a-how-hurt": ["A burn"]}, reach)  # closed by the answer "no"
        assert "how-hurt" not in queries.filled(child, begun.id, reach()).stored


def test_saving_again_adds_a_revision_only_where_something_changed(begun, town, child, reach, behind):
    with town.acting("sara"):
        save(child, begun, FIRST, reach)
        base = {("first", part): n for part, n in queries.filled(child, begun.id, reach()).revisions("first").items()}
        save(child, begun, FIRST | {"a-hurt": ["true"]}, reach, base=base)
    rows = behind("SELECT grade, revision FROM assessments_answers WHERE series = %s ORDER BY 1, 2", begun.series)
    assert rows == [(3, 1), (4, 1), (4, 2)]


def test_two_people_in_one_section_lose_nothing(begun, town, child, reach):
    """Both began from nothing; what only one of them changed is kept, what both changed is said."""
    with town.acting("sara"):
        save(child, begun, FIRST | {"a-siblings": ["2"]}, reach)
    with town.acting("manager"):
        both = save(child, begun, FIRST | {"a-height": ["1.20"]}, reach)
        assert not both.clashes
        said = queries.filled(child, begun.id, reach()).content
        assert (said["siblings"], said["height"]) == ([2], ["1.20"])
    with town.acting("sara"):
        clash = save(child, begun, FIRST | {"a-what-is-seen": ["Mould"]}, reach)
        assert clash.clashes == {"what-is-seen": ["A tidy flat"]}
        assert queries.filled(child, begun.id, reach()).content["what-is-seen"] == ["A tidy flat"]
        base = {("first", part): n for part, n in clash.filled.revisions("first").items()}
        save(child, begun, FIRST | {"a-what-is-seen": ["Mould"], "a-siblings": ["2"]}, reach, base=base)
        assert queries.filled(child, begun.id, reach()).content["what-is-seen"] == ["Mould"]


def test_what_is_typed_is_its_authors_alone_until_it_is_saved(begun, town, child, reach, behind):
    about = {"person_id": child, "response_id": begun.id, "section": "first", "base": ""}
    with town.acting("sara"):
        draft, revision = keep_typing(**about, typed={"a-what-is-seen": ["A ti"]}, draft_id=None, revision=0)
        keep_typing(**about, typed={"a-what-is-seen": ["A tidy"]}, draft_id=draft, revision=revision)
        assert queries.typing(child, begun.id, "first").content["fields"] == [["a-what-is-seen", "A tidy"]]
        assert queries.typing(child, begun.id, "health") is None
    with town.acting("manager"):
        assert queries.typing(child, begun.id, "first") is None
        assert not Draft.objects.filter(id=draft).exists()
    with town.acting("sara"):
        save(child, begun, FIRST, reach, draft=draft)
        assert queries.typing(child, begun.id, "first") is None
    assert behind("SELECT content FROM record_draft WHERE id = %s", draft) == [({},)]


def test_signed_off_whole_and_then_for_good(begun, town, child, reach, database):
    with town.acting("sara"):
        with pytest.raises(Invalid, match="Answer these"):
            sign_response(person_id=child, response_id=begun.id, reach_on=reach())
        save(child, begun, WHOLE, reach, SECTIONS)
    with town.acting("mo"), pytest.raises(Refused, match="read whole"):
        sign_response(person_id=child, response_id=begun.id, reach_on=reach())
    with town.acting("sara"):
        sign_response(person_id=child, response_id=begun.id, reach_on=reach())
        signed = queries.filled(child, begun.id, reach())
        assert (signed.row.state, signed.row.ended_by) == (State.SIGNED, town.post["sara"])
        assert Entry.objects.filter(person_id=child, kind="form").count() == 1
        with pytest.raises(Invalid, match="signed off or put away"):
            save(child, begun, FIRST | {"a-hurt": ["true"]}, reach)
        with pytest.raises(Invalid):
            put_away(person_id=child, response_id=begun.id, reason="x", reach_on=reach())


def test_no_sql_of_the_application_changes_what_is_signed(begun, town, child, reach):
    from django.db import DatabaseError, connection, transaction

    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
        sign_response(person_id=child, response_id=begun.id, reach_on=reach())
    for attack in (
        "UPDATE assessments_response SET state = 'open' WHERE person_id = %s",
        "UPDATE assessments_response SET reason = 'x' WHERE person_id = %s",
        "UPDATE assessments_response SET ended_by = 1 WHERE person_id = %s",
        "UPDATE assessments_answers SET content = '{}' WHERE person_id = %s",
        "DELETE FROM assessments_answers WHERE person_id = %s",
    ):
        with town.acting("sara"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack, [child])


def test_an_amendment_carries_what_its_writer_does_not_open(begun, town, child, reach):
    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
        sign_response(person_id=child, response_id=begun.id, reach_on=reach())
    with town.acting("mo"):
        with pytest.raises(Invalid, match="Say why"):
            amend_response(person_id=child, response_id=begun.id, reason=" ")
        second = amend_response(person_id=child, response_id=begun.id, reason="She told me more")
        with pytest.raises(Invalid):
            amend_response(person_id=child, response_id=begun.id, reason="At the same time")
        base = {("first", part): n for part, n in queries.filled(child, second.id, reach()).revisions("first").items()}
        shown = {k: v for k, v in FIRST.items() if k != "a-hurt"}
        save(child, second, shown | {"a-what-is-seen": ["Mould"]}, reach, base=base)
    with town.acting("sara"):
        first, now = (queries.filled(child, r.id, reach()).content for r in (begun, second))
        assert (first["what-is-seen"], now["what-is-seen"]) == (["A tidy flat"], ["Mould"])
        assert first["fear"] == now["fear"] == ["2"]
        with pytest.raises(Invalid, match="amended since you opened it"):
            save(child, begun, FIRST, reach)


def test_what_was_put_away_takes_no_answer(begun, town, child, reach):
    with town.acting("sara"):
        put_away(person_id=child, response_id=begun.id, reason="Begun twice", reach_on=reach())
        with pytest.raises(Invalid, match="signed off or put away"):
            save(child, begun, FIRST, reach)


def test_another_organisation_reads_and_does_not_write(begun, town, child, reach, core_group):
    core_group(child, town.post["officer"], "lead child protection practitioner")
    with town.acting("officer"):
        refused = pytest.raises((Refused, Unknown))
        with refused:
            save(child, begun, {"a-what-is-seen": ["x"]}, reach)


def test_a_form_of_nobody_and_one_beyond_answer_alike(begun, town, child, reach):
    answers = set()
    for response in (begun.id, uuid4()):
        with town.acting("teacher"), pytest.raises(Unknown) as refused:
            queries.filled(child, response, lambda owner: {})
        answers.add(str(refused.value))
    assert len(answers) == 1


def test_a_published_version_never_changes_and_running_responses_stay_on_it(begun, town, child, mixed, reach, database):
    from kith.assessments.actions.publish_form import publish_form
    from tests.assessments.conftest import MIXED

    with pytest.raises(Invalid, match="another text"):
        publish_form(MIXED | {"title": "Another title"})
    publish_form(MIXED | {"title": "Another title", "version": "2"})
    with pytest.raises(Invalid, match="another text"):
        publish_form(MIXED)
    with town.acting("sara"):
        assert queries.filled(child, begun.id, reach()).definition.title == "A form in several domains"
        assert begin_response(person_id=child, slug=mixed).form_version == 2
    with database.connect("kith_owner") as owner, pytest.raises(psycopg.Error, match="never changes"):
        owner.execute("UPDATE assessments_form SET title = 'x' WHERE slug = %s", [mixed])


def test_no_lock_drifts(begun, town, child, reach, database):
    from kith.access import facts

    with town.acting("sara"):
        save(child, begun, WHOLE, reach, SECTIONS)
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    with town.acting("mo"):
        assert not Answers.objects.filter(person_id=child).exists()
    with database.superuser() as superuser:
        told = superuser.execute("SELECT name, drifted FROM access.verify() WHERE name LIKE '%assessments%'").fetchall()
        assert dict(told) == {"public.assessments_answers": 0, "public.assessments_response": 0}
        assert facts_of(superuser)
