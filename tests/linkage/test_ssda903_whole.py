"""The whole sample, once: 2,675 children whom others made up, with the faults of real returns."""

from pathlib import Path
from typing import Any

from django.core.management import call_command

from kith.linkage.models import ImportRun
from tests.linkage.returns import SAMPLE, data_lines, report

FIGURES = {"taken": 17_760, "taken with warnings": 8_181, "merged": 2, "refused": 1}


def test_the_whole_sample(town: Any, tmp_path: Path) -> None:
    where = ["--agency", "larkshire children's services", "--team", str(town.team["safeguarding"])]
    call_command("import", "ssda903", str(SAMPLE), *where, "--report", str(tmp_path / "report.csv"))
    assert report(tmp_path / "report.csv") == FIGURES
    assert sum(FIGURES.values()) == data_lines(SAMPLE) == 25_944
    run = ImportRun.objects.get()
    assert (run.children, run.admitted) == (2_675, 2_675)
    with town.database.superuser() as admin:
        assert admin.execute("SELECT count(*) FROM access_subject").fetchone() == (2_675,)
        assert admin.execute("SELECT count(*) FROM record_entry").fetchone() == (39_073,)
