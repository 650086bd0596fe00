"""A table as a file for a spreadsheet (CSV)."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from kith.core.session import require_recent

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, head: Iterable[str], lines: Iterable[Iterable[object]]) -> HttpResponse:
    """`name`: of the file, without its end. Words that a spreadsheet would take for a formula stay words.

    A table is taken away by whoever has proved of late that it is them. Raises Unconfirmed.
    """
    require_recent()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    out = csv.writer(answer)
    out.writerow(head)
    out.writerows([_plain(cell) for cell in line] for line in lines)
    return answer


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell
