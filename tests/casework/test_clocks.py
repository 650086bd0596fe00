"""By when: at the edges of weeks, holidays, months, hours, editions and pauses. London time."""

import csv
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kith.casework import clocks as c
from kith.casework.workdays import add_working, bank_holidays, is_working, next_working, working_between

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(name: str, start: str, *pauses: c.Pause, extended: bool = False) -> str:
    """`2026-12-29 23:59`."""
    found = c.due(c.clock_for(name, at(start)), at(start), pauses, extended)
    assert found is not None
    return f"{found.astimezone(LONDON):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("start", "by"),
    [
        ("2026-11-24 09:00", "2026-11-25 23:59"),  # an ordinary Tuesday
        ("2026-11-27 17:45", "2026-11-30 23:59"),  # Friday evening: Monday is the first day
        ("2026-11-28 11:00", "2026-11-30 23:59"),  # Saturday
        ("2026-11-29 23:59", "2026-11-30 23:59"),  # Sunday, a minute before midnight
        ("2026-11-30 00:00", "2026-12-01 23:59"),  # and at midnight
        ("2026-12-24 16:00", "2026-12-29 23:59"),  # Boxing Day 2026 is a Saturday: the 28th is off in its place
        ("2026-12-26 10:00", "2026-12-29 23:59"),  # received on the bank holiday itself
        ("2026-12-31 09:00", "2027-01-04 23:59"),
        ("2026-04-02 17:00", "2026-04-07 23:59"),  # Maundy Thursday: Good Friday and Easter Monday are off
        ("2022-09-16 12:00", "2022-09-20 23:59"),  # the state funeral, proclaimed ten days before
        ("2023-05-05 12:00", "2023-05-09 23:59"),  # the coronation
    ],
)
def test_one_working_day(start: str, by: str) -> None:
    assert due("referral decision", start) == by


@pytest.mark.parametrize(
    ("name", "start", "by"),
    [
        ("child and family assessment", "2026-11-25 10:00", "2027-02-01 23:59"),  # over Christmas and New Year
        ("initial child protection conference", "2026-03-27 18:00", "2026-04-21 23:59"),  # Friday evening, over Easter
        ("first core group", "2026-12-18 09:00", "2027-01-06 23:59"),
        ("second looked-after review", "2026-08-31 09:00", "2026-11-30 23:59"),  # November has no 31st
        ("later looked-after review", "2026-08-31 09:00", "2027-02-28 23:59"),
        ("later looked-after review", "2027-08-29 09:00", "2028-02-29 23:59"),  # a leap year
        ("later looked-after review", "2027-08-31 09:00", "2028-02-29 23:59"),
        ("first review conference", "2026-11-30 09:00", "2027-02-28 23:59"),  # a Sunday, and stays one
        ("later care and support plan review", "2028-02-29 09:00", "2029-02-28 23:59"),
        ("care proceedings", "2026-01-05 12:00", "2026-07-06 23:59"),
        ("emergency protection order", "2026-12-24 21:00", "2027-01-01 23:59"),
        ("first care and support plan review", "2026-10-01 09:00", "2026-11-26 23:59"),
        ("police protection", "2026-12-24 21:30", "2026-12-27 21:30"),  # hours know no holidays
        ("detention at a place of safety", "2026-11-26 23:15", "2026-11-27 23:15"),
        ("subject access request", "2026-11-30 09:00", "2026-12-30 23:59"),
        ("subject access request", "2026-11-25 09:00", "2026-12-29 23:59"),  # would end on Christmas Day
        ("subject access request", "2027-01-31 09:00", "2027-03-01 23:59"),  # 28 February is a Sunday
    ],
)
def test_other_limits(name: str, start: str, by: str) -> None:
    assert due(name, start) == by


def test_hours_run_through_the_night_on_which_the_clocks_change() -> None:
    """72 hours are 72 hours: two hours of the night of 25 October 2026 have the same name."""
    start = at("2026-10-24 12:00")
    found = c.due(c.clock_for("police protection", start), start)
    assert found is not None
    assert found.timestamp() - start.timestamp() == 72 * 3600


def test_in_time_until_the_end_of_the_day_by_london() -> None:
    """In summer the day ends an hour before midnight UTC."""
    found = c.due(c.clock_for("referral decision", at("2026-07-01 09:00")), at("2026-07-01 09:00"))
    assert found == datetime.fromisoformat("2026-07-02T22:59:59+00:00")


@pytest.mark.parametrize(
    ("name", "start", "by"),
    [
        ("emergency protection order", "2026-11-02 09:00", "2026-11-17 23:59"),
        ("detention at a place of safety", "2026-11-26 23:15", "2026-11-28 11:15"),
        ("deprivation of liberty urgent authorisation", "2026-11-02 09:00", "2026-11-16 23:59"),
        ("subject access request", "2026-11-30 09:00", "2027-03-01 23:59"),  # 28 February is a Sunday
    ],
)
def test_an_extension(name: str, start: str, by: str) -> None:
    assert due(name, start, extended=True) == by


