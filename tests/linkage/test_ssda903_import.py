"""A return on a real database: taken once, read by those who may, brought in again changed, broken and interrupted."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from kith.access.door import as_post
from kith.access.grades import Grade
from kith.agencies.models import Team
from kith.audit.log import log
from kith.linkage.actions import import_ssda903 as importing
from kith.linkage.actions.lend_import_post import lend_import_post
from kith.linkage.models import ImportRun
from kith.people.queries import person_summary, titled
from kith.record.models import Entry
from tests.linkage.returns import (
    EPISODES,
    HEADER,
    OPEN,
    REVIEWS,
    Writer,
    bring_in,
    counts,
    data_lines,
    part_of_the_sample,
    person,
    read,
    report,
)


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return part_of_the_sample(tmp_path_factory.mktemp("part") / "return")


@pytest.fixture(scope="module")
def imported(town: Any, part: Path) -> Any:
    """The town, with part of the sample on its record."""
    bring_in(part, "safeguarding", "--report", str(part.parent / "first.csv"))
    return town


def test_every_row_is_accounted_for(imported: Any, part: Path) -> None:
    told = report(part.parent / "first.csv")
    assert told.total() == data_lines(part)
    assert set(told) == {"taken", "taken with warnings"}
    assert told["taken with warnings"] > 67, "every child's sex is coded 1 or 2"


def test_the_figures_are_kept_without_a_word_about_a_child(imported: Any, part: Path) -> None:
    run = ImportRun.objects.earliest("id")
    assert (run.children, run.admitted, run.year_end) == (67, 67, date(2018, 3, 31))
    assert sum(sum(counted.values()) for counted in run.figures.values()) == data_lines(part)


def test_a_second_run_changes_nothing(imported: Any, part: Path, tmp_path: Path) -> None:
    before = counts(imported)
    bring_in(part, "safeguarding", "--report", str(tmp_path / "second.csv"))
    assert counts(imported) == before
    assert report(tmp_path / "second.csv") == {"merged": data_lines(part)}


def test_a_member_of_the_team_reads_the_chronology(imported: Any) -> None:
    child = person(imported, "566910")
    with imported.acting("mo"):
        summary = person_summary(child)
    assert summary
    assert titled(summary.names[0], summary.births[0].on, "exact") == "Child 566910, born 27 March 2008"
    assert {one.value for one in summary.particulars} == {"Female", "Gypsy/Roma"}
    assert {one.scheme: one.check_passed for one in summary.identifiers} == {"local": None, "upn": False}
    seen = read(imported, "mo", child)
    assert [entry.title for entry in seen if entry.kind == "legal_status"] == ["Full care order"]
    assert max(entry.grade for entry in seen) == Grade.PRACTICE


def test_who_manages_the_team_reads_what_is_sensitive(imported: Any) -> None:
    kinds = {entry.kind for entry in read(imported, "manager", person(imported, "566910")) if entry.grade == 4}
    assert kinds == {"conviction", "substance_misuse", "wellbeing_score", "placement", "episode"}


@pytest.mark.parametrize("who", ["teacher", "visitor", "officer", "adults", "governor"])
def test_whoever_is_not_involved_sees_nothing(imported: Any, who: str) -> None:
    child = person(imported, "566910")
    assert read(imported, who, child) == []


def test_the_import_post_opens_nothing_afterwards(imported: Any) -> None:
    with imported.database.superuser() as admin:
        ((post,),) = admin.execute("SELECT id FROM agencies_post WHERE title = 'Imports'")
    with as_post(post, "job"):
        log("test")
        assert not Entry.objects.exists()


def test_each_child_has_its_event(imported: Any) -> None:
    with imported.database.superuser() as admin:
        told = admin.execute(
            "SELECT count(*) FROM audit_event WHERE action = 'import' AND person_id = %s AND cardinality(rows) > 0",
            [person(imported, "566910")],
        ).fetchone()
    assert told == (1,)


def test_locks_are_as_the_facts_say(imported: Any) -> None:
    with imported.database.superuser() as admin:
        assert not admin.execute("SELECT * FROM access.verify() WHERE drifted > 0").fetchall()


def test_another_team_is_given_its_work_and_no_child_comes_twice(imported: Any, part: Path) -> None:
    before = counts(imported)
    bring_in(part, "front door")
    after = counts(imported)
    assert after["access_subject"] == before["access_subject"]
    assert after["record_entry"] == before["record_entry"]
    assert after["access_involvement"] == before["access_involvement"] + 2 * 67
    assert read(imported, "duty", person(imported, "566910"))


def test_whatever_stands_in_a_cell_is_kept_as_it_is(town: Any, a_return: Writer) -> None:
    nasty = "<script>alert(1)</script>'; DROP TABLE record_entry; --" + "x" * 300
    files = {
        "header": [HEADER[0], "401,F,27/03/2008,WBRI,UN4,,"],
        "episodes": [EPISODES, OPEN.replace("101", "401").replace("U4", nasty)],
    }
    bring_in(a_return(**files))
    home = next(entry for entry in read(town, "manager", person(town, "401")) if entry.kind == "placement")
    assert home.details["PLACE"] == nasty
    assert home.title.startswith("code <script>alert(1)</script>")


@pytest.mark.parametrize(
    ("reviews", "says"),
    [
        ([REVIEWS, "501,27/03/2008,01/05"], "Nothing was loaded. reviews.csv, line 2: the row has 3 fields of 4"),
        (["CHILD,DOB,REVIEW"], "Nothing was loaded. reviews.csv, line 1: the column REVIEW_CODE is missing"),
        (REVIEWS.encode() + b"\n\xff", "Nothing was loaded. reviews.csv, line 2: byte 30 of the file (0xFF)"),
    ],
)
def test_a_return_that_cannot_be_read_leaves_nothing(town: Any, a_return: Writer, reviews: Any, says: str) -> None:
    before = counts(town)
    folder = a_return(header=[HEADER[0], "501,F,27/03/2008,WBRI,UN4,,"], reviews=reviews)
    with pytest.raises(CommandError, match=re.escape(says)):
        bring_in(folder)
    assert counts(town) == before


def test_what_is_said_wrongly_on_the_command_line(town: Any, a_return: Writer, tmp_path: Path) -> None:
    folder = a_return()
    with pytest.raises(
        CommandError, match=r"There is no team of Larkshire Children's Services called “nobody”\. There are: "
    ):
        bring_in(folder, "nobody")
    with pytest.raises(CommandError, match="Add --year, the year of the 31 March"):
        bring_in(folder)
    with pytest.raises(CommandError, match="No such file or directory"):
        bring_in(folder, "safeguarding", "--year", "2018", "--report", str(tmp_path / "nowhere" / "report.csv"))
    with pytest.raises(CommandError, match="names no child that can be read"):
        bring_in(a_return(header=HEADER[:1]))


def test_one_import_at_a_time(town: Any, a_return: Writer) -> None:
    with town.database.connect("kith_owner") as other:
        agency = town.agency["children"]
        other.execute("SELECT pg_advisory_lock(5424003, %s::int)", [agency])
        with pytest.raises(CommandError, match="Another import for this organisation is running"):
            bring_in(a_return(), "safeguarding", "--year", "2018")


def test_an_import_that_is_cut_off_goes_on_where_it_stopped(
    town: Any, a_return: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = [HEADER[0], *(f"6{n:02},F,27/03/2008,WBRI,UN4,," for n in range(30))]
    folder = a_return(header=header)
    before = counts(town)["access_subject"]
    real, calls = importing.write_children, []

    def failing(children: Any, *rest: Any) -> Any:
        calls.append(children)
        written = real(children, *rest)
        if len(calls) > 1:
            raise importing.DatabaseError("the connection was lost")
        return written

    with monkeypatch.context() as patched:
        patched.setattr(importing, "write_children", failing)
        with pytest.raises(CommandError, match="Stopped after 25 of 30 children, who are on the record whole"):
            bring_in(folder, "safeguarding", "--year", "2018")
    assert len(calls) == 1 + importing.TRIES
    assert counts(town)["access_subject"] == before + 25
    bring_in(folder, "safeguarding", "--year", "2018")
    assert counts(town)["access_subject"] == before + 30


def test_the_import_post_closes_by_itself_if_the_import_dies(town: Any) -> None:
    team = Team.objects.select_related("agency").get(pk=town.team["safeguarding"])
    with lend_import_post(team) as post, town.database.superuser() as admin:
        query = "SELECT count(*) FROM agencies_membership WHERE post_id = %s AND ends IS NULL"
        assert admin.execute(query, [post]).fetchone() == (0,)
