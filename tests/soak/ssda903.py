"""The whole sample of a looked-after children return: 2,675 children, with the faults of real data."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from kith.linkage.models import ImportRun
from tests.conftest import Database
from tests.linkage.returns import SAMPLE, data_lines, report
from tests.town import Town

FIGURES = {"taken": 17_760, "taken with warnings": 8_181, "merged": 2, "refused": 1}


def main(database: Database, options: argparse.Namespace) -> int:
    """Imported twice: every row accounted for, and the second run changes nothing. 0: as it should be."""
    town = Town.build(database)
    where = ["--agency", "larkshire children's services", "--team", str(town.team["safeguarding"])]
    with TemporaryDirectory() as folder:
        for run in ("first", "second"):
            to = Path(folder) / f"{run}.csv"
            call_command("import", "ssda903", str(SAMPLE), *where, "--report", str(to))
            print(run, report(to), *counted(database))
            if counted(database) != (2_675, 39_073) or (run == "first" and report(to) != FIGURES):
                return 1
    first = ImportRun.objects.earliest("pk")
    print(f"{first.children} children, {first.admitted} admitted, {data_lines(SAMPLE)} rows")
    return int(sum(FIGURES.values()) != data_lines(SAMPLE) or (first.children, first.admitted) != (2_675, 2_675))


def counted(database: Database) -> tuple[int, ...]:
    """Persons and entries."""
    with database.superuser() as admin:
        found = admin.execute("SELECT (SELECT count(*) FROM access_subject), (SELECT count(*) FROM record_entry)")
        return tuple(found.fetchone() or ())
