"""A form for Word: headings, tables and language; nothing in any part of the file that its reader does not open."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from docx import Document

from kith.assessments.actions.publish_form import publish_form
from tests.assessments.conftest import MIXED
from tests.desk.test_forms import FIRST, fill, left

CANARY = "CANARY-HOW-IT-HAPPENED"


@pytest.fixture(scope="module")
def begun(browser: Any, child: Any) -> str:
    address = browser("sara").post(reverse("forms", args=[child]), {"form": publish_form(MIXED).slug}).url
    told = FIRST | {"a-hurt": "true", "a-how-hurt": CANARY, "a-what-is-seen": "A tidy <b>flat</b>\nand \x0ba dog"}
    fill(browser("sara"), f"{address}sections/all/", told | {"a-sleep": "1", "a-fear": "2"})
    return address


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as held:
        return {name: held.read(name) for name in held.namelist()}


def words(file: bytes) -> str:
    document = Document(BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_it_says_what_the_page_says(browser: Any, begun: str) -> None:
    answer = left(browser("sara"), f"{begun}docx/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mixed.docx"'
    said = words(answer.content)
    assert "A tidy <b>flat</b>\nand a dog" in said and CANARY in said and "3 some" in said
    assert "Version 1, filled in by Larkshire Children's Services, begun by Sara" in said
    assert "Made by Sara, sara, Larkshire Children's Services" in said
    assert "Not signed off: this is in progress." in said and "social care at practice grade" in said
    levels = [each.style.name for each in Document(BytesIO(answer.content)).paragraphs if "Heading" in each.style.name]
    assert levels[0] == "Heading 1" and {"Heading 2", "Heading 3"} <= set(levels)
    held = parts(answer.content)
    assert held["word/document.xml"].count(b"<w:tblHeader") == held["word/document.xml"].count(b"<w:tbl>") > 0
    assert b'w:lang w:val="en-GB"' in held["word/styles.xml"] and b"en-US" not in held["word/styles.xml"]
    assert not [name for name in held if "thumbnail" in name]


def test_what_a_reader_does_not_open_is_in_no_part_of_it(browser: Any, begun: str) -> None:
    assert any(CANARY.encode() in part for part in parts(left(browser("sara"), f"{begun}docx/").content).values())
    theirs = left(browser("mo"), f"{begun}docx/").content
    for name, part in parts(theirs).items():
        for kept in (CANARY, "Has anybody been hurt?", "Fear", "How?"):
            assert kept.encode() not in part, (name, kept)
    assert "2 questions about social care are not in this copy." in words(theirs)


def test_what_the_file_says_of_itself_names_the_form_and_the_organisation_alone(browser: Any, begun: str) -> None:
    file = left(browser("sara"), f"{begun}docx/").content
    told = Document(BytesIO(file)).core_properties
    assert (told.title, told.author, told.language) == (MIXED["title"], "Larkshire Children's Services", "en-GB")
    assert not (told.last_modified_by or told.comments or told.keywords or told.subject)
    beside = b"".join(part for name, part in parts(file).items() if not name.startswith("word/"))
    for name in (b"Ada", b"Marsh", b"Sara", b"python-docx"):
        assert name not in beside


def test_it_leaves_only_once_that_is_written_down(browser: Any, town: Any, begun: str) -> None:
    asked = browser("sara").get(f"{begun}docx/")
    assert asked.status_code == 200 and "To whom does it go?" in asked.text
    assert not asked.headers["Content-Type"].startswith("application/vnd")
    assert browser("teacher").get(f"{begun}docx/").status_code == 404
    with town.database.superuser() as superuser:
        asked_for = "SELECT count(*) FROM sharing_disclosure WHERE what = 'form' AND medium = 'download'"
        (before,) = superuser.execute(asked_for).fetchone() or ()
        left(browser("sara"), f"{begun}docx/")
        assert superuser.execute(asked_for).fetchone() == (before + 1,)
