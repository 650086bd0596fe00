"""A form as a file for Word (DOCX): the same words as on paper, as headings and tables that a screen reader walks.

What it is made of is what the page shows its reader. What the file says of itself names the form and the organisation,
nobody else (docs/decisions/0061-forms-for-word.md).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from kith.access.words import domain_name, grade_name
from kith.core.clock import now
from kith.core.session import Actor
from kith.core.words import clock, day

LANGUAGE = "en-GB"
SIZES = {"Normal": 11, "Heading 1": 20, "Heading 2": 15, "Heading 3": 12}  # points
WIDTHS = (Cm(5.4), Cm(11.2))  # of a question and its answer
SHORT = 300  # characters of an answer that a page does not end inside
SIDES = ("top", "bottom", "insideH")
LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"/>'
MARGINS = (("top", 70), ("left", 0), ("bottom", 70), ("right", 140))  # twentieths of a point
AIR = '<w:{} w:w="{}" w:type="dxa"/>'
BLACK = RGBColor(0x0B, 0x0C, 0x0C)
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 has no way to hold


def as_docx(context: Mapping[str, Any], me: Actor) -> bytes:
    """The file. `context`: of the pages of one form (views.context_of). `me`: who makes it."""
    document = Document()
    _lay_out(document)
    _describe(document, context["form"].title, context["row"].owner.name)
    _head(document, context, me)
    for section in context["sections"]:
        _section(document, section)
    _signatures(document, context)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _lay_out(document: Any) -> None:
    """A4, one font, black, British English for whoever reads it aloud; without the picture that an empty file has."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(size), BLACK
        _one_font(document.styles[name])
    for language in document.styles.element.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia"):
            language.set(qn(script), LANGUAGE)
    for key, part in list(document.part.package.rels.items()):
        if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]


def _one_font(style: Any) -> None:
    """A theme's font would go before the one that is named."""
    fonts = style.element.rPr.rFonts
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _describe(document: Any, title: str, organisation: str) -> None:
    """What the file says of itself."""
    told = document.core_properties
    told.title, told.author, told.language = title, organisation, LANGUAGE
    told.last_modified_by = told.comments = told.keywords = told.subject = told.category = ""
    told.created = told.modified = now().astimezone(UTC).replace(tzinfo=None)
    told.revision = 1


def _head(document: Any, context: Mapping[str, Any], me: Actor) -> None:
    record, row, form = context["record"], context["row"], context["form"]
    named = record.banner["name"]
    born = f", born {day(record.banner['born'])}" if record.banner["born"] else ""
    about = f"{form.title}: {named}{born}"
    _words(document.sections[0].header.paragraphs[0], about)
    _page_number(document.sections[0].footer.paragraphs[0])
    _words(document.add_heading(level=1), form.title)
    _say(document, f"About {named}{born}.")
    author = row.author.practitioner.name
    for words in (
        f"{context['state']}. Version {row.version}, filled in by {row.owner.name}, begun by {author} on"
        f" {day(row.recorded_at)}.",
        f"Recorded under {domain_name(row.domain)} at {grade_name(row.grade)} grade: whoever opens that sees that this"
        " form is there. Each answer is opened by what it is about.",
        f"Made by {me.name}, {me.title}, {me.organisation}, on {day(now())}. It shows what they may open, which may not"
        " be everything. Keep it safe, and destroy it when done.",
    ):
        _say(document, words)
    for rest in context["filled"].not_shown:
        one = rest.count == 1
        words = f"{rest.count} question{'' if one else 's'} about {domain_name(rest.domain)}"
        _say(document, f"{words} {'is' if one else 'are'} not in this copy.", bold=True)


def _section(document: Any, section: Mapping[str, Any]) -> None:
    _words(document.add_heading(level=2), section["title"])
    if last := section["last"]:
        by = _say(document, f"{last.author.practitioner.name}, {day(last.recorded_at)} {clock(last.recorded_at)}")
        by.paragraph_format.keep_with_next = True
    table = None
    for line in section["rows"]:
        if line["is"] == "answer":
            table = table or _table(document)
            _row(table, line["question"], line["text"] or "Not answered")
            if line["alert"]:
                _row(table, "Act now", line["alert"])
            continue
        table = None
        if line["is"] == "score":
            _score(document, line["score"])
        else:
            _words(document.add_heading(level=3), line["text"])
            _verify(document, line["verify"])


def _score(document: Any, score: Any) -> None:
    _words(document.add_heading(level=3), score.item.text)
    worked = f"{score.value} {score.band}".strip() if score.value is not None else ""
    _say(document, worked or f"Not worked out: {score.answered} of {score.asked} answered", bold=bool(worked))
    _verify(document, score.item.verify)


def _verify(document: Any, words: str) -> None:
    if words:
        _say(document, f"Check before relying on this: {words}")


def _signatures(document: Any, context: Mapping[str, Any]) -> None:
    row, form = context["row"], context["form"]
    _words(document.add_heading(level=2), "Signatures")
    for version in reversed(context["versions"]):
        if version.ended_by and version.version <= row.version:
            who = ", ".join(context["signers"][version.ended_by])
            ended = f"{day(version.ended_at)} at {clock(version.ended_at)}"
            _say(document, f"Version {version.version} {version.get_state_display().lower()} by {who}, on {ended}")
    if row.state == "open":
        _say(document, "Not signed off: this is in progress.")
    if form.notice:
        _say(document, form.notice)


def _table(document: Any) -> Any:
    """Questions and answers; its first row is said again at the top of each page, and read out as heads of columns."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    _draw(table._tbl.tblPr)
    head = table.rows[0]
    for column, cell, width, words in zip(table.columns, head.cells, WIDTHS, ("Question", "Answer"), strict=True):
        column.width = cell.width = width
        _words(cell.paragraphs[0], words, bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    _mark(head, "w:tblHeader", "w:cantSplit")
    return table


def _draw(properties: Any) -> None:
    """Thin grey lines between the rows, and air around the words, which stand in line with the text above."""
    drawn = parse_xml(
        f"<w:p {nsdecls('w')}><w:tblBorders>{''.join(LINE.format(side) for side in SIDES)}</w:tblBorders>"
        f"<w:tblCellMar>{''.join(AIR.format(*each) for each in MARGINS)}</w:tblCellMar></w:p>"
    )
    properties.extend(list(drawn))


def _mark(row: Any, *names: str) -> None:
    """Said of a row: that it is a head, that no page ends inside it."""
    for name in names:
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _row(table: Any, question: str, answer: str) -> None:
    """Short ones stand on one page; a long answer goes over to the next."""
    row = table.add_row()
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = width
    if len(answer) < SHORT:
        _mark(row, "w:cantSplit")
    question_in, answer_in = row.cells
    _words(question_in.paragraphs[0], question, bold=True)
    lines: Sequence[str] = answer.split("\n")
    _words(answer_in.paragraphs[0], lines[0])
    for line in lines[1:]:
        _words(answer_in.add_paragraph(), line)
    for paragraph in (*question_in.paragraphs, *answer_in.paragraphs):
        paragraph.paragraph_format.space_after = Pt(0)


def _say(document: Any, words: str, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    _words(paragraph, words, bold)
    return paragraph


def _words(paragraph: Any, words: str, bold: bool = False) -> None:
    paragraph.add_run(UNWRITABLE.sub("", words)).bold = bold or None


def _page_number(paragraph: Any) -> None:
    """A field that Word fills in."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
