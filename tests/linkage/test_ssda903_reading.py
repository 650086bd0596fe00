"""Reading is strict: whole or not at all, and it says where."""

import csv
from pathlib import Path

import pytest

from kith.linkage.ssda903.definitions import definitions
from kith.linkage.ssda903.reading import Abort, read_return
from tests.linkage.returns import HEADER, REVIEWS, Writer


def test_the_sample_is_read_whole(sample: Path) -> None:
    found = read_return(sample)
    assert {read.file: len(read.rows) for read in found.files} == {
        path.name: path.read_text("utf-8-sig").count("\n") - 1 for path in sample.glob("*.csv")
    }
    assert sum(len(read.rows) for read in found.files) == 25_944
    assert found.absent == []
    assert found.ignored == ["SOURCE.md"]


def test_files_by_their_other_names_with_a_byte_order_mark(sample: Path) -> None:
    (row,) = read_return(sample).rows("social_worker")
    assert (row.file, row.line, row.values["CHILD"]) == ("sw_episodes.csv", 2, "CHILD10")


def test_only_the_header_is_compulsory(a_return: Writer) -> None:
    found = read_return(a_return())
    assert [read.file for read in found.files] == ["header.csv"]
    assert found.absent == [name for name in definitions() if name != "header"]


def test_columns_in_another_order_with_extra_ones(a_return: Writer) -> None:
    folder = a_return(reviews=["NOTE, review_code ,CHILD,REVIEW,DOB", "kept aside,PN1,101,01/05/2017,27/03/2008"])
    read = read_return(folder).files[-1]
    assert read.rows[0].values == {"REVIEW_CODE": "PN1", "CHILD": "101", "REVIEW": "01/05/2017", "DOB": "27/03/2008"}
    assert read.other_columns == ["NOTE"]


def test_line_ends_quotes_and_blank_lines(a_return: Writer) -> None:
    text = f'{REVIEWS}\r\n\r\n"101","27/03/2008", 01/05/2017 ,"P\nN"\r\n102,01/02/2010,02/05/2017,PN1'
    rows = read_return(a_return(reviews=text.encode())).rows("reviews")
    assert [(row.line, row.values["REVIEW_CODE"]) for row in rows] == [(3, "P\nN"), (5, "PN1")]
    assert rows[0].values["REVIEW"] == "01/05/2017"


def test_file_names_in_capitals(a_return: Writer) -> None:
    folder = a_return()
    (folder / "REVIEWS.CSV").write_text(REVIEWS + "\n")
    (folder / "notes.csv").write_text("nothing of ours")
    found = read_return(folder)
    assert [read.file for read in found.files] == ["header.csv", "REVIEWS.CSV"]
    assert found.ignored == ["notes.csv"]


@pytest.mark.parametrize(
    ("reviews", "says"),
    [
        (b"", "reviews.csv, line 1: the column CHILD, DOB, REVIEW, REVIEW_CODE is missing"),
        (b"CHILD,DOB,REVIEW\n", "reviews.csv, line 1: the column REVIEW_CODE is missing"),
        (b"CHILD,DOB,DOB,REVIEW,REVIEW_CODE\n", "the column DOB stands there twice"),
        (REVIEWS.encode() + b"\n101,27/03/2008,01/05\n", "reviews.csv, line 2: the row has 3 fields of 4"),
        (REVIEWS.encode() + b"\n101,27/03/2008,01/05/2017,PN1,PN2\n", "line 2: the row has 5 fields of 4"),
        (
            REVIEWS.encode() + b"\n101,27/03/2008,01/05/2017,caf\xe9\n",
            r"line 2: byte 59 of the file \(0xE9\) is not UTF-8",
        ),
        (REVIEWS.encode("utf-16"), r"reviews.csv, line 1: byte 1 of the file \(0xFF\) is not UTF-8"),
        (REVIEWS.encode() + b"\n101,27/03/2008,01/05/2017,P\x00\n", "line 2: byte 57 .* is not text"),
        (
            REVIEWS.encode() + b'\n101,27/03/2008,"01/05/2017,PN1\n',
            "the row that begins on line 2: unexpected end of data",
        ),
        (REVIEWS.encode() + b'\n101,27/03/2008,"01/05"2017,PN1\n', "the row that begins on line 2"),
        (REVIEWS.encode() + b"\n101,27/03/2008,01/05/2017," + b"x" * 1001 + b"\n", "line 2: a field of more than 1000"),
        (REVIEWS.encode() + b"\n101,27/03/2008,01/05/2017," + b"x" * 200_000 + b"\n", "begins on line 2: field larger"),
    ],
)
def test_what_cannot_be_read_whole_stops_the_import(a_return: Writer, reviews: bytes, says: str) -> None:
    with pytest.raises(Abort, match=says):
        read_return(a_return(reviews=reviews))


def test_a_byte_is_counted_in_the_file_as_it_is_on_disk(a_return: Writer) -> None:
    """With a byte order mark too: an editor counts it."""
    folder = a_return(reviews=b"\xef\xbb\xbf" + REVIEWS.encode() + b"\n\xff\n")
    offset = (folder / "reviews.csv").read_bytes().index(b"\xff") + 1
    with pytest.raises(Abort, match=f"byte {offset} "):
        read_return(folder)


def test_a_folder_that_is_no_return(tmp_path: Path) -> None:
    with pytest.raises(Abort, match="has no header"):
        read_return(tmp_path)
    with pytest.raises(Abort, match="is not a folder"):
        read_return(tmp_path / "nowhere")


def test_two_files_for_one_thing(a_return: Writer) -> None:
    columns = ["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"]
    with pytest.raises(Abort, match="both the file “prev_perm”"):
        read_return(a_return(prev_perm=columns, previous_permanence=columns))


def test_the_lists_cover_the_header_of_the_sample(sample: Path) -> None:
    with (sample / "header.csv").open() as source:
        assert next(csv.reader(source)) == list(definitions()["header"].fields) == HEADER[0].split(",")
