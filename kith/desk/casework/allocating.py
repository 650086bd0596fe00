"""Allocate a person's work with sight of who carries how much, and of who is barred from them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kith.access.explain import guards
from kith.access.models import Involvement
from kith.agencies.models import Membership, Post
from kith.casework.actions.allocate import allocate
from kith.casework.models import State, Step
from kith.casework.queries import work_of
from kith.casework.waiting import Task, tasks
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.asking import afterwards
from kith.desk.casework.forms import AllocateForm
from kith.desk.person.banner import LEADS, Record, open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import midnight

MOST = 1_000


@dataclass(frozen=True)
class Load:
    """What a member of a team carries: people, steps in progress, how many of these are late. As a manager sees it."""

    post: Post
    team: str
    people: int
    steps: int
    late: int
    barred: bool

    @property
    def words(self) -> str:
        carries = f"{self.people} people, {self.steps} steps, {self.late} late"
        return f"{self.post.practitioner.name}, {self.post.title}: {carries}"


@a_look()
def allocate_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """For managers: who carries how much, who may have this, what goes to them. Absent for anybody else."""
    if not acting().manages:
        raise Http404
    record = open_record(person)
    held = [each.row for each in work_of(person) if _movable(each.row)]
    loads = loads_of(acting().manages, _barred(person))
    form = AllocateForm(request.POST or None, loads=loads, profiles=LEADS, steps=held)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _allocate(record, form, loads)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Allocated. It waits for them now.")
            return HttpResponseRedirect(afterwards(record, "work"))
    context = {"record": record, "part": "work", "form": form, "loads": loads}
    return render(request, "desk/casework/allocate.html", context, status=422 if form.errors else 200)


def _movable(row: Step) -> bool:
    return row.state == State.OPEN and row.owner_id == acting().agency


def _allocate(record: Record, form: AllocateForm, loads: Sequence[Load]) -> None:
    entered: dict[str, Any] = form.cleaned_data
    chosen = next(load for load in loads if load.post.pk == entered["post"])
    allocate(
        person_id=record.person, post=entered["post"], name=chosen.post.practitioner.name, profile=entered["profile"],
        note=entered["note"], steps=[UUID(step) for step in entered["steps"]],
        until=midnight(entered["until"]) if entered["until"] else None,
    )  # fmt: skip


def _barred(person: UUID) -> set[int]:
    """Humans who never see this person, where the reader guards the record; others are refused when it comes to it."""
    return {human for guard in guards(person) if guard.kind == "bar" for human in guard.humans}


def loads_of(teams: Collection[int], barred: Collection[int] = ()) -> list[Load]:
    """Everybody in these teams, the lightest load first; whoever is barred last."""
    members = members_of(teams)
    posts = [m.post_id for m in members]
    carried = _people(posts)
    held = tasks(posts, limit=MOST)
    work = Counter(task.holder for task in held)
    late = Counter(task.holder for task in held if task.late(acting().at))
    found = {
        m.post_id: Load(m.post, m.team.name, carried.get(m.post_id, 0), work[m.post_id], late[m.post_id],
                        m.post.practitioner_id in barred)
        for m in members
    }  # fmt: skip
    return sorted(found.values(), key=lambda load: (load.barred, load.people, load.post.practitioner.name))


def members_of(teams: Collection[int]) -> list[Membership]:
    """Who is in these teams today."""
    at = acting().at
    current = Membership.objects.filter(Q(ends=None) | Q(ends__gt=at), team_id__in=teams, starts__lte=at)
    return list(current.select_related("post__practitioner", "team").order_by("team__name", "post__practitioner__name"))


def _people(posts: Collection[int]) -> dict[int, int]:
    """Post → how many people they are involved with by name, as far as the reader opens that."""
    at = acting().at
    going = Involvement.objects.filter(Q(ends=None) | Q(ends__gt=at), holder_id__in=posts, closed=False, starts__lte=at)
    counted = going.values("holder_id").annotate(n=Count("person_id", distinct=True))
    return dict(counted.values_list("holder_id", "n"))


def by_clock(teams: Collection[int]) -> list[Task]:
    """The steps that these teams and their members hold, the soonest due first."""
    return tasks([*teams, *(m.post_id for m in members_of(teams))], limit=MOST)
