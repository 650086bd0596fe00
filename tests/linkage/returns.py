"""Small returns and parts of the sample, how they are brought in, and what is on the record then."""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import call_command

from kith.linkage.ssda903.checking import CheckedRow, check_return
from kith.linkage.ssda903.crosschecks import crosscheck
from kith.linkage.ssda903.reading import read_return

SAMPLE = Path(__file__).parents[1] / "data" / "ssda903-sample"
YEAR_END = date(2018, 3, 31)

HEADER = [
    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "101,F,27/03/2008,WBRI,H801200001001,,",
    "102,M,01/02/2010,ABAN,UN4,,",
]
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
REVIEW = "101,27/03/2008,01/05/2017,PN1"
OPEN = "101,01/05/2017,S,V2,N1,U4,PR1,,,,EG19 7TT,WV27 9FW,1157828"
CLOSED = "101,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,E4A,,EG19 7TT,WV27 9FW,1157828"

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

Writer = Callable[..., Path]


def checked(folder: Path) -> list[CheckedRow]:
    """Every row of a return, checked in every way."""
    rows = check_return(read_return(folder))
    crosscheck(rows, YEAR_END)
    return rows


def remarks(row: CheckedRow) -> list[tuple[str, str]]:
    return [(remark.field, remark.reason) for remark in row.remarks]


def part_of_the_sample(folder: Path, every: int = 40) -> Path:
    """The sample with one child in `every`: whole rows, as they are."""
    folder.mkdir()
    children = {line.split(",")[0] for line in (SAMPLE / "header.csv").read_text().splitlines()[1::every]}
    for path in SAMPLE.glob("*.csv"):
        first, *lines = path.read_text("utf-8-sig").splitlines()
        kept = [line for line in lines if line.split(",")[0] in children]
        (folder / path.name).write_text("\n".join([first, *kept]) + "\n")
    return folder


def data_lines(folder: Path) -> int:
    """Rows of data, counted without the code under test. No cell of the sample has a line break."""
    return sum(len(path.read_text().splitlines()) - 1 for path in folder.glob("*.csv"))


def bring_in(folder: Path, team: str = "safeguarding", *more: str) -> None:
    call_command("import", "ssda903", str(folder), "--agency", "Larkshire Children's Services", "--team", team, *more)


def counts(town: Any) -> dict[str, int]:
    with town.database.superuser() as admin:
        return {table: admin.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def person(town: Any, number: str) -> UUID:
    with town.database.superuser() as admin:
        ((found,),) = admin.execute("SELECT person_id FROM people_personname WHERE given = %s", [f"Child {number}"])
        return found


def read(town: Any, who: str, child: UUID) -> list[Any]:
    """The newest page of the chronology."""
    from kith.record.queries import chronology  # models, which the other tests here do without

    with town.acting(who):
        return list(chronology(child).entries)


def report(path: Path) -> Counter[str]:
    """Outcome → rows, from the report."""
    with path.open() as source:
        rows = {(line["file"], line["line"]): line["outcome"] for line in csv.DictReader(source)}
    return Counter(rows.values())
