"""What the register comes to, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any

from kith.sharing.figures import by_agency, by_law, by_month, by_urgency, grounds, twelve_months
from kith.sharing.queries import Counted

OF = attrgetter("of")
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def line(of: str = "Trust", days: float = 20, hours: float | None = 10, due: float = 24, **more: Any) -> Counted:
    """Asked so many days ago, due and answered after so many hours."""
    asked = NOW - timedelta(days=days)
    answered = asked + timedelta(hours=hours) if hours is not None else None
    given = {
        "asked_at": asked, "by_agency": 1, "of_agency": 2, "by": "Council", "of": of, "gateway": "ca1989-47",
        "force": "duty", "urgency": "soon", "answer_by": asked + timedelta(hours=due), "first_word_at": answered,
        "answered_at": answered, "outcome": "answered" if answered else "open", "reason": "",
    }  # fmt: skip
    return Counted(**(given | more))


def test_in_time_is_of_those_that_were_answered_or_are_overdue() -> None:
    lines = [
        line(),
        line(hours=30),
        line(hours=None),
        line(days=0.1, hours=None),
        line(hours=None, outcome="withdrawn"),
    ]
    (trust,) = by_agency(lines, OF, NOW)
    assert (trust.asked, trust.answered, trust.waiting, trust.due, trust.in_time) == (5, 2, 2, 3, 1)
    assert trust.median_hours == 20


def test_of_fewer_than_five_no_percentage() -> None:
    (four,) = by_agency([line()] * 4, OF, NOW)
    (six,) = by_agency([line()] * 5 + [line(hours=30)], OF, NOW)
    assert (four.share_in_time, six.share_in_time) == (None, 83)


def test_most_asked_first_and_the_most_urgent_first() -> None:
    lines = [line("School"), line("Trust"), line("Trust", urgency="ordinary"), line("Elm", urgency="outside")]
    assert [f.of for f in by_agency(lines, OF, NOW)] == ["Trust", "Elm", "School"]
    assert [(f.of[:6], f.asked) for f in by_urgency(lines, NOW)] == [("By tom", 2), ("Within", 1), ("To som", 1)]


def test_laws_have_their_names_and_an_unknown_one_its_code() -> None:
    lines = [line(), line(gateway="gone", outcome="refused")]
    found = by_law(lines, {"ca1989-47": "Section 47"}, NOW)
    assert [(f.of, f.answered, f.refused) for f in found] == [("Section 47", 1, 0), ("gone", 0, 1)]


def test_twelve_months_in_london_time_with_empty_ones() -> None:
    assert twelve_months(date(2026, 3, 10))[::11] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert twelve_months(date(2026, 12, 31))[0] == date(2026, 1, 1)
    before_midnight_in_london = line(asked_at=datetime(2025, 6, 30, 23, 30, tzinfo=UTC), hours=1)
    months = {month: f.asked for month, f in by_month([line(), before_midnight_in_london], date(2026, 3, 10), NOW)}
    assert {month: n for month, n in months.items() if n} == {date(2025, 7, 1): 1, date(2026, 2, 1): 1}


def test_grounds_by_who_gave_less() -> None:
    lines = [line(reason="third party", outcome="part")] * 2 + [line("School", reason="x", outcome="refused"), line()]
    assert grounds(lines, OF, {"third party": "About somebody else"}) == [
        ("Trust", [("About somebody else", 2)]),
        ("School", [("x", 1)]),
    ]
