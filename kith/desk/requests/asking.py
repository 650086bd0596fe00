"""Ask another organisation: what for and whom; then which law, what, why and by when."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kith.access.explain import Explanation
from kith.access.grades import Domain, Grade
from kith.agencies.models import Agency
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.recording.kept import draft_of, saved_meanwhile
from kith.desk.requests.forms import AskForm, WhomForm
from kith.desk.requests.typing import keep, taken_up
from kith.desk.requests.whom import agency_of, ourselves, to_ask
from kith.desk.rights.saying import consents_to_rest_on, said_against
from kith.record.actions.finish_draft import finish_draft
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.editions import guide
from kith.sharing.guide import consent_advice

SAID = ("person_words", "question", "why", "gateway", "consent", "confidentiality", "urgency")
WHEN = ("period_from", "period_to", "until")


@a_look()
def ask_for(request: HttpRequest, person: UUID) -> HttpResponse:
    """Two steps on one address: the second has what for and whom in it, and can be opened again."""
    record = open_record(person)
    first = WhomForm(request.GET if "purpose" in request.GET else None, holders=to_ask(record.contacts))
    if not (first.is_bound and first.is_valid()):
        context = {"record": record, "form": first, "part": ""}
        return render(request, "desk/requests/whom.html", context, status=422 if first.is_bound else 200)
    return _second(request, record, first.cleaned_data["purpose"], first.cleaned_data["holder"])


def _second(request: HttpRequest, record: Record, purpose: str, holder: int) -> HttpResponse:
    theirs = agency_of(holder)
    assert theirs, "the choices are holders"
    mine = Agency.objects.get(pk=acting().agency or 0)
    fitting = guide().fitting(purpose, mine.kind, theirs["kind"])
    initial = {"token": uuid4().hex, "person_words": named(record)} | ({"gateway": fitting[0].code} if fitting else {})
    consents = consents_to_rest_on(record.person)
    kept = taken_up(request, record.person)
    initial |= {name: said for name, said in (kept.content if kept else {}).items() if said}
    form = AskForm(request.POST or None, fitting=fitting, mine=ourselves(), consents=consents, initial=initial)
    draft_id, revision = (kept.id, kept.revision) if kept else draft_of(request)
    if request.method == "POST" and form.is_valid() and (made := _asked(record, purpose, holder, form, draft_id)):
        messages.success(request, f"Asked. {theirs['holder']}, {theirs['name']}, have it now.")
        return HttpResponseRedirect(reverse("request", args=[record.person, made]))
    if form.errors:
        draft_id, revision = keep(request, record.person)
    context = {
        "record": record,
        "form": form,
        "part": "",
        "theirs": theirs,
        "draft_id": draft_id,
        "revision": revision,
        "saved_at": now() if form.errors else kept and kept.saved_at,
        "step": request.GET.urlencode(),
        "purpose": guide().purpose_words(purpose),
        "fitting": fitting,
        "advice": consent_advice(fitting),
        "version": guide().version,
        "against": said_against(record.person),
    }
    return render(request, "desk/requests/ask.html", context, status=422 if form.errors else 200)


def _asked(record: Record, purpose: str, holder: int, form: AskForm, draft_id: UUID | None) -> UUID | None:
    """The request, its draft put away; or none, with what was wrong in the form."""
    try:
        with transaction.atomic():
            made = _ask(record, purpose, holder, form)
            if of := draft_id or saved_meanwhile(record.person, form.cleaned_data["token"]):
                finish_draft(record.person, of, made)
            return made
    except (Invalid, Refused, Unknown) as error:
        form.add_error(None, str(error))
        return None


def _ask(record: Record, purpose: str, holder: int, form: AskForm) -> UUID:
    entered: dict[str, Any] = form.cleaned_data
    domain, grade = written_at(record.explanation, form.grades)
    rests_on = UUID(entered["rests_on"]) if entered.get("rests_on") else None
    return ask(
        person=record.person,
        holder=holder,
        mine=entered["mine"],
        grades=form.grades,
        domain=domain,
        grade=grade,
        asking=Asking(purpose=purpose, rests_on=rests_on, **{name: entered[name] for name in (*SAID, *WHEN)}),
        token=entered["token"],
    )


def named(record: Record) -> str:
    """The person as those who are asked can find them: name and birth, as the asker sees them."""
    born = record.index.born
    return f"{record.banner['name']}, born {born}" if born else str(record.banner["name"])


def written_at(explanation: Explanation, wanted: dict[str, int]) -> tuple[str, int]:
    """Domain and grade of the request itself: where the asker's own organisation works deepest.

    Colleagues who work with the person find it there; sensitive only where something sensitive is asked for.
    """
    reach = explanation.on_rows_of(acting().agency)
    work = (Domain.SOCIAL_CARE, Domain.HEALTH, Domain.EDUCATION, Domain.JUSTICE, Domain.PLAN)
    domain = max(work, key=lambda each: reach[each])
    deep = Grade.SENSITIVE if max(wanted.values()) >= Grade.SENSITIVE else Grade.PRACTICE
    return str(domain), int(deep)
