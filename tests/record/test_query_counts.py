"""How many statements each reading and writing sends, beside transaction control: more is a decision."""

from contextlib import contextmanager

import pytest
from django.db import connection

from kith.record import queries
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.record_entry import record_entry
from kith.record.actions.record_for_several import record_for_several
from kith.record.actions.refer import refer
from kith.record.actions.save_draft import save_draft
from kith.record.filters import Filter
from kith.record.reading import one_look

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def statements():
    """The statements sent while inside, transaction control apart."""
    sent = []

    def noted(execute, sql, params, many, context):
        if not str(sql).startswith(CONTROL):
            sent.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield sent


@pytest.fixture
def written(town, child, note):
    with town.acting("sara"):
        return [record_entry(person_id=child, recording=note(f"word {n}")) for n in range(5)]


READS = {
    "a page of the chronology": (2, lambda child, row: queries.chronology(child)),
    "a page narrowed by words": (2, lambda child, row: queries.chronology(child, Filter(words="word"))),
    "the counts beside it": (2, lambda child, row: queries.counts(child)),
    "print": (2, lambda child, row: queries.printed(child)),
    "search in one person": (3, lambda child, row: queries.search("word", child)),
    "search in everybody": (3, lambda child, row: queries.search("word")),
    "an entry": (2, lambda child, row: queries.entry(child, row.id)),
    "its versions": (2, lambda child, row: queries.versions(child, row.series)),
    "others on the occasion": (2, lambda child, row: queries.same_occasion(row)),
    "what is new on my people": (2, lambda child, row: queries.newest_for([child])),
    "where things stand": (2, lambda child, row: queries.latest([child], ["placement", "legal_status"])),
    "the newest I may see": (3, lambda child, row: queries.newest_i_may_see()),
    "my drafts": (2, lambda child, row: queries.drafts()),
}


@pytest.mark.parametrize("what", READS)
def test_reading(town, child, written, what):
    expected, read = READS[what]
    with town.acting("sara"), statements() as sent:
        found = read(child, written[0])
        for each in getattr(found, "entries", found) if isinstance(found, (list, queries.Page)) else [found]:
            assert getattr(each, "author", None) is None or each.author.practitioner.name == "Sara"
    assert len(sent) == expected, sent


def test_a_page_of_three_readings_is_four_statements(town, child, written):
    with town.acting("sara"), statements() as sent, one_look(child):
        queries.chronology(child)
        queries.counts(child)
        queries.latest([child], ["legal_status"])
    assert len(sent) == 4, sent


def test_writing(town, child, written, note):
    other = town.child()
    with town.acting("sara"):
        kept, revision = save_draft(person_id=child, kind="visit", content={"text": "x"})
        for expected, write in (
            (2, lambda: record_entry(person_id=child, recording=note())),
            (3, lambda: record_entry(person_id=child, recording=note(domain=None))),
            (5, lambda: record_for_several(people=[child, other], recording=note())),
            (3, lambda: amend_entry(person_id=child, entry_id=written[1].id, recording=note("y"), reason="x")),
            (3, lambda: save_draft(person_id=child, kind="visit", content={"text": "x"})),
            (
                1,
                lambda: save_draft(
                    person_id=child, kind="visit", content={"text": "y"}, draft_id=kept, revision=revision
                ),
            ),
            (
                2,
                lambda: refer(
                    person_id=child, team_id=town.team["adults duty"], recording=note(kind="referral"), token="q"
                ),
            ),
        ):
            with statements() as sent:
                write()
            assert len(sent) == expected, sent
