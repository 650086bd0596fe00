"""A folder to what it says of children, and what became of its rows. Nothing is written here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kith.linkage.ssda903.accounts import Accounts, Outcome, Remark, RowAccount
from kith.linkage.ssda903.checking import CheckedRow, check_return
from kith.linkage.ssda903.crosschecks import crosscheck, year_ending
from kith.linkage.ssda903.facts import Child, Table
from kith.linkage.ssda903.meaning import children_of
from kith.linkage.ssda903.reading import Abort, Return, read_return

ALREADY = Remark("", "on the record already")


@dataclass(frozen=True)
class Understood:
    """A return that could be read whole. `year_end`: the 31 March with which its year ends."""

    found: Return
    rows: list[CheckedRow]
    year_end: date
    children: list[Child]

    @property
    def about_adoption(self) -> int:
        """Children with an entry that a person would have graded restricted (docs/decisions/0010-ssda903-grades.md)."""
        return sum(
            any(fact.table is Table.ENTRY and fact.values["kind"] == "adoption" for fact in child.facts)
            for child in self.children
        )

    def account(self, written: Collection[tuple[str, int]]) -> Accounts:
        """The accounts, given the lines that came onto the record. Raises AccountsDoNotAdd."""
        accounts = Accounts([_account(row, (row.row.file, row.row.line) in written) for row in self.rows])
        accounts.close({read.file: len(read.rows) for read in self.found.files})
        return accounts


def understand(folder: Path, year: int | None = None) -> Understood:
    """`year`: the year of the 31 March, where the dates in the return do not tell. Raises Abort."""
    found = read_return(folder)
    rows = check_return(found)
    if not any(row.stands and row.row.definition == "header" for row in rows):
        raise Abort("header.csv names no child that can be read, so there is nothing to bring in.")
    year_end = date(year, 3, 31) if year else year_ending(rows)
    if year_end is None:
        raise Abort("Nothing in this return tells its year. Add --year, the year of the 31 March with which it ends.")
    crosscheck(rows, year_end)
    return Understood(found, rows, year_end, children_of(rows, year_end))


def _account(row: CheckedRow, written: bool) -> RowAccount:
    remarks = tuple(row.remarks)
    if row.refusal:
        return RowAccount(row.row.file, row.row.line, Outcome.REFUSED, (row.refusal, *remarks))
    if row.repeats:
        return RowAccount(row.row.file, row.row.line, Outcome.MERGED, remarks)
    if not written:
        return RowAccount(row.row.file, row.row.line, Outcome.MERGED, (ALREADY, *remarks))
    return RowAccount(row.row.file, row.row.line, Outcome.WARNED if remarks else Outcome.TAKEN, remarks)
