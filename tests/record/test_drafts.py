"""Drafts: saved as typed, by one post, and never lost."""

from uuid import uuid4

import pytest

from kith.core.errors import Unknown
from kith.record.actions.discard_draft import discard_draft
from kith.record.actions.record_entry import record_entry
from kith.record.actions.save_draft import save_draft
from kith.record.queries import draft, drafts


def test_saved_as_typed_and_read_again_tomorrow(town, child):
    with town.acting("sara"):
        kept, revision = save_draft(person_id=child, kind="visit", content={"text": "Mum was"})
    with town.acting("sara"):
        assert save_draft(
            person_id=child, kind="call", content={"text": "Mum was at work"}, draft_id=kept, revision=revision
        ) == (kept, 2)
    with town.acting("sara"):
        found = draft(child, kept)
        assert (found.kind, found.content, found.earlier) == ("call", {"text": "Mum was at work"}, [])
        assert kept in {each.id for each in drafts()}


def test_a_draft_is_its_authors_alone(town, child):
    with town.acting("sara"):
        kept, _ = save_draft(person_id=child, kind="visit", content={"text": "x"})
    with town.acting("manager"):
        assert kept not in {each.id for each in drafts()}
        for write in (
            lambda: draft(child, kept),
            lambda: save_draft(person_id=child, kind="visit", content={}, draft_id=kept, revision=1),
            lambda: discard_draft(person_id=child, draft_id=kept),
        ):
            with pytest.raises(Unknown):
                write()


def test_two_tabs_lose_nothing(town, child):
    with town.acting("sara"):
        kept, first = save_draft(person_id=child, kind="visit", content={"text": "A"})
        save_draft(person_id=child, kind="visit", content={"text": "A left"}, draft_id=kept, revision=first)
        _, last = save_draft(person_id=child, kind="visit", content={"text": "A right"}, draft_id=kept, revision=first)
        found = draft(child, kept)
    assert (found.content, found.earlier, last) == ({"text": "A right"}, [{"text": "A left"}], 3)


def test_recording_takes_the_words_out_of_the_draft(town, child, note, behind):
    with town.acting("sara"):
        kept, _ = save_draft(person_id=child, kind="case_note", content={"text": "Seen at home."})
        written = record_entry(person_id=child, recording=note(), draft_id=kept)
        assert kept not in {each.id for each in drafts()}
    assert behind("SELECT recorded_as, content, earlier FROM record_draft WHERE id = %s", kept) == [
        (written.id, {}, [])
    ]


def test_a_tab_left_open_after_recording(town, child, note):
    with town.acting("sara"):
        kept, revision = save_draft(person_id=child, kind="case_note", content={"text": "Seen"})
        record_entry(person_id=child, recording=note(), draft_id=kept)
        late = {"person_id": child, "kind": "case_note", "draft_id": kept, "revision": revision}
        assert save_draft(content={"text": "Seen at home."}, **late)[0] == kept  # on the record already
        further, _ = save_draft(content={"text": "Seen at home. And then"}, **late)
        assert further != kept
        assert draft(child, further).content == {"text": "Seen at home. And then"}


def test_discarded_and_taken_up_again(town, child):
    with town.acting("sara"):
        kept, revision = save_draft(person_id=child, kind="visit", content={"text": "Perhaps"})
        discard_draft(person_id=child, draft_id=kept)
        assert kept not in {each.id for each in drafts()}
        save_draft(person_id=child, kind="visit", content={"text": "Perhaps"}, draft_id=kept, revision=revision)
        assert kept not in {each.id for each in drafts()}  # the page's last saving as it was left
        save_draft(person_id=child, kind="visit", content={"text": "Perhaps not"}, draft_id=kept, revision=revision)
        assert kept in {each.id for each in drafts()}
        with pytest.raises(Unknown):
            discard_draft(person_id=child, draft_id=uuid4())


def test_nobody_drafts_about_a_person_beyond_them(town, child):
    answers = []
    for person in (child, uuid4()):
        with town.acting("teacher"), pytest.raises(Unknown) as refused:
            save_draft(person_id=person, kind="visit", content={"text": "x"})
        answers.append(str(refused.value))
    assert answers[0] == answers[1]


def test_a_draft_is_gone_for_one_who_is_excluded(town, child):
    from kith.access import facts

    with town.acting("mo"):
        kept, revision = save_draft(person_id=child, kind="visit", content={"text": "x"})
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
    with town.acting("mo"):
        assert kept not in {each.id for each in drafts()}
        with pytest.raises(Unknown):
            save_draft(person_id=child, kind="visit", content={"text": "y"}, draft_id=kept, revision=revision)
