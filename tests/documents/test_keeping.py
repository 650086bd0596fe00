"""Keeping, renewing and withdrawing: what the locks, the versions and the file come to, and who may not."""

from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from kith.access import facts
from kith.core.errors import Invalid, Refused, Unknown
from kith.documents import scanning
from kith.documents.actions.renew_document import renew_document
from kith.documents.actions.withdraw_document import withdraw_document
from kith.documents.judging import judged
from kith.documents.models import Document, File
from kith.documents.queries import document, documents, entry_of, versions
from kith.documents.storing import part_of, words_of
from kith.record.actions.amend_entry import amend_entry
from kith.record.queries import chronology, search
from kith.record.recording import said_by
from kith.record.storing import store
from tests.documents.conftest import said

LOCK = "SELECT domain, grade, owner_id, audience, gate, denied FROM {} WHERE person_id = %s AND id = %s"


def locks(behind: Any, row: Document) -> list[list[tuple[Any, ...]]]:
    return [behind(LOCK.format(table), row.person_id, row.id) for table in ("documents_document", "documents_file")]


def renewed(town: Any, row: Document, file: Any, by: str = "sara", **more: Any) -> Document:
    with town.acting(by):
        return renew_document(read=row, said=said(**more), file=file, reason="The signed copy came")


def test_kept_with_its_file_and_told_in_the_chronology(town, child, keep, letter) -> None:
    row = keep(child)
    with town.acting("sara"):
        assert [d.id for d in documents(child)] == [row.id]
        assert part_of(row, "original") == letter.original and words_of(row) == letter.words
        told = chronology(child).entries[0]
        assert (told.kind, told.title, told.domain, told.grade) == ("document", "Letter from school", "social_care", 3)
        assert entry_of(row).id == told.id
        assert [hit.entry.id for hit in search("late", child)] == [told.id]


def test_the_file_has_the_lock_of_its_document_through_every_change(town, child, keep, behind) -> None:
    row = keep(child, grade=4)
    before = locks(behind, row)
    with town.acting("manager"):
        facts.exclude(child, town.human["mo"], "a relative")
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
    after = locks(behind, row)
    assert before[0] == before[1] and after[0] == after[1] and before != after
    with town.acting("manager"):
        facts.seal(child, [town.human["sara"]], "his father works here", row.id)
    sealed = locks(behind, row)
    assert sealed[0] == sealed[1] != after[0]


def test_a_seal_on_it_is_on_every_version_its_files_and_its_entry(town, child, keep, letter) -> None:
    row = keep(child)
    newer = renewed(town, row, letter)
    with town.acting("manager"):
        facts.seal(child, [town.human["sara"]], "his father works here", row.id)
    after = renewed(town, newer, letter)
    with town.acting("mo"):
        assert not documents(child) and not chronology(child).entries
        assert (
            not Document.objects.filter(series=row.series).exists() and not File.objects.filter(person=child).exists()
        )
    with town.acting("sara"):
        assert [v.id for v in versions(row)] == [after.id, newer.id, row.id]


def test_who_does_not_open_it_finds_neither_it_nor_its_file(town, child, keep) -> None:
    row = keep(child, grade=4)
    with town.acting("visitor"):
        with pytest.raises(Unknown):
            document(child, row.id)
        with pytest.raises(Unknown):
            part_of(row, "original")
        assert not documents(child)


def test_it_leaves_its_event_with_the_digest(child, keep, behind) -> None:
    row = keep(child)
    told = behind("SELECT action, detail ->> 'sha256' FROM audit_event WHERE person_id = %s AND rows @> %s",
                  child, [row.id])  # fmt: skip
    assert ("keep document", row.sha256) in told


def test_the_same_form_sent_again_is_the_same_document(child, keep, behind) -> None:
    assert keep(child, token="once").id == keep(child, token="once").id
    assert behind("SELECT count(*) FROM documents_document WHERE person_id = %s", child) == [(1,)]


def test_a_newer_file_is_a_version_and_the_older_stays(town, child, keep, photo) -> None:
    row = keep(child)
    new = renewed(town, row, photo, description="The letter, photographed")
    with town.acting("sara"):
        assert [(v.version, v.current) for v in versions(row)] == [(2, True), (1, False)]
        assert part_of(row, "original") != part_of(new, "original") == photo.original
        assert [d.id for d in documents(child)] == [new.id]
        entry = chronology(child).entries[0]
        assert (entry.version, entry.amendment_reason) == (2, "The signed copy came")


def test_its_entry_changes_with_it_and_never_alone(town, child, keep, letter) -> None:
    """Neither by its own form, nor under a token that only looks like a document's."""
    row = keep(child)
    with town.acting("sara"):
        entry = entry_of(row)
        for token in ("", f"document-{uuid4()}"):
            with pytest.raises(Refused, match="changes with it"):
                amend_entry(person_id=child, entry_id=entry.id, recording=said_by(entry), reason="A word", token=token)
        assert entry_of(row).version == 1
    newer = renewed(town, row, letter, title="Letter from school, signed")
    with town.acting("sara"):
        assert (entry_of(newer).version, entry_of(newer).title) == (2, "Letter from school, signed")


def test_raising_it_raises_its_history_and_its_files(town, child, keep, letter, behind) -> None:
    row = keep(child, grade=3)
    new = renewed(town, row, letter, grade=4)
    for each in (row, new):
        of_document, of_file = locks(behind, each)
        assert of_document == of_file and of_document[0][1] == 4


