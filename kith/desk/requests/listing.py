"""My requests, both ways; and the register of my organisation, for those who answer for it."""

from collections import Counter
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from kith.audit.log import log
from kith.core.session import acting, call
from kith.desk.spreadsheet import as_csv
from kith.sharing.editions import every_guide
from kith.sharing.queries import Counted as Line
from kith.sharing.queries import by_agency, mine, register

A_YEAR = timedelta(days=365)


def requests(request: HttpRequest) -> HttpResponse:
    """What I and my teams were asked, and what we asked: what waits first."""
    asked, asking = mine()
    answers_for = bool(call("sharing.answers_for", acting().post))
    context = {"asked": asked, "asking": asking, "answers_for": answers_for, "now": acting().at}
    return render(request, "desk/requests/requests.html", context)


def the_register(request: HttpRequest) -> HttpResponse:
    """Figures of a year: who was asked, how it ended, how long it took. Absent for who does not answer for others."""
    lines = _lines()
    context = {
        "ways": [
            ("What you asked others", by_agency([x for x in lines if x.by_agency == acting().agency])),
            ("What others asked you", by_agency([x for x in lines if x.of_agency == acting().agency])),
        ],
        "grounds": _grounds(lines),
        "total": len(lines),
    }
    log("read the register")
    return render(request, "desk/requests/register.html", context)


HEAD = ("asked", "by", "of", "law", "force", "urgency", "due", "first word", "answered", "outcome", "ground")


def register_csv(request: HttpRequest) -> HttpResponse:
    """The register, a line a request; nothing in it is about a person."""
    lines = _lines()
    log("export the register", lines=len(lines))
    laws = {law.code: law.name for each in reversed(every_guide()) for law in each.gateways}
    return as_csv("requests", HEAD, (_cells(line, laws) for line in lines))


def _lines() -> list[Line]:
    if not call("sharing.answers_for", acting().post):
        raise Http404
    return register(acting().at - A_YEAR)


def _grounds(lines: list[Line]) -> list[tuple[str, int]]:
    """Grounds on which less or nothing was given, the most frequent first."""
    words = {reason.code: reason.words for each in reversed(every_guide()) for reason in each.reasons}
    return Counter(words.get(x.reason, x.reason) for x in lines if x.reason).most_common()


def _cells(line: Line, laws: dict[str, str]) -> list[str]:
    """One line of the CSV."""
    between = [line.by, line.of, laws.get(line.gateway, line.gateway)]
    times = [_minute(at) for at in (line.answer_by, line.first_word_at, line.answered_at)]
    return [_minute(line.asked_at), *between, line.force, line.urgency, *times, line.outcome, line.reason]


def _minute(at: datetime | None) -> str:
    return localtime(at).isoformat(timespec="minutes") if at else ""
