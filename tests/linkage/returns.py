"""The columns of small returns, and how one is written and read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

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
