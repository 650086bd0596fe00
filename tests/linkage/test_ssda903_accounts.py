"""Every row is accounted for once, and the report is safe to open."""

import csv
import stat
from pathlib import Path

import pytest

from kith.linkage.ssda903.accounts import Accounts, AccountsDoNotAdd, Outcome, Remark, RowAccount, write_report


def accounts(*rows: RowAccount) -> Accounts:
    return Accounts(list(rows))


TAKEN = RowAccount("reviews.csv", 2, Outcome.TAKEN)
REFUSED = RowAccount("reviews.csv", 3, Outcome.REFUSED, (Remark("REVIEW", "=HYPERLINK(1)"), Remark("DOB", "“x”")))


def test_figures_that_add_up() -> None:
    kept = accounts(TAKEN, REFUSED, RowAccount("header.csv", 2, Outcome.MERGED))
    kept.close({"reviews.csv": 2, "header.csv": 1, "oc2.csv": 0})
    assert kept.total() == {Outcome.TAKEN: 1, Outcome.REFUSED: 1, Outcome.MERGED: 1}
    assert kept.by_file()["reviews.csv"] == {Outcome.TAKEN: 1, Outcome.REFUSED: 1}


@pytest.mark.parametrize("read", [{"reviews.csv": 3}, {"reviews.csv": 1}, {"reviews.csv": 2, "header.csv": 1}, {}])
def test_figures_that_do_not(read: dict[str, int]) -> None:
    with pytest.raises(AccountsDoNotAdd, match="accounted for"):
        accounts(TAKEN, REFUSED).close(read)


def test_a_row_counted_twice_is_found_even_where_the_sum_is_right() -> None:
    with pytest.raises(AccountsDoNotAdd, match="twice"):
        accounts(TAKEN, TAKEN).close({"reviews.csv": 2})


def test_the_report(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_report(path, [REFUSED, TAKEN])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8") as source:
        assert list(csv.reader(source)) == [
            ["file", "line", "outcome", "field", "reason"],
            ["reviews.csv", "2", "taken", "", ""],
            ["reviews.csv", "3", "refused", "REVIEW", "'=HYPERLINK(1)"],
            ["reviews.csv", "3", "refused", "DOB", "“x”"],
        ]
