"""The register of what left Kith, for information governance: counts and lines, nothing of whom they were about."""

from collections import Counter
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from kith.audit.log import log
from kith.core.clock import today
from kith.core.session import acting
from kith.desk.governance.views import only_governance
from kith.desk.rights.leaving import JUDGEMENT, OWN_WORK, THEIR_RIGHT
from kith.desk.spreadsheet import as_csv
from kith.sharing.editions import every_guide
from kith.sharing.registers import Gone, by_month, what_left

A_YEAR = timedelta(days=365)
HEAD = ("when", "what", "how", "to", "on what it rests", "by", "post")
MOST = 200


@require_GET
def register_of_what_left(request: HttpRequest) -> HttpResponse:
    """A year: by month as a picture, by kind and to whom, and the newest lines."""
    only_governance()
    left = _left()
    months = by_month(left, today())
    context = {
        "left": left[:MOST],
        "total": len(left),
        "months": months,
        "most": max(n for _, n in months),
        "kinds": Counter(each.what for each in left).most_common(),
        "whom": Counter(each.to_whom for each in left).most_common(),
    }
    log("read the register of what left")
    return render(request, "desk/governance/left.html", context)


@require_GET
def register_of_what_left_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, every line of the year."""
    only_governance()
    left = _left()
    log("export the register of what left", lines=len(left))
    return as_csv("what-left", HEAD, (_cells(each) for each in left))


def _left() -> list[Gone]:
    laws = {gateway.basis for each in every_guide() for gateway in each.gateways}
    return what_left(acting().at - A_YEAR, frozenset(laws | {OWN_WORK, THEIR_RIGHT, JUDGEMENT}))


def _cells(each: Gone) -> list[str]:
    by = (each.by.practitioner.name, each.by.title) if each.by else ("", "")
    when = localtime(each.at).isoformat(timespec="minutes")
    return [when, each.what, each.medium, each.to_whom, each.basis, *by]
