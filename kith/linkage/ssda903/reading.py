"""A folder of CSV files, read strictly: every row whole and every byte understood, or nothing at all.

A return that was cut short or saved in another encoding looks complete to a lenient reader; what is missing would never
be missed. So such a fault stops the import before anything is written, and says where it is.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kith.linkage.ssda903.definitions import COMPULSORY, FILE_NAMES, Definition, definitions

BYTE_ORDER_MARK = "\ufeff"
LONGEST_FIELD = 1000  # no field of the return needs more than 20 characters: a longer one has lost its closing quote


class Abort(Exception):
    """The return cannot be read whole. The message says where, and nothing has been loaded."""


@dataclass(frozen=True)
class Row:
    """One row of one file. `line` is the line of the file on which it begins, counted from 1."""

    definition: str
    file: str
    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class ReadFile:
    """One file of the return, read whole."""

    definition: str
    file: str
    rows: list[Row]
    other_columns: list[str]


@dataclass
class Return:
    """What was in the folder: the files of the return, those absent, and what is not part of a return."""

    files: list[ReadFile] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def rows(self, definition: str) -> list[Row]:
        return [row for read in self.files if read.definition == definition for row in read.rows]


def read_return(folder: Path) -> Return:
    """Every file of the return in `folder`. Raises Abort."""
    found, ignored = _sort_out(folder)
    if COMPULSORY not in found:
        raise Abort(f"{folder} has no header.csv, the file that says who the children are.")
    order = definitions()
    return Return(
        files=[read_file(found[name], order[name]) for name in order if name in found],
        absent=[name for name in order if name not in found],
        ignored=ignored,
    )


def _sort_out(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Files by what they are, and the names of those that are no part of a return."""
    if not folder.is_dir():
        raise Abort(f"{folder} is not a folder.")
    found: dict[str, Path] = {}
    ignored = []
    for path in sorted(folder.iterdir()):
        name = FILE_NAMES.get(path.stem.lower()) if path.suffix.lower() == ".csv" and path.is_file() else None
        if name is None:
            ignored.append(path.name)
        elif name in found:
            raise Abort(f"{found[name].name} and {path.name} are both the file “{name}”. Leave only one of them.")
        else:
            found[name] = path
    return found, ignored


def read_file(path: Path, definition: Definition) -> ReadFile:
    """One file, read whole. Columns may stand in any order. Raises Abort."""
    lines = _lines(path.name, _decoded(path))
    _, titles = next(lines, (0, []))
    columns = [title.strip().upper() for title in titles]
    _check_columns(path.name, columns, definition)
    rows = []
    for line, cells in lines:
        if len(cells) != len(columns):
            raise Abort(f"{path.name}, line {line}: the row has {len(cells)} fields of {len(columns)}. It may be cut.")
        values = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if name in definition.fields}
        rows.append(Row(definition.name, path.name, line, values))
    return ReadFile(definition.name, path.name, rows, [name for name in columns if name not in definition.fields])


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Abort(f"{path.name} cannot be opened: {problem.strerror}.") from problem
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        where = _where(path.name, data, problem.start)
        raise Abort(f"{where} is not UTF-8. Save the file as “CSV UTF-8” and try again.") from problem
    if "\0" in text:
        raise Abort(
            f"{_where(path.name, data, data.index(0))} is not text. Save the file as “CSV UTF-8” and try again."
        )
    return text.removeprefix(BYTE_ORDER_MARK)


def _where(file: str, data: bytes, offset: int) -> str:
    """Lines and bytes are counted from 1, as editors do."""
    line = data.count(b"\n", 0, offset) + 1
    return f"{file}, line {line}: byte {offset + 1} of the file (0x{data[offset]:02X})"


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; blank lines are no rows. Raises Abort for a lost quote."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise Abort(
                f"{file}, the row that begins on line {begins}: {problem}. A quote may be missing."
            ) from problem
        if cells is None:
            return
        if any(len(cell) > LONGEST_FIELD for cell in cells):
            raise Abort(
                f"{file}, line {begins}: a field of more than {LONGEST_FIELD} characters. A quote may be missing."
            )
        if cells:
            yield begins, cells
        begins = reader.line_num + 1


def _check_columns(file: str, columns: list[str], definition: Definition) -> None:
    missing = [name for name in definition.fields if name not in columns]
    if missing:
        raise Abort(f"{file}, line 1: the column {', '.join(missing)} is missing.")
    twice = sorted({name for name in columns if columns.count(name) > 1 and name in definition.fields})
    if twice:
        raise Abort(f"{file}, line 1: the column {', '.join(twice)} stands there twice.")
