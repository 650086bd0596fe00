"""Allocate a person's work with sight of who carries how much, and of who is barred from them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kith.access.explain import Named, guards, holders
from kith.access.models import Involvement
from kith.agencies.models import Agency, Membership, Post, Practitioner
from kith.casework.actions.allocate import allocate, pass_on
from kith.casework.chains import kind_of
from kith.casework.models import State, Step
from kith.casework.queries import work_of
from kith.casework.waiting import Task, tasks
from kith.core.clock import today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.core.words import day
from kith.desk.asking import afterwards
from kith.desk.casework.came import involved_here
from kith.desk.casework.forms import AllocateForm, Movable
from kith.desk.casework.whom import other_teams
from kith.desk.offering import usual_first
from kith.desk.person.banner import LEADS, Record, open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import midnight

MOST = 1_000
SCREENING = "front door screening"  # of whom it is taken on, once it is allocated


@dataclass(frozen=True)
class Load:
    """What a member of a team carries: people, steps in progress, how many of these are late. As a manager sees it."""

    post: Post
    team: str
    people: int
    steps: int
    late: int
    barred: bool
    lapsed: bool = False  # opens nothing until their data-protection training is renewed

    @property
    def words(self) -> str:
        people = "1 person" if self.people == 1 else f"{self.people} people"
        steps = "1 step" if self.steps == 1 else f"{self.steps} steps"
        lapsed = ". Training has lapsed: opens nothing until it is renewed" if self.lapsed else ""
        return (
            f"{self.post.practitioner.name}, {self.post.title}: {people}, {steps}, {self.late or 'none'} late{lapsed}"
        )


@a_look()
def allocate_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """For managers: who carries how much, who may have this, what goes to them. Absent for anybody else."""
    if not acting().manages:
        raise Http404
    record = open_record(person)
    loads = loads_of(acting().manages, _barred(person))
    form = AllocateForm(
        request.POST or None, loads=loads, teams=other_teams(), profiles=_profiles(), steps=_movable(person),
        involved=involved_here(record), had=(SCREENING,),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = _allocate(record, form, loads)
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(afterwards(record, "work"))
    context = {"record": record, "part": "work", "form": form, "barred": [load for load in loads if load.barred]}
    return render(request, "desk/casework/allocate.html", context, status=422 if form.errors else 200)


def _profiles() -> list[str]:
    """Those by which somebody leads the work, that of the manager's own kind of organisation first."""
    kind = Agency.objects.values_list("kind", flat=True).get(pk=acting().agency or 0)
    return usual_first(kind, LEADS)


def _movable(person: UUID) -> list[Movable]:
    """The steps in progress that may go with it, each with who has it: two may be called the same."""
    rows = [each.row for each in work_of(person) if each.row.state == State.OPEN]
    ours = [row for row in rows if row.owner_id == acting().agency]
    named = holders({row.holder for row in ours})
    return [_as_movable(row, named.get(row.holder)) for row in ours]


def _as_movable(row: Step, holder: Named | None) -> Movable:
    """A team's goes with the work unless somebody says otherwise, and so does that of somebody who has left."""
    whose = holder.name if holder else "somebody who is no longer here"
    words = f"{kind_of(row.chain, row.step).title}, with {whose}, since {day(row.began_at)}"
    return Movable(str(row.id), words, of_a_team=holder is None or holder.kind == "team")


def _allocate(record: Record, form: AllocateForm, loads: Sequence[Load]) -> str:
    """Does it; returns what was done, and who goes on beside them."""
    entered: dict[str, Any] = form.cleaned_data
    steps = [UUID(step) for step in entered.get("steps", ())]
    told = {"person_id": record.person, "note": entered["note"], "steps": steps, "ends": entered.get("ends", ())}
    chosen = next((load for load in loads if load.post.pk == entered["post"]), None)
    if chosen is None:
        if entered["until"]:
            raise Invalid("A team has the work until it is passed on again. Leave the day empty, or choose a person.")
        pass_on(team=entered["post"], **told)
        return "Passed on. It waits for that team now, and its managers allocate it."
    until = midnight(entered["until"]) if entered["until"] else None
    name, profile = chosen.post.practitioner.name, entered["profile"]
    allocate(post=entered["post"], name=name, profile=profile, until=until, **told)
    if until:
        return "They cover it until that day, and it ends by itself."
    return " ".join(["Allocated. It waits for them now.", *_beside(record, chosen.post.pk, told["ends"])])


def _beside(record: Record, chosen: int, ended: Collection[UUID]) -> Iterator[str]:
    """Who led the work until now and goes on seeing it: said, since it is easily forgotten."""
    going = [c for c in involved_here(record) if c.kind == "post" and c.profile in LEADS and c.holder != chosen]
    yield from (f"{each.name} is still involved." for each in going if each.involvement not in ended)


def _barred(person: UUID) -> set[int]:
    """Humans who never see this person, where the reader guards the record; others are refused when it comes to it."""
    return {human for guard in guards(person) if guard.kind == "bar" for human in guard.humans}


def loads_of(teams: Collection[int], barred: Collection[int] = ()) -> list[Load]:
    """Everybody in these teams, the lightest load first; then those whose training has lapsed, last who is barred."""
    members = members_of(teams)
    posts = [m.post_id for m in members]
    carried = _people(posts)
    held = tasks(posts, limit=MOST)
    work = Counter(task.holder for task in held)
    late = Counter(task.holder for task in held if task.late(acting().at))
    found = {
        m.post_id: Load(m.post, m.team.name, carried.get(m.post_id, 0), work[m.post_id], late[m.post_id],
                        m.post.practitioner_id in barred, _lapsed(m.post.practitioner))
        for m in members
    }  # fmt: skip
    return sorted(found.values(), key=lambda load: (load.barred, load.lapsed, load.people, load.post.practitioner.name))


def _lapsed(practitioner: Practitioner) -> bool:
    until = practitioner.trained_until
    return acting().training_required and (until is None or until < today())


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
