"""`kith import ssda903 FOLDER --agency A --team T`: bring records in from elsewhere, and account for every row."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.db.models import QuerySet
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kith.agencies.models import Agency, Team
from kith.core.errors import KithError
from kith.linkage.actions.import_ssda903 import Imported, Stopped, import_ssda903
from kith.linkage.ssda903.accounts import Accounts, Outcome, write_report
from kith.linkage.ssda903.reading import Abort
from kith.linkage.ssda903.understanding import ALREADY, Understood, understand
from kith.linkage.ssda903.words import spoken

REFUSALS_SHOWN = 20


class Command(BaseCommand):
    help = "Bring records in from elsewhere: a looked-after children return (ssda903)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=["ssda903"], help="what is brought in")
        parser.add_argument("folder", type=Path, help="the folder with the files of the return")
        parser.add_argument("--agency", required=True, help="the organisation that owns the records: its name or id")
        parser.add_argument("--team", required=True, help="its team that works with the children: its name or id")
        parser.add_argument("--year", type=_year, help="the year of the 31 March with which the return ends")
        parser.add_argument("--report", type=Path, help="a CSV file to write, with a line for every row and remark")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(soft_wrap=True)
        try:
            team = _team(_agency(options["agency"]), options["team"])
            understood = understand(options["folder"], options["year"])
            _check_writable(options["report"])
            _say_what_was_read(console, understood)
            imported = _import(understood, team)
        except (Abort, OSError) as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        except (KithError, Stopped) as problem:
            raise CommandError(str(problem)) from problem
        except OperationalError as problem:
            raise CommandError(
                f"The database does not answer. Start it, and run the same command again. {problem}"
            ) from problem
        _say_what_became(console, understood, imported, team)
        if options["report"]:
            write_report(options["report"], imported.accounts.rows)
            console.print(f"Every row, with what to mend: {options['report']}. It is about children: keep it safe.")


def _year(typed: str) -> int:
    if not (typed.isdecimal() and 1990 <= int(typed) <= 2100):
        raise ArgumentTypeError(f"“{typed}” is not a year. Write it as 2026.")
    return int(typed)


def _agency(wanted: str) -> Agency:
    return _one(Agency.objects.all(), wanted, "organisation")


def _team(agency: Agency, wanted: str) -> Team:
    return _one(Team.objects.select_related("agency").filter(agency=agency), wanted, f"team of {agency.name}")


def _one(among: QuerySet[Any], wanted: str, what: str) -> Any:
    """By name, whatever the capitals, or by id."""
    found = among.filter(name__iexact=wanted.strip()) or among.filter(pk=int(wanted) if wanted.isdecimal() else None)
    if len(found) != 1:
        names = ", ".join(among.order_by("name").values_list("name", flat=True)) or "none"
        raise CommandError(f"Nothing was loaded. There is no {what} called “{wanted}”. There are: {names}.")
    return found[0]


def _check_writable(report: Path | None) -> None:
    """Before anything is written: a report that cannot be kept would be the only account lost."""
    if report:
        report.touch(mode=0o600)


def _import(understood: Understood, team: Team) -> Imported:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Children", total=len(understood.children))
        return import_ssda903(understood, team, lambda done: bar.update(task, completed=done))


def _say_what_was_read(console: Console, understood: Understood) -> None:
    found = understood.found
    console.print(
        f"Read {len(understood.rows):,} rows in {len(found.files)} files about {len(understood.children):,} children,"
        f" for the year to {spoken(understood.year_end)}."
    )
    if found.absent:
        console.print(f"Not in the folder: {', '.join(found.absent)}.")
    if found.ignored:
        console.print(f"Ignored, no part of a return: {', '.join(found.ignored)}.", markup=False)
    for read in found.files:
        if read.other_columns:
            console.print(
                f"Ignored in {read.file}, columns that no return has: {', '.join(read.other_columns)}.", markup=False
            )


def _say_what_became(console: Console, understood: Understood, imported: Imported, team: Team) -> None:
    console.print(_figures(imported.accounts))
    console.print(_to_mend(imported.accounts))
    for account in [one for one in imported.accounts.rows if one.outcome is Outcome.REFUSED][:REFUSALS_SHOWN]:
        reason = account.remarks[0]
        console.print(f"Refused: {account.file}, line {account.line}, {reason.field}: {reason.reason}.", markup=False)
    known = len(understood.children) - imported.admitted
    console.print(
        f"{imported.admitted:,} children are new to the record, {known:,} were there."
        f" {team.agency.name} owns what was taken; {team.name} works with them.",
        markup=False,
    )
    if understood.about_adoption:
        console.print(
            f"{understood.about_adoption} children have entries about adoption, recorded as sensitive."
            " An adoption worker who is named on the record should raise them to restricted."
        )


def _figures(accounts: Accounts) -> Table:
    table = Table(title="What became of every row")
    for title in ("file", "rows", *Outcome):
        table.add_column(str(title), justify="left" if title == "file" else "right", overflow="fold")
    for file, counted in [*accounts.by_file().items(), ("all files", accounts.total())]:
        table.add_row(file, f"{counted.total():,}", *(f"{counted[outcome]:,}" for outcome in Outcome))
    return table


def _to_mend(accounts: Accounts) -> Table:
    """Remarks by file and field, the most frequent first, with the first of each as an example."""
    counted: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for account in accounts.rows:
        for remark in set(account.remarks) - {ALREADY}:
            counted[account.file, remark.field] += 1
            example.setdefault((account.file, remark.field), f"line {account.line}: {remark.reason}")
    table = Table(title="What to mend in the return")
    for title in ("file", "field", "rows", "for example"):
        table.add_column(title, justify="right" if title == "rows" else "left", overflow="fold")
    for place, rows in counted.most_common():
        table.add_row(*(escape(cell) for cell in (*place, f"{rows:,}", example[place])))
    return table
