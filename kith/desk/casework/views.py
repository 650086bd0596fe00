"""The work tab of a record: steps in progress with their clocks, the chain drawn, what has ended; one step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import Named, holders
from kith.casework import rules
from kith.casework.chains import APPROVALS, Chain, chains
from kith.casework.diagram import diagram
from kith.casework.entries import by_hand
from kith.casework.models import MoveKind, Running, State
from kith.casework.moving import doer
from kith.casework.queries import Doing, Done, doing, forms_of, referral_of, work_of
from kith.casework.timing import edition_of
from kith.core.clock import now
from kith.core.session import acting
from kith.desk.casework.whom import beginnings, my_chains
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look


@a_look()
def work(request: HttpRequest, person: UUID) -> HttpResponse:
    """What goes on, by when; where it stands in its chain; what came before."""
    record = open_record(person)
    mine = my_chains()
    found = work_of(person)
    named = holders({each.row.holder for each in found})
    done_in = forms_of(person, [each.row for each in found])
    going = [shown(each, named, done_in) for each in found if each.row.state != State.FINISHED]
    context = {
        "record": record,
        "part": "work",
        "may_record": True,
        "going": going,
        "ended": [shown(each, named, done_in) for each in found if each.row.state == State.FINISHED],
        "drawings": drawings(found),
        "by_hand": by_hand() if mine else (),
        "may_allocate": bool(acting().manages) and record.opens_more,
        "may_begin": bool(beginnings(record, mine)),
    }
    return render(request, "desk/casework/work.html", context)


@a_look()
def one_step(request: HttpRequest, person: UUID, step: UUID) -> HttpResponse:
    """One step: who has it, its clocks, its form, everything that was done, and what the reader may do now."""
    found = doing(person, step)
    record = open_record(person)
    named = holders({found.row.holder, *(move.holder for move in found.moves if move.holder)})
    may = rules.doings(found.row, doer())
    context = {
        "record": record,
        "part": "work",
        "each": shown(found, named, forms_of(person, [found.row])),
        "referral": referral_of(found.row),
        "moves": [(MoveKind(move.kind).label, move, named.get(move.holder or 0)) for move in found.moves],
        "may": may,
        "asked": next((move for move in reversed(found.moves) if move.kind == MoveKind.SUBMITTED), None),
        "own": found.row.owner_id == doer().agency,
        "approvals": [APPROVALS[who] for who in found.kind.approvals],
        "alongside": [chains()[found.row.chain].steps[code] for code in found.kind.alongside]
        if "finish" in may
        else [],
    }
    return render(request, "desk/casework/step.html", context)


def shown(found: Doing, named: dict[int, Named], done_in: Mapping[UUID, Done]) -> dict[str, Any]:
    """A step as the templates take it: the clocks that run, those that have stopped, the form in which it is done."""
    held = named.get(found.row.holder)
    return {
        "row": found.row,
        "title": found.kind.title,
        "kind": found.kind,
        "state": State(found.row.state).label,
        "outcome": found.outcome,
        "holder": held,
        "clocks": [clock_shown(clock) for clock in found.running],
        "stopped": [clock_shown(clock) for clock in found.stopped],
        "form": done_in.get(found.row.id),
        "last": found.moves[-1] if found.moves else None,
    }


def clock_shown(row: Running) -> dict[str, Any]:
    """A clock in words: what it is, by when, whether late, and how sure the limit is."""
    known, at = edition_of(row), row.stopped_at or now()
    return {
        "row": row,
        "name": row.clock[:1].upper() + row.clock[1:],
        "late": row.due_at is not None and row.due_at < at,
        "stands": row.due_at is None,
        "hours": bool(known and known.unit == "hours"),
        "says": known.says if known else "",
        "source": f"{known.source}{' (' + known.edition + ')' if known.edition else ''}" if known else "",
        "caution": known.caution if known else "",
        "extends": bool(known and known.extension and not row.extended),
    }


def drawings(found: Any) -> list[tuple[Chain, Any, set[str], set[str]]]:
    """The chains by which this person's work goes, each drawn with where it stands."""
    used = dict.fromkeys(each.row.chain for each in found if each.row.chain in chains())
    drawn = []
    for code in used:
        of = [each.row for each in found if each.row.chain == code]
        present = {row.step for row in of if row.state != State.FINISHED}
        done = {row.step for row in of if row.state == State.FINISHED} - present
        drawn.append((chains()[code], diagram(chains()[code], present, done), present, done))
    return drawn
