"""Figures for the board, attacked by subtraction: by somebody who knows every total and the rule (decision 87)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from operator import attrgetter
from random import Random

import pytest

from kith.sharing import safe
from kith.sharing.queries import Counted
from tests.sharing.test_figures import line

QUARTERS = safe.last_quarters(date(2026, 3, 10))[1:]


def worlds(parts: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many parts make a total of five or more, at most this."""
    return (counts for counts in product(range(most + 1), repeat=parts) if safe.FEWEST <= sum(counts) <= most)


@pytest.mark.parametrize(("parts", "most"), [(2, 60), (3, 40), (4, 22), (5, 12)])
def test_no_small_count_is_the_only_one_that_could_have_been_published_so(parts: int, most: int) -> None:
    """Everything that was published the same: in it every hidden small count has another value too."""
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in worlds(parts, most):
        alike[sum(counts), tuple(safe.given(counts))].append(counts)
    for (_, published), could_be in alike.items():
        assert not any(n is not None and 0 < n < safe.FEWEST for n in published), published
        for place, n in enumerate(published):
            small = {counts[place] for counts in could_be if 0 < counts[place] < safe.FEWEST}
            assert n is not None or not small or len({counts[place] for counts in could_be}) > 1, could_be


@pytest.mark.parametrize(
    "weaker",
    [
        lambda counts: {p for p, n in enumerate(counts) if 0 < n < 5},  # small ones alone
        lambda counts: (
            {p for p, n in enumerate(counts) if 0 < n < 5} | {min(range(len(counts)), key=counts.__getitem__)}
        ),
    ],
    ids=["without a second", "the second by its size"],
)
def test_the_attack_finds_what_a_weaker_rule_gives_away(weaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""
    monkeypatch.setattr(safe, "hidden", weaker)
    with pytest.raises(AssertionError):
        test_no_small_count_is_the_only_one_that_could_have_been_published_so(3, 20)


def register(seed: int) -> list[Counted]:
    """Some hundred requests, most of them to few."""
    chance, found = Random(seed), []
    for _ in range(chance.choice((3, 6, 12, 40, 150))):
        asked_at = datetime(2025, 1, 2, 12, tzinfo=UTC) + timedelta(days=chance.uniform(0, 360))
        hours = chance.choice((2, 2, 2, 40, None))
        outcome = chance.choice(("answered", "answered", "part", "refused")) if hours else "open"
        of = chance.choice(("Trust", "Trust", "School", "Police", "Charity"))
        found.append(line(of, asked_at=asked_at, outcome=outcome, urgency=chance.choice(("now", "soon")),
                          answer_by=asked_at + timedelta(hours=24),
                          answered_at=asked_at + timedelta(hours=hours) if hours else None))  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(40))
def test_by_subtraction_of_every_total_nothing_small_is_found(seed: int) -> None:
    """Each table against the total, each organisation against its own: never one gap that a difference would fill."""
    rows = list(safe.for_the_board(register(seed), attrgetter("of"), attrgetter("gateway"), QUARTERS))
    shown = [n for row in rows for n in (row.asked, *row.ended) if n is not None]
    assert not any(0 < n < safe.FEWEST for n in shown)
    total = next(row.asked for row in rows if row.table == "all")
    lists = [[row.asked for row in rows if row.table == table] for table in {row.table for row in rows} - {"all"}]
    lists = [each for each in lists if each != [None]]  # a table of which nothing is given
    lists += [list(row.ended) for row in rows if row.ended and row.asked is not None]
    totals = [total] * len(lists)
    totals[len(lists) - sum(1 for row in rows if row.ended and row.asked is not None) :] = [
        row.asked for row in rows if row.ended and row.asked is not None
    ]
    for parts, whole in zip(lists, totals, strict=True):
        gaps, left = parts.count(None), (whole or 0) - sum(n or 0 for n in parts)
        assert gaps != 1 and (left >= safe.FEWEST or not gaps), (parts, whole)


def test_what_is_given_is_true_and_an_organisation_that_is_not_given_is_told_no_further() -> None:
    lines = [line("Trust")] * 6 + [line("Trust", outcome="refused")] * 7 + [line("School")] * 3 + [line("Police")] * 9
    rows = {
        row.of: row for row in safe.for_the_board(lines, attrgetter("of"), attrgetter("gateway"), [date(2026, 1, 1)])
    }
    assert (rows[""].asked, rows["School"].asked, rows["Police"].asked) == (25, None, 9)
    assert (rows["Trust"].asked, rows["Trust"].ended) == (None, (None,) * 4)  # hides the school
    assert rows["Police"].ended == (9, 0, 0, 0)
    assert rows["January 2026 to March 2026"].asked == 25


def test_of_fewer_than_five_there_is_nothing_and_no_name() -> None:
    rows = list(safe.for_the_board([line()] * 4, attrgetter("of"), attrgetter("gateway"), QUARTERS))
    assert rows == [safe.Row("all", safe.NOTHING, None)]
    each = [line(of, gateway=of) for of in ("A", "B", "C", "D", "E")]
    rows = list(safe.for_the_board(each, attrgetter("of"), attrgetter("gateway"), [date(2026, 1, 1)]))
    assert not {"A", "B", "C", "D", "E"} & {row.of for row in rows}


def test_quarters_are_those_that_are_over_in_london() -> None:
    assert safe.last_quarters(date(2026, 3, 10)) == [
        date(2026, 1, 1), date(2025, 10, 1), date(2025, 7, 1), date(2025, 4, 1), date(2025, 1, 1),
    ]  # fmt: skip
    assert safe.quarter_of(datetime(2025, 6, 30, 23, 30, tzinfo=UTC), QUARTERS) == date(2025, 7, 1)


def test_how_a_request_ended() -> None:
    ended = [safe.ended(each) for each in (line(), line(hours=30), line(outcome="refused"), line(hours=None))]
    assert tuple(ended) == safe.ENDED
    assert safe.ended(line(outcome="part")) == safe.ENDED[0] and safe.ended(line(outcome="withdrawn")) == safe.ENDED[3]
    assert (safe.median_hours([line()] * 4), safe.median_hours([line()] * 5)) == (None, 10)