def test_lowering_it_is_a_managers_act(town, child, keep, letter) -> None:
    row = keep(child, grade=4)
    with pytest.raises(Refused, match="Only a manager"):
        renewed(town, row, letter, grade=3)
    assert renewed(town, row, letter, by="manager", grade=3).grade == 3


def test_two_newer_files_from_one_reading(town, child, keep, letter) -> None:
    row = keep(child)
    renewed(town, row, letter)
    with pytest.raises(Invalid, match="newer version"):
        renewed(town, row, letter)


def test_another_organisation_changes_nothing_of_it(town, child, keep, letter) -> None:
    """The health visitor opens it, and may not withdraw it or put another file in its place."""
    row = keep(child, domain="plan")
    with town.acting("manager"):
        facts.involve(child, town.team["health visitors"], "core group: health visitor or school nurse")
    with town.acting("visitor"):
        assert document(child, row.id)
        with pytest.raises(Refused, match="Only the organisation"):
            withdraw_document(read=row, reason="Not mine")
    with pytest.raises((Refused, Invalid)):
        renewed(town, row, letter, by="visitor", domain="plan")


def test_withdrawn_it_stays_and_says_why(town, child, keep, letter) -> None:
    row = keep(child)
    with town.acting("sara"):
        withdraw_document(read=row, reason="It is about another child")
    with town.acting("sara"):
        found = document(child, row.id)
        assert found.withdrawn_why == "It is about another child" and found.withdrawn_by == town.post["sara"]
        assert part_of(found, "original") == letter.original
        assert chronology(child).entries[0].title == "Withdrawn: Letter from school"
    with pytest.raises(Invalid, match="withdrawn"):
        renewed(town, row, letter)
    with town.acting("sara"), pytest.raises((Invalid, DatabaseError)), transaction.atomic():
        Document.objects.filter(person_id=child, id=row.id).update(withdrawn_why="Twice")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": "photo"}, "is a picture"),
        ({"made_on": date(2999, 1, 1)}, "future"),
        ({"title": "x" * 201}, "too long"),
    ],
)
def test_what_is_said_of_it_is_checked(child, keep, wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        keep(child, **wrong)


def test_a_picture_needs_words_and_a_photo_of_the_person_is_about_who_they_are(child, keep, photo) -> None:
    with pytest.raises(Invalid, match="Describe"):
        keep(child, file=photo, description=" ")
    with pytest.raises(Invalid, match="identity"):
        keep(child, file=photo, what="photo")
    assert keep(child, file=photo, what="photo", domain="identity", grade=2).width == 60


def test_nobody_keeps_what_they_could_not_open_again(child, keep) -> None:
    with pytest.raises((Refused, Unknown)):
        keep(child, by="visitor")


# ---- whatever the code does, the database holds ----


def test_a_file_that_is_not_the_one_its_document_names_is_refused(town, child, keep, letter, behind) -> None:
    row = keep(child)
    other = {"person_id": child, "id": uuid4(), "domain": "social_care", "grade": 1}
    with town.acting("sara"):
        for bad in (File(original=b"other", **other), File(original=b"other", **(other | {"id": row.id}))):
            with pytest.raises((Invalid, Unknown, DatabaseError)), transaction.atomic():
                store(bad)
    assert behind("SELECT original FROM documents_file WHERE person_id = %s", child) == [(letter.original,)]


def test_a_file_lies_where_its_document_lies_whatever_is_asked(town, child, letter, behind) -> None:
    """Nobody puts the bytes of a sensitive document at locate."""
    new = uuid4()
    with town.acting("sara"):
        about = {"person_id": child, "id": new, "domain": "social_care"}
        fields = {"what": "letter", "title": "x", "received_how": "post", "media_type": "text/plain",
                  "size": len(letter.original), "sha256": letter.sha256}  # fmt: skip
        store(Document(series=new, grade=4, **about, **fields))
        store(File(original=letter.original, grade=1, **about))
    assert behind("SELECT grade FROM documents_file WHERE id = %s", new) == [(4,)]


@pytest.mark.parametrize(
    "told",
    [
        "UPDATE documents_document SET sha256 = repeat('0', 64)",
        "UPDATE documents_document SET grade = 1",
        "UPDATE documents_document SET current = false",
        "UPDATE documents_document SET withdrawn_at = NULL",
        "UPDATE documents_file SET original = 'x'",
        "DELETE FROM documents_document",
        "DELETE FROM documents_file",
    ],
)
def test_the_application_changes_and_deletes_nothing_of_it(database, town, child, keep, told: str) -> None:
    keep(child)
    with database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(told)


def test_nothing_drifts(town, child, keep, letter, behind) -> None:
    renewed(town, keep(child), letter, grade=4)
    assert behind("SELECT sum(drifted) FROM access.verify()") == [(0,)]


# ---- the scanner ----


def test_without_a_scanner_nobody_is_told_that_one_looked() -> None:
    assert scanning.scanned(b"x") == "" and not scanning.configured()


def test_judged_and_kept_are_the_same_bytes(child, keep, behind) -> None:
    """The digest is the database's own."""
    row = keep(child, file=judged(b"Another letter"))
    told = behind("SELECT encode(sha256(original), 'hex') FROM documents_file WHERE id = %s", row.id)
    assert told == [(row.sha256,)]
