"""My requests, both ways; and the register of my organisation, for those who answer for it."""

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
from kith.sharing.queries import mine, register

A_YEAR = timedelta(days=365)


def requests(request: HttpRequest) -> HttpResponse:
    """What I and my teams were asked, and what we asked: what waits first."""
    asked, asking = mine()
    answers_for = bool(call("sharing.answers_for", acting().post))
    context = {"asked": asked, "asking": asking, "answers_for": answers_for, "now": acting().at}
    return render(request, "desk/requests/requests.html", context)


def the_register(request: HttpRequest) -> HttpResponse:
    """Figures of a year, each way, by organisation, month, urgency, law and ground.

    Absent for who does not answer for others.
    """
    lines, me = _lines(), acting().agency
    context = {
        "ways": [
            _way("What you asked others", [line for line in lines if line.by_agency == me]),
            _way("What others asked you", [line for line in lines if line.of_agency == me]),
        ],
        "fewest": figures.FEWEST,
    }
    log("read the register")
    return render(request, "desk/requests/register.html", context)


HEAD = ("asked", "by", "of", "law", "force", "urgency", "due", "first word", "answered", "outcome", "ground")


def register_csv(request: HttpRequest) -> HttpResponse:
    """The register, a line a request; nothing in it is about a person."""
    lines = _lines()
    log("export the register", lines=len(lines))
    laws, reasons = _laws(), _reasons()
    return as_csv("requests", HEAD, (_cells(line, laws, reasons) for line in lines))


def _lines() -> list[Line]:
    if not call("sharing.answers_for", acting().post):
        raise Http404
    return register(acting().at - A_YEAR)


def _way(heading: str, lines: list[Line]) -> dict[str, Any]:
    """Everything that is said of one way of asking. `most`: how many were asked in the fullest month."""
    now = acting().at
    months = figures.by_month(lines, localtime(now).date(), now)
    return {
        "heading": heading,
        "agencies": figures.by_agency(lines, now),
        "months": months,
        "most": max(found.asked for _, found in months),
        "urgencies": figures.by_urgency(lines, now),
        "laws": figures.by_law(lines, _laws(), now),
        "grounds": figures.grounds(lines, _reasons()),
    }


def _laws() -> dict[str, str]:
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
