"""Each cell of a row against the lists. Real returns have faults: almost every one is taken, with a remark.

A row is refused only where it cannot be placed: an unreadable key, an unreadable date, or a child whom header.csv does
not name. Everything else is somebody's record and is kept as it was written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from kith.linkage.ssda903.accounts import Remark
from kith.linkage.ssda903.definitions import Field, definitions
from kith.linkage.ssda903.reading import Return, Row

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,29}", re.ASCII)
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.ASCII | re.IGNORECASE)
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
PARTLY_KNOWN = re.compile(r"(zz|[0-9]{2})/(zz|[0-9]{2})/(zzzz|[0-9]{4})", re.ASCII | re.IGNORECASE)
FIRST_YEAR = 1900
# Without this date a row has no place in time; the date of birth is known from header.csv.
PLACED_BY = {
    "episodes": "DECOM",
    "reviews": "REVIEW",
    "missing": "MIS_START",
    "ad1": "DATE_INT",
    "placed_adoption": "DATE_PLACED",
    "social_worker": "SW_DECOM",
}


@dataclass
class CheckedRow:
    """A row with its dates read. It is refused if `refusal` is set, a repetition if `repeats` is (a line number)."""

    row: Row
    dates: dict[str, date] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    refusal: Remark | None = None
    repeats: int | None = None

    @property
    def child(self) -> str:
        return self.row.values["CHILD"]

    @property
    def stands(self) -> bool:
        return self.refusal is None and self.repeats is None

    def remark(self, name: str, reason: str) -> None:
        self.remarks.append(Remark(name, reason))


def check_return(found: Return) -> list[CheckedRow]:
    """Every row of the return, in the order of the files, header first."""
    by_file = {name: [check_row(row) for row in found.rows(name)] for name in definitions()}
    headers = by_file.pop("header")
    children = _children(headers)
    rows = headers
    for checked in by_file.values():
        _mark_repetitions(checked)
        for one in checked:
            if one.refusal is None and one.child not in children:
                one.refusal = Remark("CHILD", f"{shown(one.child)} is not in header.csv, or was refused there")
        rows += checked
    return rows


def check_row(row: Row) -> CheckedRow:
    """One row, cell by cell."""
    checked = CheckedRow(row)
    _check_key(checked)
    for one in definitions()[row.definition].fields.values():
        _check_cell(checked, one, row.values[one.name])
    return checked


def _check_key(checked: CheckedRow) -> None:
    if not KEY.fullmatch(checked.child):
        checked.refusal = Remark("CHILD", f"{shown(checked.child)} cannot be read as a child's identifier")
    elif not checked.child.isalnum():
        checked.remark("CHILD", f"{shown(checked.child)} has characters other than letters and digits")


def _check_cell(checked: CheckedRow, one: Field, value: str) -> None:
    if one.name == "CHILD":
        return
    if not value:
        _check_blank(checked, one)
    else:
        CHECKS[one.kind](checked, one, value)


def _check_blank(checked: CheckedRow, one: Field) -> None:
    if PLACED_BY.get(checked.row.definition) == one.name:
        checked.refusal = checked.refusal or Remark(one.name, "has no date, so the row has no place in time")
    elif not one.may_be_blank:
        checked.remark(one.name, "is blank and should not be")


def _check_date(checked: CheckedRow, one: Field, value: str) -> None:
    """The guide to the return allows an earlier permanence to be known in part, zz/zz/2014."""
    if one.name == "DATE_PERM" and "z" in value.lower() and PARTLY_KNOWN.fullmatch(value):
        return
    try:
        read = _date(value, one.constraint)
    except ValueError:
        checked.refusal = checked.refusal or Remark(one.name, f"{shown(value)} is not a date (day/month/year)")
    else:
        checked.dates[one.name] = read


@cache
def _date(value: str, form: str) -> date:
    read = datetime.strptime(value, form).date()  # noqa: DTZ007 - a day, without a time
    if read.year < FIRST_YEAR:
        raise ValueError(value)
    return read


def _check_category(checked: CheckedRow, one: Field, value: str) -> None:
    if value not in one.codes:
        checked.remark(one.name, f"the code {shown(value)} is not on the list")


def _check_numeric(checked: CheckedRow, one: Field, value: str) -> None:
    if not WHOLE_NUMBER.fullmatch(value):
        checked.remark(one.name, f"{shown(value)} is not a whole number")
    elif one.limits and not one.limits[0] <= int(value) <= one.limits[1]:
        checked.remark(one.name, f"{value} is not between {one.limits[0]} and {one.limits[1]}")


def _check_string(checked: CheckedRow, one: Field, value: str) -> None:
    if one.constraint == "postcode" and not POSTCODE.fullmatch(value):
        checked.remark(one.name, f"{shown(value)} is not a postcode")
    elif one.constraint == "alphanumeric" and not (value.isascii() and value.isalnum()):
        checked.remark(one.name, f"{shown(value)} has characters other than letters and digits")


CHECKS: dict[str, Callable[[CheckedRow, Field, str], None]] = {
    "date": _check_date,
    "category": _check_category,
    "numeric": _check_numeric,
    "string": _check_string,
}


def _children(headers: list[CheckedRow]) -> dict[str, CheckedRow]:
    """The children whom header.csv names. The first row of a child stands; a later one is merged into it."""
    children: dict[str, CheckedRow] = {}
    for checked in headers:
        if checked.refusal is not None:
            continue
        first = children.setdefault(checked.child, checked)
        if first is not checked:
            checked.repeats = first.row.line
            checked.remarks = _differences(first.row, checked.row)
    return children


def _differences(first: Row, second: Row) -> list[Remark]:
    same = Remark("CHILD", f"the same child as on line {first.line}, which stands")
    return [same] + [
        Remark(name, f"{shown(value)} here, {shown(first.values[name])} on line {first.line}")
        for name, value in second.values.items()
        if value != first.values[name]
    ]


def _mark_repetitions(rows: list[CheckedRow]) -> None:
    """A row that says the same as an earlier one of its file is merged into it."""
    first: dict[tuple[str, ...], int] = {}
    for checked in rows:
        if checked.refusal is None:
            line = first.setdefault(tuple(checked.row.values[name] for name in _names(checked)), checked.row.line)
            if line != checked.row.line:
                checked.repeats = line
                checked.remarks = [Remark("", f"says the same as line {line}")]


def _names(checked: CheckedRow) -> list[str]:
    return list(definitions()[checked.row.definition].fields)


def shown(value: str) -> str:
    """A cell as a remark shows it: quoted, and cut where it is long."""
    return f"“{value}”" if len(value) <= 40 else f"“{value[:40]}…” ({len(value)} characters)"
