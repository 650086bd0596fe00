"""A return on a real database: taken once, read by those who may, brought in again changed, broken and interrupted."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from kith.access import facts
from kith.access.door import as_post
from kith.access.grades import Grade
from kith.agencies.models import Team
from kith.audit.log import log
from kith.core.errors import Refused
from kith.core.session import call
from kith.linkage.actions import import_ssda903 as importing
from kith.linkage.actions.lend_import_post import lend_import_post
from kith.linkage.models import ImportRun
from kith.people.models import Particular
from kith.people.queries import person_summary, titled
from kith.record.actions.amend_entry import amend_entry
from kith.record.models import Entry
from kith.record.queries import chronology, versions
from kith.record.recording import Recording
from tests.linkage.returns import EPISODES, HEADER, REVIEWS, Writer, data_lines, part_of_the_sample

TABLES = (
    "access_subject",
    "access_involvement",
    "people_personname",
    "people_birth",
    "people_particular",
    "people_identifier",
    "record_entry",
    "agencies_post",
    "agencies_membership",
    "agencies_role",
)
REVIEW = "101,27/03/2008,01/05/2017,PN1"
OPEN = "101,01/05/2017,S,V2,N1,U4,PR1,,,,EG19 7TT,WV27 9FW,1157828"
CLOSED = "101,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,E4A,,EG19 7TT,WV27 9FW,1157828"


def bring_in(folder: Path, team: str = "safeguarding", *more: str) -> None:
    call_command("import", "ssda903", str(folder), "--agency", "Larkshire Children's Services", "--team", team, *more)


def counts(town: Any) -> dict[str, int]:
    with town.database.superuser() as admin:
        return {table: admin.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def person(town: Any, number: str) -> UUID:
    with town.database.superuser() as admin:
        ((found,),) = admin.execute("SELECT person_id FROM people_personname WHERE given = %s", [f"Child {number}"])
        return found


def read(town: Any, who: str, child: UUID) -> list[Entry]:
    with town.acting(who):
        return list(chronology(child).entries)


def report(path: Path) -> Counter[str]:
    """Outcome → rows, from the report."""
    with path.open() as source:
        rows = {(line["file"], line["line"]): line["outcome"] for line in csv.DictReader(source)}
    return Counter(rows.values())


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


def test_a_later_return_adds_versions_and_an_older_one_takes_nothing_back(town: Any, a_return: Writer) -> None:
    first = {"episodes": [EPISODES, OPEN], "reviews": [REVIEWS, REVIEW]}
    bring_in(a_return(**first), "safeguarding", "--year", "2018")
    child = person(town, "101")
    header = [HEADER[0], HEADER[1].replace("WBRI", "WIRI"), HEADER[2]]
    later = {"header": header, "episodes": [EPISODES, CLOSED], "reviews": [REVIEWS, REVIEW, REVIEW.replace("05", "06")]}
    bring_in(a_return(**later), "safeguarding", "--year", "2018")
    seen = read(town, "manager", child)
    status = next(entry for entry in seen if entry.kind == "legal_status")
    assert (status.title, status.version) == ("Full care order", 2)
    assert status.amendment_reason == "The looked-after children return for the year to 31 March 2018 says otherwise."
    home = next(entry for entry in seen if entry.kind == "placement")
    assert home.version == 2 and home.happened_until
    assert [entry.title for entry in seen].count("Looked-after review") == 2
    with town.acting("manager"):
        assert [one.title for one in versions(child, status.series)] == [
            "Full care order",
            "Accommodated with agreement (section 20)",
        ]
        stands = Particular.objects.filter(person_id=child, kind="ethnicity", withdrawn_at=None)
        assert [one.value for one in stands] == ["White Irish"]
    before = counts(town)
    bring_in(a_return(**first), "safeguarding", "--year", "2018")
    assert counts(town) == before


def test_what_was_sealed_since_is_neither_seen_nor_written_again(town: Any, a_return: Writer, tmp_path: Path) -> None:
    files = {"header": [HEADER[0], "201,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "201")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "201")
    review = next(entry for entry in read(town, "manager", child) if entry.kind == "review")
    with town.acting("manager"):
        facts.seal(child, [town.human["manager"]], "known to a colleague", review.id)
    before = counts(town)
    bring_in(a_return(**files), "safeguarding", "--year", "2018", "--report", str(tmp_path / "report.csv"))
    assert counts(town) == before
    assert report(tmp_path / "report.csv") == {"merged": 2}


def test_a_sealed_child_is_not_admitted_anew_and_the_seals_people_are_told(
    town: Any, a_return: Writer, tmp_path: Path
) -> None:
    files = {"header": [HEADER[0], "701,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "701")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "701")
    with town.acting("manager"):
        facts.seal(child, [town.human["sara"]], "a colleague's own child")
    before = counts(town)
    later = files | {"reviews": [*files["reviews"], REVIEW.replace("101", "701").replace("05", "06")]}
    bring_in(a_return(**later), "safeguarding", "--year", "2018", "--report", str(tmp_path / "report.csv"))
    assert counts(town) == before
    assert report(tmp_path / "report.csv") == {"merged": 3}
    with town.database.superuser() as admin:
        query = "SELECT human, kind, detail ->> 'how' FROM access.notice WHERE person_id = %s AND kind = 'sealed_match'"
        told = admin.execute(query, [child]).fetchall()
    assert told == [(town.human["sara"], "sealed_match", "import")]


@pytest.mark.parametrize("who", ["manager", "duty", "governor", "teacher"])
def test_nobody_else_may_ask_which_numbers_are_shut(town: Any, who: str) -> None:
    with town.acting(who), pytest.raises(Refused, match="Only an import may ask this"):
        call("people.numbers_shut", ["701"])


def test_an_entry_changed_by_hand_is_left_as_it_stands(town: Any, a_return: Writer) -> None:
    """The return's word comes beside it, not over it."""
    files = {"header": [HEADER[0], "301,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "301")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "301")
    review = next(entry for entry in read(town, "manager", child) if entry.kind == "review")
    said = Recording(kind="review", happened_at=review.happened_at, text="She spoke for herself at the end.")
    with town.acting("manager"):
        amend_entry(person_id=child, entry_id=review.id, recording=said, reason="She did speak")
    changed = files | {"reviews": [REVIEWS, REVIEW.replace("101", "301").replace("PN1", "PN7")]}
    bring_in(a_return(**changed), "safeguarding", "--year", "2018")
    assert {entry.text for entry in read(town, "manager", child) if entry.kind == "review"} == {
        "She spoke for herself at the end.",
        "The child did not come, and their views were not made known.",
    }


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
