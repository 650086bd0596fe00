"""The register of my organisation's requests, for those who answer for it: figures, and files of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from kith.audit.log import log
from kith.core.session import acting, call
from kith.desk.spreadsheet import as_csv
from kith.sharing import figures
from kith.sharing.editions import every_guide
from kith.sharing.guide import BESIDE
from kith.sharing.queries import Counted as Line
from kith.sharing.queries import register

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Way:
    """Requests one way; `other`: of a line, the organisation on the other side."""

    heading: str
    first: str
    lines: list[Line]
    other: Callable[[Line], str]


def ways(lines: list[Line]) -> list[Way]:
    me = acting().agency
    return [
        Way(
            "What you asked others",
            "Who was asked",
            [line for line in lines if line.by_agency == me],
            lambda line: line.of,
        ),
        Way(
            "What others asked you", "Who asked", [line for line in lines if line.of_agency == me], lambda line: line.by
        ),
    ]


def the_register(request: HttpRequest) -> HttpResponse:
    """Figures of a year, each way, by organisation, month, urgency, law and ground.

    Absent for who does not answer for others.
    """
    context = {"ways": [_told(way) for way in ways(lines_since())], "fewest": figures.FEWEST}
    log("read the register")
    return render(request, "desk/requests/register.html", context)


HEAD = ("asked", "by", "of", "law", "force", "urgency", "due", "first word", "answered", "outcome", "ground")


def register_csv(request: HttpRequest) -> HttpResponse:
    """The register, a line a request; nothing in it is about a person."""
    lines = lines_since()
    log("export the register", lines=len(lines))
    known, reasons = laws(), _reasons()
    return as_csv("requests", HEAD, (_cells(line, known, reasons) for line in lines))


def lines_since(since: datetime | None = None) -> list[Line]:
    """Of a year, if no moment is given. Raises Http404 for who does not answer for others."""
    if not call("sharing.answers_for", acting().post):
        raise Http404
    return register(since or acting().at - A_YEAR)


def _told(way: Way) -> dict[str, Any]:
    """Everything that is said of one way of asking. `most`: how many were asked in the fullest month."""
    now, lines = acting().at, way.lines
    months = figures.by_month(lines, localtime(now).date(), now)
    return {
        "heading": way.heading,
        "first": way.first,
        "agencies": figures.by_agency(lines, way.other, now),
        "months": months,
        "most": max(found.asked for _, found in months),
        "urgencies": figures.by_urgency(lines, now),
        "laws": figures.by_law(lines, laws(), now),
        "grounds": figures.grounds(lines, way.other, _reasons()),
    }


def laws() -> dict[str, str]:
    """Code → name, of every edition; the newest counts."""
    return BESIDE | {law.code: law.name for each in reversed(every_guide()) for law in each.gateways}


def _reasons() -> dict[str, str]:
    return {reason.code: reason.words for each in reversed(every_guide()) for reason in each.reasons}


def _cells(line: Line, laws: dict[str, str], reasons: dict[str, str]) -> list[str]:
    """One line of the CSV."""
    between = [line.by, line.of, laws.get(line.gateway, line.gateway)]
    times = [_minute(at) for at in (line.answer_by, line.first_word_at, line.answered_at)]
    return [
        _minute(line.asked_at),
        *between,
        line.force,
        line.urgency,
        *times,
        line.outcome,
        reasons.get(line.reason, line.reason),
    ]


def _minute(at: datetime | None) -> str:
    return localtime(at).isoformat(timespec="minutes") if at else ""
