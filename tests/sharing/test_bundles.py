"""A bundle for a court: each part keeps its lock, what is removed is nowhere, what was served is checked."""

import json
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from kith.access import facts
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.actions.put_together import (
    Source,
    add_exhibit,
    begin_bundle,
    drop_exhibit,
    fix_bundle,
    move_exhibit,
    of_entry,
)
from kith.sharing.bundles import bundle, digest, manifest, verified
from kith.sharing.models import Exhibit

WORDS = "Nan Marsh said that Ada was cold. Ring Nan on 01632 960111."


@pytest.fixture
def child(town) -> UUID:
    return town.child()


def entry(town, child: UUID, grade: int = 3, domain: str = "social_care", text: str = WORDS) -> UUID:
    with town.acting("sara"):
        said = Recording("case_note", now(), f"Note {grade}", text, domain, grade)
        return record_entry(person_id=child, recording=said).id


def begun(town, child: UUID, *entries: UUID, removing: list[str] | None = None) -> UUID:
    with town.acting("sara"):
        made = begin_bundle(person=child, title="First hearing", court="Larkshire", number="1", token=uuid4().hex)
        for n, each in enumerate(entries, 1):
            add_exhibit(
                person=child, bundle=made, of=of_entry(child, each), place=n, section="Notes", removing=removing
            )
    return made


def fixed(town, child: UUID, *entries: UUID) -> UUID:
    made = begun(town, child, *entries)
    with town.acting("sara"):
        fix_bundle(person=child, bundle=made, truth="Sara, social worker", digest=digest(b"the file"))
    return made


def test_an_exhibit_has_the_lock_of_its_entry(town, child) -> None:
    made = begun(town, child, entry(town, child), entry(town, child, 4, "family"))
    with town.database.superuser() as admin:
        pairs = admin.execute(
            "SELECT x.domain, x.grade, x.owner_id, x.audience, x.gate, x.denied,"
            " e.domain, e.grade, e.owner_id, e.audience, e.gate, e.denied"
            " FROM sharing_exhibit x JOIN record_entry e ON e.person_id = x.person_id AND e.id = x.of_row"
            " WHERE x.bundle_id = %s",
            [made],
        ).fetchall()
    assert len(pairs) == 2
    assert all(row[:6] == row[6:] for row in pairs)


def test_whoever_opens_a_part_reads_a_part_and_draws_nothing(town, child) -> None:
    made = begun(town, child, entry(town, child, 3, "plan"), entry(town, child, 4, "social_care"))
    with town.acting("sara"):
        assert bundle(child, made).whole
    with town.acting("mo"):
        opened = bundle(child, made)
        assert opened.bundle.count == 2
        assert [x.grade for x in opened.exhibits] == [3] and not opened.whole
        with pytest.raises(Refused, match="every part"):
            opened.check_whole()
    with town.acting("teacher"), pytest.raises(Unknown):
        bundle(child, made)


def test_what_one_does_not_open_cannot_be_put_in(town, child) -> None:
    other = town.child(allocated="mo")
    theirs = entry(town, child)
    made = begun(town, child)
    with town.acting("sara"), pytest.raises(Unknown):
        add_exhibit(person=child, bundle=made, of=Source(uuid4(), "", ""), place=1)
    with town.acting("sara"), pytest.raises(Unknown):
        add_exhibit(person=other, bundle=made, of=Source(theirs, "", ""), place=1)
    with town.acting("teacher"), pytest.raises(Unknown):
        add_exhibit(person=child, bundle=made, of=Source(theirs, "", ""), place=1)


def test_what_is_sealed_by_itself_or_restricted_is_not_copied(town, child) -> None:
    sealed = entry(town, child)
    with town.acting("sara"):
        facts.seal(child, [town.human["sara"]], "adoption", sealed)
    made = begun(town, child)
    with town.acting("sara"), pytest.raises(Refused, match="sealed"):
        add_exhibit(person=child, bundle=made, of=of_entry(child, sealed), place=1)


def test_words_that_are_removed_lie_nowhere_in_what_is_served(town, child) -> None:
    made = begun(town, child, entry(town, child), removing=["Nan", "nan marsh", "01632 960111"])
    with town.acting("sara"):
        (x,) = bundle(child, made).exhibits
        assert x.text == "[removed] said that Ada was cold. Ring [removed] on [removed]."
        assert x.of_author == "Sara"
        assert x.digest == digest(x.text.encode()) and x.source_digest == digest(WORDS.encode())
        assert "Nan" not in manifest(bundle(child, made)) and "960111" not in manifest(bundle(child, made))


