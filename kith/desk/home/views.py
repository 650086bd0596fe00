"""What is new on my people since I last looked, most urgent first; what waits for me; a manager's board."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import holders
from kith.agencies.models import Team
from kith.agencies.queries import names_of_posts
from kith.audit.log import log
from kith.casework.waiting import Task, tasks
from kith.core.session import acting
from kith.desk.casework.allocating import by_clock
from kith.desk.home.board import board_of
from kith.desk.home.mine import allocated_and_looked_at, allocated_to, by_name, covered_by_teams, covered_count
from kith.desk.home.waiting import waiting_for_me
from kith.people.queries import names_of
from kith.record import kinds
from kith.record.models import Entry
from kith.record.queries import newest_and_unfinished

NEWS_DAYS = 14
MOST_NEWS = 60
A_PAGE = 100
URGENT = frozenset({"strategy_discussion", "section_47", "police_report", "missing", "referral", "voice", "contact"})


@dataclass(frozen=True)
class News:
    """What is new on one person."""

    person: UUID
    name: str
    entries: Sequence[Entry]

    @property
    def urgent(self) -> bool:
        return any(entry.significant or entry.kind in URGENT for entry in self.entries)

    @property
    def latest(self) -> datetime:
        return max(entry.recorded_at for entry in self.entries)


def home(request: HttpRequest) -> HttpResponse:
    me = acting()
    mine = allocated_and_looked_at(me)
    fresh, unfinished = newest_and_unfinished(mine, since=me.at - timedelta(days=NEWS_DAYS), limit=MOST_NEWS)
    waiting = waiting_for_me(me)
    work = tasks(me.holders, me.manages)
    about = {w.person for w in waiting if w.person} | {task.person for task in work}
    names = names_of({*mine, *(draft.person_id for draft in unfinished), *about})
    log("list", rows=list(dict.fromkeys((*mine, *(task.person for task in work)))))
    context = {
        "work": [(task, names.get(task.person, "")) for task in work],
        "now": me.at,
        "me_agency": me.agency,
        "news": news(fresh, mine, names, me.post),
        "allocated": [
            (person, name, mine[person]) for person, name in by_name({p: names[p] for p in mine if p in names})
        ],
        "covered": covered_count(me, mine),
        "drafts": [(draft, names.get(draft.person_id, "")) for draft in unfinished],
        "begun_by": names_of_posts({draft.begun_by for draft in unfinished if draft.begun_by}),
        "waiting": [(w, names.get(w.person, "") if w.person else None) for w in waiting],
        "kind_label": lambda slug: kinds.kind(slug).label,
    }
    return render(request, "desk/home/home.html", context)


def news(
    fresh: Sequence[Entry], looked: Mapping[UUID, datetime | None], names: Mapping[UUID, str], post: int | None
) -> list[News]:
    """Entries by others since I last opened the person, grouped, the urgent first, then the newest."""
    grouped: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in fresh:
        seen = looked.get(entry.person_id)
        if entry.author_id != post and (seen is None or entry.recorded_at > seen) and entry.person_id in names:
            grouped[entry.person_id].append(entry)
    found = [News(person, names[person], tuple(entries)) for person, entries in grouped.items()]
    return sorted(found, key=lambda n: (n.urgent, n.latest), reverse=True)


def team_board(request: HttpRequest) -> HttpResponse:
    """A manager's team: who carries whom, how long ago they were seen, what is new. Absent for anybody else."""
    me = acting()
    managed = list(Team.objects.filter(pk__in=me.manages).order_by("name"))
    if not managed:
        raise Http404
    chosen = next((team for team in managed if str(team.pk) == request.GET.get("team")), managed[0])
    board = board_of(chosen, me.at)
    work = by_clock([chosen.pk])
    names = names_of({task.person for task in work})
    log("list", rows=list(dict.fromkeys((*board.people, *names))))
    context = {
        "board": board, "team": chosen, "teams": managed, "now": me.at,
        "work": [(task, names[task.person], holder) for task, holder in _held(work) if task.person in names],
        "late": sum(task.late(me.at) for task in work),
    }  # fmt: skip
    return render(request, "desk/home/team.html", context)


def _held(work: Sequence[Task]) -> list[tuple[Task, str]]:
    """Each with the name of who has it."""
    named = holders({task.holder for task in work})
    return [(task, named[task.holder].name if task.holder in named else "") for task in work]


def covered(request: HttpRequest) -> HttpResponse:
    """Everyone whom my teams cover, a page at a time."""
    typed = request.GET.get("page", "1")
    page = max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1
    me = acting()
    found = covered_by_teams(me, allocated_to(me), (page - 1) * A_PAGE, page * A_PAGE + 1)
    shown = found[:A_PAGE]
    names = names_of(shown)
    log("list", rows=shown)
    context = {
        "people": [(p, names[p]) for p in shown if p in names],
        "next": page + 1 if len(found) > A_PAGE else None,
    }
    return render(request, "desk/home/covered.html", context)
