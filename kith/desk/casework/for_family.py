"""The plan as the person, or somebody who speaks for them, may see it: read first, then shown at the table or printed.

Nobody of them signs in yet, so what they see is what a worker of theirs opens, less what is kept from them
(docs/decisions/0082-a-plan-for-the-family.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import Named, holders
from kith.access.grades import Domain
from kith.agencies.models import Agency
from kith.audit.log import log
from kith.casework.plans import Standing, standing
from kith.casework.told import told_plan
from kith.desk.own_record.collecting import hidden_places
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import THEIR_RIGHT, Taken, asked_to_leave
from kith.record.reading import looked
from kith.sharing.looks import somebody_at
from kith.sharing.models import Leaves, Medium, Representative, ToWhom
from kith.sharing.representatives import kept_from, representatives, speaks
from kith.sharing.third_parties import without

THEM = "them"  # in the address: the person themself


@dataclass(frozen=True)
class Seeing:
    """For whom the plan is put together: the person themself, or `speaker`."""

    speaker: Representative | None
    words: str

    @property
    def away(self) -> frozenset[str]:
        return kept_from(self.speaker) if self.speaker else frozenset()

    @property
    def no_address(self) -> bool:
        return bool(self.speaker and self.speaker.no_address)


@a_look()
def plan_for(request: HttpRequest, person: UUID, plan: UUID) -> HttpResponse:
    """For whom; then the plan as they may see it, to be read first; then on paper, once it is written down."""
    each = standing(person, plan)
    record = open_record(person)
    speaking = [row for row in looked("open", person, representatives(person)) if speaks(row)]
    if "to" not in request.GET:
        context = {"record": record, "part": "plans", "plan": each.row, "speaking": speaking}
        return render(request, "desk/casework/plan_for.html", context)
    seeing = _seeing(record, speaking, request.GET["to"])
    context = _context(record, each, seeing)
    on_paper = "print" in request.GET and context["told"] is not None
    if on_paper and (first := asked_to_leave(request, record, _taken(each, seeing))) is not None:
        return first
    if on_paper:
        log("print", person, [each.row.id], [each.row.domain], [each.row.grade])
    return render(request, "desk/casework/plan_told.html", context | {"on_paper": on_paper})


def _seeing(record: Record, speaking: list[Representative], to: str) -> Seeing:
    """Raises 404 for somebody who does not speak for them today."""
    if to == THEM:
        return Seeing(None, str(record.banner["name"]))
    row = next((row for row in speaking if str(row.id) == to), None)
    if row is None:
        raise Http404
    return Seeing(row, row.name)


def _taken(each: Standing, seeing: Seeing) -> Taken:
    whom = ToWhom.REPRESENTATIVE if seeing.speaker else ToWhom.PERSON
    row = each.row
    return Taken(
        Leaves.PLAN, Medium.PRINT, f"{row.title}, as {seeing.words} may see it", row.id, row.domain, row.grade,
        to_whom=whom, to_words=seeing.words, basis=THEIR_RIGHT,
    )  # fmt: skip


def _context(record: Record, each: Standing, seeing: Seeing) -> dict[str, object]:
    """`told` None: they may see nothing of it."""
    told = told_plan(each, seeing.away)
    named = holders({action.holder for action, _ in told.actions if action.holder} if told else set())
    return {
        "record": record, "plan": each.row, "told": told, "seeing": seeing, "clean": _clean(record, seeing),
        "by": {holder: _called(who, seeing) for holder, who in named.items()}, "lead": record.lead,
        "kept": [str(Domain(domain).label) for domain in sorted(seeing.away)],
    }  # fmt: skip


def _clean(record: Record, seeing: Seeing) -> Callable[[str], str]:
    """Words without where the person is, for somebody who may not know it."""
    places = hidden_places(record) if seeing.no_address else []
    return lambda text: without(text, places)


def _called(who: Named, seeing: Seeing) -> str:
    """Who does something; of what kind of place, not which, for somebody who may not know where the person is."""
    if not seeing.no_address:
        return f"{who.name}, {who.agency}"
    at = somebody_at(Agency.objects.get(pk=who.agency_id))
    return f"{who.name}, {at[:1].lower()}{at[1:]}" if who.kind == "post" else at