def test_once_fixed_nothing_changes(town, child) -> None:
    one, two = entry(town, child), entry(town, child)
    made = fixed(town, child, one)
    with town.acting("sara"):
        (x,) = bundle(child, made).exhibits
    for change in (
        lambda: add_exhibit(person=child, bundle=made, of=of_entry(child, two), place=2),
        lambda: drop_exhibit(person=child, exhibit=x.id),
        lambda: fix_bundle(person=child, bundle=made, truth="Again", digest="0" * 64),
    ):
        with town.acting("sara"), pytest.raises(Invalid, match="fixed"):
            change()


def test_an_entry_amended_later_is_shown_as_it_was_served(town, child) -> None:
    first = entry(town, child, text="As it was")
    made = fixed(town, child, first)
    with town.acting("sara"):
        said = Recording("case_note", now(), "Note 3", "As it is now")
        amend_entry(person_id=child, entry_id=first, recording=said, reason="A mistake in it")
    with town.acting("sara"):
        (x,) = bundle(child, made).exhibits
        assert (x.text, x.version, x.of_row) == ("As it was", 1, first)


def test_taken_out_it_is_no_longer_in_it_and_twice_is_refused(town, child) -> None:
    one = entry(town, child)
    made = begun(town, child, one)
    with town.acting("sara"), pytest.raises(Invalid, match="already"):
        add_exhibit(person=child, bundle=made, of=of_entry(child, one), place=2)
    with town.acting("sara"):
        (x,) = bundle(child, made).exhibits
        drop_exhibit(person=child, exhibit=x.id)
        assert bundle(child, made).exhibits == [] and bundle(child, made).whole
        assert Exhibit.objects.get(person_id=child, id=x.id).dropped_at


def test_one_is_moved_in_its_section_by_who_opens_it(town, child) -> None:
    one, two = entry(town, child, 3), entry(town, child, 4)
    made = begun(town, child, one, two)
    with town.acting("sara"):
        first, second = bundle(child, made).exhibits
        for later, order in ((True, [two, one]), (True, [two, one]), (False, [one, two])):  # at the end it stays
            move_exhibit(person=child, exhibit=first.id, later=later)
            assert [x.of_row for x in bundle(child, made).exhibits] == order
    with town.acting("teacher"), pytest.raises(Unknown):
        move_exhibit(person=child, exhibit=second.id, later=True)


def test_a_title_loses_the_words_too_and_facts_beside_the_words_are_in_it(town, child) -> None:
    with town.acting("sara"):
        said = Recording("case_note", now(), "Call from Nan", WORDS, "social_care", 3, present="Nan Marsh, Ada")
        made = record_entry(person_id=child, recording=said).id
    with town.acting("sara"):
        (x,) = bundle(child, begun(town, child, made, removing=["Nan", "Nan Marsh"])).exhibits
    assert x.title == "Call from [removed]"
    assert x.text.endswith("There: [removed], Ada")
    assert x.source_digest == digest(f"{WORDS}\nNan Marsh, Ada".encode())


def test_an_empty_one_is_not_fixed(town, child) -> None:
    made = begun(town, child)
    with town.acting("sara"), pytest.raises(Invalid):
        fix_bundle(person=child, bundle=made, truth="Sara", digest="0" * 64)


def test_anyone_can_check_a_file(town, child, tmp_path, capsys) -> None:
    made = fixed(town, child, entry(town, child))
    with town.acting("sara"):
        told = manifest(bundle(child, made))
    file, beside = tmp_path / "bundle.pdf", tmp_path / "bundle.json"
    file.write_bytes(b"the file")
    beside.write_text(told)
    call_command("bundle", "verify", str(file), str(beside))
    assert "This is the bundle that was served." in capsys.readouterr().out
    file.write_bytes(b"the file, changed")
    with pytest.raises(CommandError, match="not the one that was served"):
        call_command("bundle", "verify", str(file), str(beside))


@pytest.mark.parametrize("change", [lambda said: said["exhibits"].pop(0), lambda said: said.pop("exhibits")])
def test_a_manifest_that_was_cut_is_noticed(town, child, change) -> None:
    made = fixed(town, child, entry(town, child), entry(town, child))
    with town.acting("sara"):
        said = json.loads(manifest(bundle(child, made)))
    change(said)
    assert verified(b"the file", json.dumps(said)) != []
    assert verified(b"the file", "not JSON") != []
