"""Two tabs, one draft: whatever was typed in either is in what is kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core.errors import Invalid
from kith.record.draft_content import as_typed, continues, keep_earlier

contents = st.fixed_dictionaries({"text": st.text("ab", max_size=6), "title": st.text("ab", max_size=3)})


@given(st.lists(contents, min_size=1, max_size=12))
def test_nothing_typed_is_lost_however_often_two_tabs_collide(saves):
    kept: list[dict[str, str]] = []
    for overwritten, latest in pairwise(saves):
        kept = keep_earlier(kept, overwritten, latest)
    for content in saves:
        assert any(continues(held, content) for held in [saves[-1], *kept])


def test_two_tabs_that_take_turns_leave_one_kept_content():
    kept: list[dict[str, str]] = []
    left = right = ""
    for n in range(20):
        left = f"{left}left {n} "
        kept = keep_earlier(kept, {"text": right}, {"text": left})
        right = f"{right}right {n} "
        kept = keep_earlier(kept, {"text": left}, {"text": right})
    assert kept == [{"text": left}]


def test_what_is_not_of_a_form_is_refused():
    for content in ({"text": object()}, {"text": {"nested": "x"}}, {"text": "x" * 1_000_001}):
        with pytest.raises(Invalid):
            as_typed(content)


def test_null_characters_are_left_out_and_lists_kept():
    assert as_typed({"text": "a\x00b", "people": ["x", "y"]}) == {"text": "ab", "people": ["x", "y"]}
