"""Searching in what I see: what is found, what is shown of it, and what never becomes markup."""

import pytest

from kith.record.actions.record_entry import record_entry
from kith.record.queries import search
from kith.record.snippets import Part


@pytest.fixture
def said(town, child, note):
    def record(text, by="sara", person=None, **fields):
        with town.acting(by):
            return record_entry(person_id=person or child, recording=note(text, **fields))

    return record


def shown(hit):
    return "".join(f"[{part.text}]" if part.hit else part.text for part in hit.snippet)


def test_words_are_found_in_their_forms_and_marked(town, child, said):
    said("Mother described bruising on both arms.")
    with town.acting("sara"):
        (hit,) = search("bruise arm", child)
    assert shown(hit) == "Mother described [bruising] on both [arms]"


def test_titles_come_first_and_are_part_of_the_snippet(town, child, said):
    said("The school rang about a strategy for reading.")
    said("Seen.", title="Strategy meeting")
    with town.acting("sara"):
        found = search("strategy", child)
    assert [shown(hit) for hit in found] == [
        "[Strategy] meeting · Seen", "The school rang about a [strategy] for reading"
    ]  # fmt: skip


def test_phrases_and_words_left_out(town, child, said):
    said("the red car")
    said("the car was red")
    with town.acting("sara"):
        assert len(search("red car", child)) == 2
        assert [hit.entry.text for hit in search('"red car"', child)] == ["the red car"]
        assert [hit.entry.text for hit in search('car -"red car"', child)] == ["the car was red"]


def test_html_in_a_text_stays_text(town, child, said):
    said("<script>alert('dog')</script> <b>dog</b> BP <90 and >60 <img src=x onerror=dog> & dog")
    with town.acting("sara"):
        (hit,) = search("dog", child)
    assert all(isinstance(part, Part) for part in hit.snippet)
    text = "".join(part.text for part in hit.snippet)
    assert "<script>alert('" in text and "BP <90 and >60" in text
    assert {part.text for part in hit.snippet if part.hit} == {"dog"}


def test_markers_in_a_text_mark_nothing(town, child, said):
    said("a \ue000cat\ue001 and a \ue002 dog")
    with town.acting("sara"):
        (hit,) = search("dog", child)
    assert shown(hit) == "a cat and a < [dog]"


def test_words_between_angles_are_found(town, child, said):
    said("<mother said she was tired>")
    with town.acting("sara"):
        assert len(search("tired mother", child)) == 1


def test_only_in_what_i_see(town, child, said):
    other = town.child(allocated="mo")
    said("hamster", grade=4)
    said("hamster", person=other, by="mo", grade=4)
    said("hamster", person=other)
    with town.acting("sara"):
        assert {(hit.entry.person_id, hit.entry.grade) for hit in search("hamster")} == {(child, 4), (other, 3)}
        assert {hit.entry.person_id for hit in search("hamster", child)} == {child}
    with town.acting("teacher"):
        assert not search("hamster")


@pytest.mark.parametrize(
    "typed", ["", "   ", "\x00", "'", '"', "!!&|", "a & | !", "(((", "x" * 5_000, "the", "-", "🙂", "\ud83d"]
)
def test_nothing_that_is_typed_breaks_it(town, child, said, typed):
    with town.acting("sara"):
        assert not search(typed, child)


def test_who_was_there_and_details_are_found(town, child, said):
    said("Seen.", present="Aunt Jocasta")
    said("Seen.", kind="visit", details={"seen_where": "conservatory"})
    with town.acting("sara"):
        assert len(search("jocasta", child)) == 1
        assert len(search("conservatory", child)) == 1
