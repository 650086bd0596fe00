"""Figures of requests that may go to a partnership board, as a file (docs/decisions/0087-figures-for-the-board.md)."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse

from kith.audit.log import log
from kith.core.clock import today
from kith.desk.requests.registering import Way, laws, lines_since, ways
from kith.desk.sharing.forms import midnight
from kith.desk.spreadsheet import as_csv
from kith.sharing import safe

HEAD = ("requests", "table", "of", "asked", *safe.ENDED, "hours, median")
HIDDEN = "[c]"  # the mark of the Government Statistical Service for what is confidential
LEGEND = f"{HIDDEN}: fewer than five, or not given so that those cannot be worked out. Of four quarters that are over."


def board_csv(request: HttpRequest) -> HttpResponse:
    """Both ways, small counts hidden. Absent for who does not answer for others."""
    until, *quarters = safe.last_quarters(today())
    lines = [line for line in lines_since(midnight(quarters[-1])) if line.asked_at < midnight(until)]
    log("export the register", lines=len(lines), hidden=True)
    rows = [cells for way in ways(lines) for cells in _cells(way, quarters)]
    return as_csv("requests-for-the-board", HEAD, [*rows, [LEGEND]])


def _cells(way: Way, quarters: list[date]) -> Iterator[list[object]]:
    known = laws()
    for row in safe.for_the_board(way.lines, way.other, lambda line: known.get(line.gateway, line.gateway), quarters):
        hours = safe.median_hours(way.lines) if row.table == "all" else None
        counts = [HIDDEN if n is None else n for n in (row.asked, *row.ended)]
        blank = [""] * (len(safe.ENDED) - len(row.ended))
        yield [way.heading, row.table, row.of, *counts, *blank, "" if hours is None else f"{hours:.1f}"]
