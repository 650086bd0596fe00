"""Write to somebody who is not on Kith, see whether it was read, recall it, put the answer on the record."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from kith.agencies.models import Agency
from kith.core.clock import now
from kith.core.errors import Invalid, Refused
from kith.core.session import acting, require_recent
from kith.desk.asking import asked
from kith.desk.outside.forms import WhyForm, WriteForm
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.requests.forms import AcknowledgeForm
from kith.desk.rights.saying import said_against
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.actions.write_outside import Outside, notify, recall_message, write_outside
from kith.sharing.models import Channel, Message
from kith.sharing.outside import Secrets, Sent, outsiders, sent

STEPS = ("recall", "record")
SAID = ("to_name", "to_organisation", "to_email", "channel", "text", "asks", "why", "gateway")


@a_look()
def write(request: HttpRequest, person: UUID) -> HttpResponse:
    """To an organisation that one's own knows (its number in the address), or to another. Asks for a new proof."""
    require_recent()
    record = open_record(person)
    known = outsiders()
    to = next((each for each in known if str(each.pk) == request.GET.get("to")), None)
    reach = record.explanation.on_rows_of(acting().agency)
    form = WriteForm(request.POST or None, to=to, reach=reach, initial={"token": uuid4().hex})
    if request.method == "POST" and form.is_valid():
        try:
            return _written(request, record, form.cleaned_data)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
    context = {"record": record, "form": form, "part": "", "known": known, "to": to, "against": said_against(person)}
    return render(request, "desk/outside/write.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, record: Record, entered: dict[str, Any]) -> HttpResponse:
    """Written down, on its way; a code that is said or written is shown once, here. Sent twice, it is one message."""
    if Agency.objects.filter(name__iexact=entered["to_organisation"].strip()).exists():
        raise Invalid(
            "This organisation is on Kith. Ask it, or open the record to it, under Access: nothing need leave."
        )
    keys, expires = Secrets.new(), now() + timedelta(days=entered["days"])
    message = Outside(to_number=entered.get("to_number", ""), **{name: entered[name] for name in SAID})
    made = write_outside(
        person=record.person,
        domain=entered["domain"],
        grade=entered["grade"],
        message=message,
        expires=expires,
        token=entered["token"],
        keys=keys,
    )
    if not _new(record.person, made, expires):
        return HttpResponseRedirect(reverse("message_outside", args=[record.person, made]))
    link = request.build_absolute_uri(reverse("outside", args=[keys.link]))
    until = localtime(expires).date()
    notify(of=made, message=message, organisation=acting().organisation, until=until, link=link, keys=keys)
    if message.channel == Channel.SMS:
        messages.success(request, "On its way: the link by e-mail, the code as a text message.")
        return HttpResponseRedirect(reverse("message_outside", args=[record.person, made]))
    context = {"record": record, "part": "", "code": keys.said, "message": message, "made": made}
    return render(request, "desk/outside/code.html", context)


def _new(person: UUID, made: UUID, expires: Any) -> bool:
    """Whether it was made by this request, and not by the same form sent before."""
    return Message.objects.filter(person_id=person, id=made, expires_at=expires).exists()


@a_look()
def message(request: HttpRequest, person: UUID, message_id: UUID) -> HttpResponse:
    record = open_record(person)
    found = sent(person, message_id)
    context = {"record": record, "part": "access", "sent": found, "own": found.message.owner_id == acting().agency}
    return render(request, "desk/outside/message.html", context)


@a_look()
def do_about_message(request: HttpRequest, person: UUID, message_id: UUID, message_step: str) -> HttpResponse:
    """Recall it; put the newest answer on the record."""
    if message_step not in STEPS:
        raise Http404
    record = open_record(person)
    found = sent(person, message_id)
    return {"recall": _recall, "record": _record}[message_step](request, record, found)


def _recall(request: HttpRequest, record: Record, found: Sent) -> HttpResponse:
    def act(entered: dict[str, Any]) -> str:
        recall_message(person=record.person, message=found.message.id, why=entered["why"])
        return "Recalled. The link opens nothing from now on."

    form = WhyForm(request.POST or None)
    return asked(request, record, form, "Recall the message", "Recall it", act, "access")


def _record(request: HttpRequest, record: Record, found: Sent) -> HttpResponse:
    if not found.answers:
        raise Refused("Nothing has come back yet.")
    row, answer = found.message, found.answers[-1]

    def act(_: dict[str, Any]) -> str:
        title = f"Answer of {row.to_organisation}"
        recording = Recording("email", answer.recorded_at, title, answer.text, row.domain, row.grade, row.to_name)
        record_entry(person_id=record.person, recording=recording, token=f"answer:{answer.id}")
        return "On the record."

    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    heading, note = "Put the answer on the record", f"“{answer.text}”"
    return asked(request, record, form, heading, "Put it there", act, "chronology", note=note)
