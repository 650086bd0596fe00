"""Forms for Word opened in a word processor: LibreOffice Writer draws every word of theirs, and pictures to look at.

Needs `apt-get install --no-install-recommends libreoffice-writer poppler-utils`.
"""

import argparse
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from kith.assessments.definition import Content, Definition, Item, read
from kith.assessments.enabling import Enabled
from kith.assessments.starting import definitions
from kith.desk.assessing.asking import typed_of
from tests.conftest import Database
from tests.town import Town

FORMS = ("child-and-family-assessment", "phq-9", "conference-report-and-plan")
NEEDED = ("soffice", "pdftoppm")
WORDS = "She said that the mornings are hard. Nobody is there before eight."
OWN = {"to_whom": "own", "why": "To be looked at", "basis": "It stays in my organisation"}
FORM = "application/x-www-form-urlencoded"


def main(database: Database, options: argparse.Namespace) -> int:
    """0: each was opened, and nothing is missing."""
    if lacking := [name for name in NEEDED if not shutil.which(name)]:
        sys.stdout.write(f"Not on this machine: {', '.join(lacking)}. {(__doc__ or '').splitlines()[-1]}\n")
        return 2
    town = Town.build(database)
    child, wrong = _child(town), 0
    folder = Path(options.to)
    folder.mkdir(parents=True, exist_ok=True)
    for slug in FORMS:
        drawn = _drawn(_made(town, child, slug), folder / f"{slug}.docx")
        missing = _missing(folder / f"{slug}.docx", drawn)
        wrong += bool(missing) or not drawn
        sys.stdout.write(f"{slug}: {len(drawn)} pages in {folder}, {len(missing)} words missing {missing[:5] or ''}\n")
    return int(wrong > 0)


def _child(town: Town) -> UUID:
    from datetime import date

    from kith.core.ids import row_id
    from kith.people.models import Birth, PersonName

    person = town.child()
    about: dict[str, Any] = {"person_id": person, "domain": "identity", "grade": 1}
    with town.acting("sara"):
        PersonName.objects.create(id=row_id(), given="Ada", family="Marsh-Okonkwo", **about)
        Birth.objects.create(id=row_id(), on=date(2016, 5, 4), **about)
    return person


def _made(town: Town, child: UUID, slug: str) -> bytes:
    """The file as somebody downloads it, of a form with an answer to each question."""
    from urllib.parse import urlencode

    from django.test import Client

    from kith.core.session import TOKEN_COOKIE

    client = Client(headers={"host": "localhost"})
    client.cookies[TOKEN_COOKIE] = town.token("sara")
    begun = client.post(reverse("forms", args=[child]), {"form": slug}).url
    every = f"{begun}sections/all/"
    base = client.get(every).text.split('name="base" value="')[1].split('"')[0]
    form = read(next(each for each in definitions() if each["id"] == slug))
    typed = {"section": "all", "base": base} | typed_of(form, answers(form))
    saved = client.post(every, urlencode(typed, doseq=True), FORM)
    assert saved.status_code == 302, saved.text
    file: bytes = client.get(client.post(f"{begun}docx/", OWN)["Location"]).content
    return file


def answers(form: Definition) -> Content:
    """Something in every box, three in a group that repeats."""
    content: Content = {}
    for item in (each for each in form.items.values() if each.asks):
        group = form.group_of(item.key)
        for key in [f"{group.key}.{n}.{item.key}" for n in range(3)] if group else [item.key]:
            content[key] = [_value(item)]
    return Enabled(form, content).of(content)


def _value(item: Item) -> Any:
    if item.options:
        return item.options[0].code
    if item.kind == "text":
        return f"{WORDS * 4}\n\n“I want someone else to hear the door first.”"
    return {"boolean": True, "date": "2026-11-02", "integer": 1, "decimal": 1}.get(item.kind, "Ada Marsh-Okonkwo")


def _drawn(file: bytes, to: Path) -> list[str]:
    """The words of each page as LibreOffice draws it; pictures of them stand beside the file."""
    to.write_bytes(file)
    home = f"-env:UserInstallation=file://{to.parent.resolve()}/writer"
    made = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(to.parent), str(to)]
    subprocess.run(made, check=True, capture_output=True, timeout=180)
    pdf = to.with_suffix(".pdf")
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(to.with_suffix(""))], check=True, timeout=120)
    return [page.extract_text() for page in PdfReader(BytesIO(pdf.read_bytes())).pages]


def _missing(file: Path, drawn: list[str]) -> list[str]:
    """Words of the file that no page shows: hyphens and line ends aside, which belong to whoever lays it out."""
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = " ".join([*(each.text for each in document.paragraphs), *cells]).split()
    shown = "".join("".join(drawn).split())
    return sorted({word for word in words if word not in shown})
