"""Almost every fault is taken with a remark; a row is refused only where it cannot be placed."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kith.linkage.ssda903.checking import CheckedRow, check_return
from kith.linkage.ssda903.crosschecks import crosscheck, year_ending
from kith.linkage.ssda903.reading import read_return
from tests.linkage.returns import EPISODES, HEADER, REVIEWS, Writer, checked, remarks

WHOLE = "101,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,X1,CARPL,EG19 7TT,WV27 9FW,1157828"


def only(rows: list[CheckedRow], definition: str) -> CheckedRow:
    (row,) = [row for row in rows if row.row.definition == definition]
    return row


def changed(name: str, value: str) -> list[str]:
    """One whole episode with one cell changed."""
    cells = dict(zip(EPISODES.split(","), WHOLE.split(","), strict=True)) | {name: value}
    return [EPISODES, ",".join(cells.values())]


def test_whole_rows_have_no_remarks(a_return: Writer) -> None:
    assert [remarks(row) for row in checked(a_return(episodes=[EPISODES, WHOLE]))] == [[], [], []]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("LS", "C9", "the code “C9” is not on the list"),
        ("LS", "", "is blank and should not be"),
        ("PLACE", "H5", "the code “H5” is not on the list"),
        ("PL_POST", "NOWHERE", "“NOWHERE” is not a postcode"),
        ("URN", "12-34", "“12-34” has characters other than letters and digits"),
        ("DEC", "30/04/2017", "30/04/2017 is before DECOM 01/05/2017"),
        ("DEC", "01/04/2018", "01/04/2018 is after the year of the return (31/03/2018)"),
        ("RNE", "x" * 60, f"the code “{'x' * 40}…” (60 characters) is not on the list"),
        ("CIN", "=1+1", "the code “=1+1” is not on the list"),
    ],
)
def test_taken_with_a_warning(a_return: Writer, name: str, value: str, reason: str) -> None:
    row = only(checked(a_return(episodes=changed(name, value))), "episodes")
    assert row.stands
    assert remarks(row) == [(name, reason)]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("CHILD", "", "“” cannot be read as a child's identifier"),
        ("CHILD", "10 1", "“10 1” cannot be read as a child's identifier"),
        ("CHILD", "9" * 31, "cannot be read as a child's identifier"),
        ("CHILD", "999", "“999” is not in header.csv, or was refused there"),
        ("DECOM", "", "has no date, so the row has no place in time"),
        ("DECOM", "31/02/2017", "“31/02/2017” is not a date (day/month/year)"),
        ("DECOM", "2017-05-01", "is not a date"),
        ("DECOM", "01/05/17", "is not a date"),
        ("DECOM", "01/05/0017", "is not a date"),
        ("DEC", "soon", "“soon” is not a date"),
    ],
)
def test_refused(a_return: Writer, name: str, value: str, reason: str) -> None:
    row = only(checked(a_return(episodes=changed(name, value))), "episodes")
    assert row.refusal
    assert row.refusal.field == name
    assert reason in row.refusal.reason


def test_an_identifier_with_a_hyphen_is_taken(a_return: Writer) -> None:
    rows = checked(a_return(header=[HEADER[0], "10-1,F,27/03/2008,WBRI,UN4,,"]))
    assert rows[0].stands
    assert remarks(rows[0]) == [("CHILD", "“10-1” has characters other than letters and digits")]


def test_a_child_refused_in_the_header_is_unknown_elsewhere(a_return: Writer) -> None:
    header = [HEADER[0], "101,F,30/02/2008,WBRI,UN4,,"]
    rows = checked(a_return(header=header, reviews=[REVIEWS, "101,27/03/2008,01/05/2017,PN1"]))
    assert [row.refusal.field if row.refusal else "" for row in rows] == ["DOB", "CHILD"]


def test_no_date_of_birth_is_a_warning(a_return: Writer) -> None:
    rows = checked(a_return(header=[HEADER[0], "101,F,,WBRI,UN4,,"]))
    assert remarks(rows[0]) == [("DOB", "is blank and should not be")]


def test_sex_is_coded_1_and_2_in_older_returns(a_return: Writer) -> None:
    """In uasc the list itself allows it; in the header it does not."""
    uasc = ["CHILD,SEX,DOB,DUC", "101,2,27/03/2008,27/03/2026"]
    rows = checked(a_return(header=[HEADER[0], "101,2,27/03/2008,WBRI,UN4,,"], uasc=uasc))
    assert [remarks(row) for row in rows] == [[("SEX", "the code “2” is not on the list")], []]


@pytest.mark.parametrize("upn", ["A801200001001", "H80120000100", "1801200001001", "h801200001001x"])
def test_a_pupil_number_that_fails_its_check(a_return: Writer, upn: str) -> None:
    rows = checked(a_return(header=[HEADER[0], f"101,F,27/03/2008,WBRI,{upn},,"]))
    assert remarks(rows[0]) == [("UPN", f"“{upn}” fails its check letter")]


def test_another_date_of_birth_and_a_time_before_birth(a_return: Writer) -> None:
    rows = checked(a_return(reviews=[REVIEWS, "101,28/03/2008,01/05/2007,PN1"]))
    assert remarks(only(rows, "reviews")) == [
        ("DOB", "28/03/2008 is not the date of birth in header.csv (27/03/2008)"),
        ("REVIEW", "01/05/2007 is before the child was born (27/03/2008)"),
    ]


def test_numbers(a_return: Writer) -> None:
    columns = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT"
    columns += ",SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
    lines = [f"{child},27/03/2008,{score}" + "," * 9 for child, score in ((101, "41"), (101, "12.5"), (101, "40"))]
    rows = [row for row in checked(a_return(oc2=[columns, *lines])) if row.row.definition == "oc2"]
    assert [remarks(row) for row in rows] == [
        [("SDQ_SCORE", "41 is not between 0 and 40")],
        [("SDQ_SCORE", "“12.5” is not a whole number")],
        [],
    ]


def test_an_earlier_permanence_known_in_part(a_return: Writer) -> None:
    columns = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"
    rows = checked(
        a_return(prev_perm=[columns, "101,27/03/2008,P1,800,zz/05/2012", "102,01/02/2010,P1,800,zz/xx/2012"])
    )
    assert [bool(row.refusal) for row in rows if row.row.definition == "prev_perm"] == [False, True]


def test_the_same_row_twice_is_merged(a_return: Writer) -> None:
    line = "101,27/03/2008,01/05/2017,PN1"
    rows = checked(a_return(reviews=[REVIEWS, line, "101,27/03/2008,01/05/2017,PN2", line]))
    assert [row.repeats for row in rows if row.row.definition == "reviews"] == [None, None, 2]


def test_a_second_header_row_of_a_child_is_merged_and_says_what_differs(a_return: Writer) -> None:
    rows = checked(a_return(header=[*HEADER, "101,M,27/03/2008,WBRI,H801200001001,,"]))
    assert rows[2].repeats == 2
    assert remarks(rows[2]) == [
        ("CHILD", "the same child as on line 2, which stands"),
        ("SEX", "“M” here, “F” on line 2"),
    ]


def test_the_year_of_a_return(a_return: Writer) -> None:
    def of(**files: list[str]) -> date | None:
        return year_ending(check_return(read_return(a_return(**files))))

    assert of(header=HEADER[:1]) is None
    assert of(reviews=[REVIEWS, "101,27/03/2008,01/04/2017,PN1"]) == date(2018, 3, 31)
    assert of(episodes=changed("DECOM", "31/03/2016")) == date(2016, 3, 31)


def test_the_sample(sample: Path) -> None:
    rows = check_return(read_return(sample))
    year_end = year_ending(rows)
    assert year_end == date(2018, 3, 31)
    crosscheck(rows, year_end)
    kinds = Counter(
        "refused" if row.refusal else "merged" if row.repeats else "warned" if row.remarks else "taken" for row in rows
    )
    assert kinds == {"taken": 17_760, "warned": 8_181, "merged": 2, "refused": 1}
    by_reason = Counter((row.row.definition, remark.field) for row in rows for remark in row.remarks if row.stands)
    assert by_reason["header", "SEX"] == 2_675
    assert by_reason["header", "UPN"] == 2_568
    assert by_reason["episodes", "PLACE"] == 411
