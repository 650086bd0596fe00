"""The pages of a request for one's own record."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from kith.access.grades import Domain, Grade
from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid, Refused
from kith.desk.asking import asked
from kith.desk.assessing.paper import as_pdf, available
from kith.desk.own_record.collecting import Piece, beyond, by_owner
from kith.desk.own_record.forms import DecideForm, LeaveOutForm, ProveForm, ReceiveForm, StepForm
from kith.desk.own_record.proposing import Pack, pack
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import THEIR_RIGHT, Taken, asked_to_leave
from kith.record.reading import looked
from kith.sharing.actions.give_access import (
    decide_redaction,
    end_access,
    extend_access,
    keep_copy,
    leave_out,
    prove_identity,
    receive_access,
)
from kith.sharing.models import AccessState, Doing, Leaves, Medium, Representative, SubjectAccess, ToWhom
from kith.sharing.representatives import representatives, speaks
from kith.sharing.subject_access import ENDED, access_request, asked_for_by, copies_made, grounds
from kith.sharing.third_parties import key

STEPS = {  # in the address: heading, button, what was done, how it ends
    "prove": ("It is clear who asks", "Start the clock", "The clock runs: one month.", ""),
    "extend": ("It needs two months more", "Extend it", "Extended. They must have been told by today.", ""),
    "refuse": (
        "Refuse the request",
        "Refuse it",
        "Refused. Tell them, and to whom they can complain.",
        AccessState.REFUSED,
    ),
    "withdraw": ("They no longer ask", "End it", "Ended.", AccessState.WITHDRAWN),
    "sent": ("It was given to them", "Record it", "Recorded.", AccessState.SENT),
}


@a_look()
def receive(request: HttpRequest, person: UUID) -> HttpResponse:
    """Somebody asks for what is held about them."""
    record = open_record(person)
    speaking = [(str(row.id), row.name) for row in representatives(person) if speaks(row)]
    form = ReceiveForm(request.POST or None, speaking=speaking)

    def act(entered: dict[str, Any]) -> str:
        by = UUID(entered["asked_by"]) if entered["asked_by"] else None
        words, on = entered["asked_words"], entered["received_on"]
        receive_access(person=person, asked_by=by, asked_words=words, received_on=on)
        return "Recorded. Next: make sure who asks."

    return asked(request, record, form, "They ask for their own record", "Record it", act, "rights")


def _opened(person: UUID, access_id: UUID) -> tuple[Record, SubjectAccess, Representative | None]:
    record = open_record(person)
    row = access_request(person, access_id)
    looked("open", person, [row])
    return record, row, asked_for_by(row)


@a_look()
def one(request: HttpRequest, person: UUID, access_id: UUID) -> HttpResponse:
    """Where it stands, by when, and what comes next."""
    record, row, speaker = _opened(person, access_id)
    steps = {
        AccessState.IDENTITY: ("prove", "withdraw", "refuse"),
        AccessState.OPEN: ("sent", "withdraw", "refuse", *(() if row.extended_on else ("extend",))),
    }
    context = {
        "record": record,
        "part": "rights",
        "row": row,
        "speaker": speaker,
        "late": row.state == AccessState.OPEN and row.due_on is not None and today() > row.due_on,
        "steps": [(step, STEPS[step][0]) for step in steps.get(AccessState(row.state), ())],
        "beyond": beyond(record),
        "copies": looked("open", person, copies_made(row)),
    }
    return render(request, "desk/own_record/request.html", context)


@a_look()
def step(request: HttpRequest, person: UUID, access_id: UUID, access_step: str) -> HttpResponse:
    """One step, with its words."""
    record, row, _ = _opened(person, access_id)
    if access_step not in STEPS:
        raise Http404
    heading, button, done, state = STEPS[access_step]
    form = (
        ProveForm(request.POST or None, initial={"on": today()})
        if access_step == "prove"
        else StepForm(request.POST or None)
    )

    def act(entered: dict[str, Any]) -> str:
        if access_step == "prove":
            prove_identity(request=row, **entered)
        elif access_step == "extend":
            extend_access(request=row, **entered)
        else:
            end_access(request=row, state=state, **entered)
        return done

    return asked(request, record, form, heading, button, act, "rights")


def _put_together(record: Record, row: SubjectAccess, speaker: Representative | None) -> Pack:
    """Raises Refused until it is clear who asks, and for who no longer speaks for the person."""
    if row.state in ENDED or row.state == AccessState.IDENTITY:
        raise Refused("It is put together once it is clear who asks, and until it is given.")
    if speaker and not speaks(speaker):
        raise Refused(f"{speaker.name} does not speak for them today.")
    return pack(record, row, speaker)


@a_look()
def decide(request: HttpRequest, person: UUID, access_id: UUID) -> HttpResponse:
    """What names somebody else, phrase by phrase, with where it stands: a person decides each."""
    record, row, speaker = _opened(person, access_id)
    made = _put_together(record, row, speaker)
    phrases = [
        (each.key, f"“{each.phrase}”: {each.who} ({each.why})", each.decision.doing if each.decision else "")
        for each in made.proposals
    ]
    form = DecideForm(request.POST or None, phrases=phrases)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _decide(row, made, form)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{kept} decided.")
            return HttpResponseRedirect(reverse("decide_redactions", args=[person, access_id]))
    asked_now = [(each, form[f"phrase{n}"]) for n, each in enumerate(made.proposals)]
    added = [each for phrase, each in made.decisions.items() if phrase not in {p.key for p in made.proposals}]
    context = {"record": record, "row": row, "made": made, "form": form, "phrases": asked_now, "added": added}
    return render(request, "desk/own_record/decide.html", context, status=422 if form.errors else 200)


def _decide(row: SubjectAccess, made: Pack, form: DecideForm) -> int:
    """What is new among the decisions; how many."""
    decided = 0
    for n, each in enumerate(made.proposals):
        doing = form.cleaned_data[f"phrase{n}"]
        if doing and not (each.decision and each.decision.doing == doing):
            about = f"{each.who} ({each.why})"
            decide_redaction(
                request=row, phrase=each.key, doing=doing, about=about, domain=each.domain, grade=each.grade
            )
            decided += 1
    for line in filter(None, map(key, form.cleaned_data["more"].splitlines())):
        at = (str(Domain.IDENTITY), int(Grade.ESSENTIAL))
        decide_redaction(request=row, phrase=line, doing=Doing.REMOVE, about="Added by hand", domain=at[0], grade=at[1])
        decided += 1
    return decided


@a_look()
def pieces(request: HttpRequest, person: UUID, access_id: UUID) -> HttpResponse:
    """Every piece as it is held; one is left out whole, on a ground, or put back."""
    record, row, speaker = _opened(person, access_id)
    made = _put_together(record, row, speaker)
    form = LeaveOutForm(request.POST if request.method == "POST" else None, pieces=made.pieces)
    if form.is_valid():
        chosen = form.piece
        try:
            leave_out(request=row, piece=chosen.key, heading=chosen.heading, ground=form.cleaned_data["ground"],
                      domain=chosen.domain, grade=chosen.grade)  # fmt: skip
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Left out." if form.cleaned_data["ground"] else "In it again.")
            return HttpResponseRedirect(reverse("pieces_of_own_record", args=[person, access_id]))
    context = {"record": record, "row": row, "made": made, "form": form, "grounds": grounds()}
    context["years"] = by_year(made.given)
    return render(request, "desk/own_record/pieces.html", context, status=422 if form.errors else 200)


def by_year(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """Folded together, so that a long record fits a telephone: year, or that there is none → pieces, in their order."""
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(str(piece.when.year) if piece.when else "Without a date", []).append(piece)
    return found


@a_look()
def own_record_pdf(request: HttpRequest, person: UUID, access_id: UUID) -> HttpResponse:
    """The file: drawn from words in which what is removed no longer stands. Its digest is in the event."""
    record, row, speaker = _opened(person, access_id)
    made = _put_together(record, row, speaker)
    if not available():
        raise Refused("This server cannot make PDF files. Ask whoever runs it.")
    if made.undecided:
        raise Refused(f"{len(made.undecided)} names or numbers wait for a decision. Decide them first.")
    if (first := asked_to_leave(request, record, _taken(record, row, speaker))) is not None:
        return first
    given = made.to_give()
    context = {"record": record, "row": row, "speaker": speaker, "pieces": given} | _schedule(record, made, given)
    file = as_pdf(render_to_string("desk/own_record/paper.html", context, request))
    domains, grades = {piece.domain for piece in given}, {piece.grade for piece in given}
    log("print", person, [row.id], domains, grades, digest=digest(file))
    keep_copy(
        request=row, digest=digest(file), pieces=[digest(f"{p.heading}\n{p.text}".encode()) for p in given],
        removed=len(made.removed), left_out=len(made.left_out),
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="record.pdf"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


def _taken(record: Record, row: SubjectAccess, speaker: Representative | None) -> Taken:
    to = ToWhom.REPRESENTATIVE if speaker else ToWhom.PERSON
    name = speaker.name if speaker else str(record.banner["name"])
    return Taken(
        Leaves.OWN_RECORD, Medium.DOWNLOAD, "Their own record", row.id, to_whom=to, to_words=name, basis=THEIR_RIGHT
    )


def _schedule(record: Record, made: Pack, given: list[Piece]) -> dict[str, Any]:
    """What stands before the pieces: whose they are, what was removed, who may hold more."""
    return {
        "owners": by_owner(given),
        "beyond": [] if made.hidden else beyond(record),
        "reasons": _reasons(made),
        "hides": bool(made.hidden),
        "left_out": _left_out(made),
    }


def digest(file: bytes) -> str:
    """By which a copy is known again."""
    return sha256(file).hexdigest()


REACH = ("a telephone number", "an e-mail address", "where they are")


def _reasons(made: Pack) -> dict[str, int]:
    """For the covering schedule: in how many places words were removed, by what they were, without saying which."""
    counted: dict[str, int] = {}
    for each in made.proposals:
        if each.decision and each.decision.doing == Doing.REMOVE:
            what = "how or where to reach other people" if each.why in REACH else "names of other people"
            counted[what] = counted.get(what, 0) + len(each.places)
    return counted


def _left_out(made: Pack) -> dict[str, int]:
    """Whole pieces by ground, for the covering schedule: those alone of which it may be said."""
    counted: dict[str, int] = {}
    for each in made.left_out.values():
        ground = grounds().get(each.why)
        if ground and ground.told:
            said = f"{ground.words} ({ground.law})"
            counted[said] = counted.get(said, 0) + 1
    return counted
