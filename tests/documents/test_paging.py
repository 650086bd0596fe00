"""Which pages of a document are asked for, as people type it."""

import pytest

from kith.core.errors import Invalid
from kith.documents.paging import MOST_SHEETS, pages_asked


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", (1, 2, 3, 4, 5)), ("2", (2,)), ("1-3, 5", (1, 2, 3, 5)), ("5;1 1-2", (5, 1, 2)), (" 4-4 ", (4,))],
)
def test_as_they_are_typed(typed: str, pages: tuple[int, ...]) -> None:
    assert pages_asked(typed, 5) == pages


@pytest.mark.parametrize("typed", ["0", "6", "3-1", "x", "1-", "1-99999", "1,,x", "-1"])
def test_what_is_not_there_or_cannot_be_read(typed: str) -> None:
    with pytest.raises(Invalid, match="1-3, 5"):
        pages_asked(typed, 5)


def test_not_more_than_are_drawn_in_one() -> None:
    assert len(pages_asked("", MOST_SHEETS)) == MOST_SHEETS
    with pytest.raises(Invalid, match="several"):
        pages_asked("", MOST_SHEETS + 1)
