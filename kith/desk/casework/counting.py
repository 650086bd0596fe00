"""How the service stands: work by team, due, late, whether anybody said why; a picture, the table behind it, a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.agencies.models import Team
from kith.audit.log import log
from kith.casework.counted import Standing, by_limit, by_team, work_counted
from kith.core.session import acting
from kith.desk.spreadsheet import as_csv

COLUMNS = ("Team", "Limit", "Steps", "Due within 7 days", "Late", "Late, nobody said why", "To sign off")
UNNAMED = "Other teams"


def service(request: HttpRequest) -> HttpResponse:
    """For managers. What is counted is nobody's record."""
    lines = work_counted()
    log("count work", lines=len(lines))
    teams = by_team(lines)
    context = {
        "teams": teams, "limits": by_limit(lines), "names": _names(), "unnamed": UNNAMED,
        "most": max((each.steps for each in teams), default=0),
        "steps": sum(each.steps for each in teams), "late": sum(each.late for each in teams),
        "unexplained": sum(each.unexplained for each in teams), "soon": sum(each.due_soon for each in teams),
    }  # fmt: skip
    return render(request, "desk/casework/service.html", context)


def service_csv(request: HttpRequest) -> HttpResponse:
    """The same, a line a team and limit."""
    lines, names = work_counted(), _names()
    in_order = sorted(lines, key=lambda each: (names.get(each.team or 0, UNNAMED), each.clock))
    log("export work counted", lines=len(lines))
    return as_csv("work-by-team", COLUMNS, (_cells(line, names) for line in in_order))


def _cells(line: Standing, names: dict[int, str]) -> list[object]:
    team = names.get(line.team or 0, UNNAMED)
    return [team, line.clock or "no clock runs", line.steps, line.due_soon, line.late, line.unexplained, line.to_sign]


def _names() -> dict[int, str]:
    return dict(Team.objects.filter(agency_id=acting().agency or 0).values_list("pk", "name"))
