"""What became of every row of a return: taken, taken with warnings, merged or refused, and why.

Nothing may be lost without a word, so the figures must add up to the rows that were read: `Accounts.close` checks it.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    TAKEN = "taken"
    WARNED = "taken with warnings"
    MERGED = "merged"
    REFUSED = "refused"


class AccountsDoNotAdd(Exception):
    """Rows read and rows accounted for differ: a defect of the import, never of the return."""


@dataclass(frozen=True)
class Remark:
    """One thing to say about a row: the field, and why."""

    field: str
    reason: str


@dataclass(frozen=True)
class RowAccount:
    """What became of one row."""

    file: str
    line: int
    outcome: Outcome
    remarks: tuple[Remark, ...] = ()


@dataclass
class Accounts:
    """The accounts of one import, row by row."""

    rows: list[RowAccount] = field(default_factory=list)

    def add(self, account: RowAccount) -> None:
        self.rows.append(account)

    def by_file(self) -> dict[str, Counter[Outcome]]:
        """File → outcome → rows."""
        figures: dict[str, Counter[Outcome]] = {}
        for account in self.rows:
            figures.setdefault(account.file, Counter())[account.outcome] += 1
        return figures

    def total(self) -> Counter[Outcome]:
        return Counter(account.outcome for account in self.rows)

    def close(self, read: Mapping[str, int]) -> None:
        """Check against the rows read, file by file. Raises AccountsDoNotAdd."""
        if len({(account.file, account.line) for account in self.rows}) != len(self.rows):
            raise AccountsDoNotAdd("A row is accounted for twice.")
        counted = {file: figures.total() for file, figures in self.by_file().items()}
        for file in sorted(set(read) | set(counted)):
            if read.get(file, 0) != counted.get(file, 0):
                raise AccountsDoNotAdd(f"{file}: {read.get(file, 0)} rows read, {counted.get(file, 0)} accounted for.")


def write_report(path: Path, accounts: Iterable[RowAccount]) -> None:
    """A line for every remark, and one for each row without any, as CSV that only its owner may open.

    It holds line numbers and cells of the return, so it is about children: the caller says where it was put.
    """
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target)
        lines.writerow(["file", "line", "outcome", "field", "reason"])
        for account in sorted(accounts, key=lambda account: (account.file, account.line)):
            for remark in account.remarks or (Remark("", ""),):
                lines.writerow([account.file, account.line, account.outcome, remark.field, _inert(remark.reason)])


def _inert(text: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; ours never does."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