def test_a_clock_that_stands_is_due_at_no_time_and_then_later() -> None:
    start = at("2026-11-02 09:00")
    sar = c.clock_for("subject access request", start)
    asked = at("2026-11-10 12:00")
    assert c.due(sar, start, [c.Pause(asked, None)]) is None
    assert (
        due("subject access request", "2026-11-02 09:00", c.Pause(asked, at("2026-11-17 09:00"))) == "2026-12-09 23:59"
    )
    same_day = c.Pause(asked, at("2026-11-10 18:00"))
    assert due("subject access request", "2026-11-02 09:00", same_day) == due(
        "subject access request", "2026-11-02 09:00"
    )


def test_working_days_on_which_a_clock_stood_do_not_count() -> None:
    """From Friday to Tuesday it stood at the end of one working day, Friday's, and of Monday's."""
    pause = c.Pause(at("2026-11-27 10:00"), at("2026-12-01 10:00"))
    assert due("first core group", "2026-11-23 09:00") == "2026-12-07 23:59"
    assert due("first core group", "2026-11-23 09:00", pause) == "2026-12-09 23:59"


def test_hours_stand_to_the_minute() -> None:
    pause = c.Pause(at("2026-11-27 10:00"), at("2026-11-27 12:30"))
    assert due("return home interview", "2026-11-26 09:00", pause) == "2026-11-29 11:30"


def test_an_edition_counts_from_its_day_and_what_began_before_keeps_its_own(settings_of_clocks) -> None:
    new = line(name="child and family assessment", edition="2026", since="2026-12-01", limit=40, confidence="check")
    settings_of_clocks(new)
    assert c.clock_for("child and family assessment", at("2026-11-30 23:59")).limit == 45
    assert c.clock_for("child and family assessment", at("2026-12-01 00:00")).limit == 40
    assert "Set by this service" in c.clock_for("child and family assessment", at("2026-12-01 00:00")).caution


def test_an_edition_without_a_day_applies_to_nothing() -> None:
    assert c.clock_for("child and family assessment", at("2036-01-01 00:00")).edition == "2023"


def test_what_the_service_sets_holds_over_what_kith_begins_with(settings_of_clocks) -> None:
    settings_of_clocks(line(name="child protection visit", limit=5, confidence="local"))
    assert c.clock_for("child protection visit", at("2026-11-26 00:00")).limit == 5


def test_a_fact_of_law_cannot_be_set(settings_of_clocks) -> None:
    settings_of_clocks(line(name="police protection", limit=96, confidence="sure"))
    with pytest.raises(ValueError, match="not a clock that a service sets"):
        c.clocks()


@pytest.mark.parametrize("wrong", [{"unit": "fortnights"}, {"limit": 0}, {"since": "soon"}])
def test_a_line_that_cannot_be_taken_is_named(wrong: dict[str, object], settings_of_clocks) -> None:
    settings_of_clocks(line(**({"name": "child protection visit", "limit": 5, "confidence": "local"} | wrong)))
    with pytest.raises(ValueError, match="line 2"):
        c.clocks()


def test_every_clock_has_a_source_and_says_how_sure_it_is() -> None:
    for clock in c.clocks():
        assert clock.source and clock.starts and clock.applies_to
        assert clock.confidence.split()[0] in ("sure", "check", "local")
        assert bool(clock.caution) == (clock.confidence != "sure")
    assert len({(clock.name, clock.edition) for clock in c.clocks()}) == len(c.clocks())


def test_the_library_knows_proclaimed_days_and_nations() -> None:
    """Days that the library must know: two that were proclaimed, and one that Scotland has alone."""
    assert {date(2022, 9, 19), date(2022, 6, 3)} <= bank_holidays("ENG", 2022)
    assert date(2026, 11, 30) in bank_holidays("SCT", 2026) and date(2026, 11, 30) not in bank_holidays("ENG", 2026)


def test_counting_forth_and_back_agree() -> None:
    day = date(2026, 12, 20)
    for count in range(1, 60):
        last = add_working(day, count)
        assert is_working(last) and working_between(day, last) == count and working_between(last, day) == -count
    assert next_working(date(2026, 12, 25)) == date(2026, 12, 29) and next_working(date(2026, 12, 29)) == date(
        2026, 12, 29
    )
    assert working_between(day, day) == 0


def line(**said: object) -> dict[str, object]:
    """A line of a file of clocks."""
    row = {"unit": "working days", "since": "", "edition": "ours"} | said
    return {"clock": row["name"], "edition": row["edition"], "from": row["since"], "starts": "previous visit",
            "limit": row["limit"], "unit": row["unit"], "extension": "", "earliest": "", "rolls": "",
            "source": "ours", "applies_to": "children", "confidence": row["confidence"], "note": ""}  # fmt: skip


@pytest.fixture
def settings_of_clocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from django.conf import settings

    def put(*lines: dict[str, object]) -> None:
        file = tmp_path / "clocks.csv"
        with file.open("w", newline="") as out:
            writer = csv.DictWriter(out, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
        monkeypatch.setattr(settings, "CLOCKS", str(file))
        c.clocks.cache_clear()

    yield put
    c.clocks.cache_clear()
