"""Cells of a return against each other: order of dates, one date of birth for one child, check digits.

None of this refuses a row. The remarks are what the sender has to mend.
"""

from datetime import date

from kith.linkage.ssda903.checking import CheckedRow, shown
from kith.people.identifiers import unique_pupil_number

# (file, from, until)
PERIODS = {
    "episodes": ("DECOM", "DEC"),
    "missing": ("MIS_START", "MIS_END"),
    "placed_adoption": ("DATE_PLACED", "DATE_PLACED_CEASED"),
    "social_worker": ("SW_DECOM", "SW_DEC"),
    "ad1": ("DATE_INT", "DATE_MATCH"),
}
AHEAD = {"DUC"}  # this date lies in the years to come: the eighteenth birthday, as a rule
NO_UPN = {
    "UN1": "not at school yet",
    "UN2": "never at a state school in England",
    "UN3": "at school outside England",
    "UN4": "new to care, number not known yet",
    "UN5": "not known; being sought",
}


def year_ending(rows: list[CheckedRow]) -> date | None:
    """The 31 March that ends the year of the return: the first on or after its newest episode, or newest event."""
    standing = [row for row in rows if row.stands]
    days = [row.dates["DECOM"] for row in standing if row.row.definition == "episodes"]
    days = days or [day for row in standing for name, day in row.dates.items() if name not in AHEAD | {"DOB"}]
    if not days:
        return None
    newest = max(days)
    return date(newest.year + (newest > date(newest.year, 3, 31)), 3, 31)


def crosscheck(rows: list[CheckedRow], year_end: date) -> None:
    """Add remarks to the rows that stand."""
    born = {
        row.child: row.dates["DOB"]
        for row in rows
        if row.stands and row.row.definition == "header" and "DOB" in row.dates
    }
    for checked in rows:
        if checked.stands:
            _check_period(checked)
            _check_birth(checked, born.get(checked.child))
            _check_year(checked, year_end)
            _check_upn(checked)


def _check_period(checked: CheckedRow) -> None:
    begins, ends = PERIODS.get(checked.row.definition, ("", ""))
    if begins in checked.dates and ends in checked.dates and checked.dates[ends] < checked.dates[begins]:
        checked.remark(ends, f"{_day(checked, ends)} is before {begins} {_day(checked, begins)}")


def _check_birth(checked: CheckedRow, born: date | None) -> None:
    for name, day in checked.dates.items():
        if born is None:
            return
        if name == "DOB" and day != born:
            checked.remark(name, f"{_day(checked, name)} is not the date of birth in header.csv ({born:%d/%m/%Y})")
        elif name != "DOB" and day < born:
            checked.remark(name, f"{_day(checked, name)} is before the child was born ({born:%d/%m/%Y})")


def _check_year(checked: CheckedRow, year_end: date) -> None:
    for name, day in checked.dates.items():
        if name not in AHEAD and day > year_end:
            checked.remark(name, f"{_day(checked, name)} is after the year of the return ({year_end:%d/%m/%Y})")


def _check_upn(checked: CheckedRow) -> None:
    upn = checked.row.values.get("UPN", "")
    if upn and upn not in NO_UPN and not unique_pupil_number(upn):
        checked.remark("UPN", f"{shown(upn)} fails its check letter")


def _day(checked: CheckedRow, name: str) -> str:
    return checked.row.values[name]
