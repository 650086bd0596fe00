"""Pages of a bundle. The file is drawn anew each time, by who opens every exhibit, and compared with what was fixed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.audit.log import log
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import acting, require_recent
from kith.desk.asking import Done, asked
from kith.desk.assessing.paper import as_pdf, available
from kith.desk.bundling.choosing import LookForm, listed
from kith.desk.bundling.drawing import addressed, drawn_exhibits
from kith.desk.bundling.forms import AddForm, BeginForm, FixForm
from kith.desk.bundling.offered import offered, sources
from kith.desk.offering import offer
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.rights.leaving import Taken, asked_to_leave
from kith.record.reading import looked
from kith.sharing.actions.put_together import add_exhibit, begin_bundle, drop_exhibit, fix_bundle, move_exhibit
from kith.sharing.bundles import Opened, bundle, bundles, digest, exhibit, manifest
from kith.sharing.disclosures import taken_out, within_the_hour
from kith.sharing.models import Leaves, Medium, ToWhom

CHANGES: dict[str, Callable[..., None]] = {  # in the address
    "drop": drop_exhibit,
    "up": partial(move_exhibit, later=False),
    "down": partial(move_exhibit, later=True),
}


@a_look()
def all_bundles(request: HttpRequest, person: UUID) -> HttpResponse:
    """Those of a person, and beginning one."""
    record = open_record(person)
    form = BeginForm(request.POST or None, initial={"token": uuid4().hex})
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_bundle(person=person, **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse("bundle", args=[person, made]))
    found = looked("open", person, bundles(person))
    context = {"record": record, "part": "", "form": form, "found": found}
    return render(request, "desk/bundling/bundles.html", context, status=422 if form.errors else 200)


@a_look()
def one_bundle(request: HttpRequest, person: UUID, bundle_id: UUID) -> HttpResponse:
    """What is in it, as far as the reader opens it; and more to put in, until it is fixed."""
    record = open_record(person)
    opened = bundle(person, bundle_id)
    offers = [] if opened.fixed else offered(record, opened)
    form = AddForm(request.POST or None, entries=[(each.code, each.words) for each in offers])
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        try:
            _add(record, opened, form.cleaned_data, {each.code: each.on for each in offers})
        except (Invalid, Refused, Unknown) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Put in.")
            return HttpResponseRedirect(reverse("bundle", args=[person, bundle_id]))
    chosen = request.POST.getlist("entries")
    look = LookForm(request.POST or None, offers=offers)
    found = look.found_in(offers)
    shown = listed(offers, found, chosen)
    if "look" in request.POST:
        form = AddForm(initial={name: form[name].value() for name in form.fields}, entries=[])
    offer(form, "entries", [(each.code, each.words) for each in shown])
    left = taken_out(person, bundle_id) if opened.fixed else []
    context = {
        "look": look,
        "found": len(found),
        "more": len(found) - sum(each in shown for each in found),
        "record": record,
        "part": "",
        "b": opened,
        "form": form,
        "acting_for": acting().agency,
        "can_draw": available(),
    }
    context |= {"left": left, "leaves": within_the_hour(left)}
    return render(request, "desk/bundling/bundle.html", context, status=422 if form.errors else 200)


def _add(record: Record, opened: Opened, entered: dict[str, Any], on: dict[str, date]) -> None:
    """After what is in it, by day: all of it, or nothing."""
    last = max((exhibit.place for exhibit in opened.exhibits), default=0)
    codes = sorted(entered["entries"], key=on.__getitem__)
    chosen = [source for code in codes for source in sources(record, code, entered["sheets"])]
    with transaction.atomic():
        for place, source in enumerate(chosen, last + 1):
            add_exhibit(
                person=record.person,
                bundle=opened.bundle.id,
                of=source,
                place=place,
                section=entered["section"],
                removing=entered["removing"].splitlines(),
            )


@require_POST
@a_look()
def change_exhibit(request: HttpRequest, person: UUID, exhibit_id: UUID, to_exhibit: str) -> HttpResponse:
    """Take one out, or move it up or down."""
    open_record(person)
    found = exhibit(person, exhibit_id)
    if to_exhibit not in CHANGES:
        raise Http404
    CHANGES[to_exhibit](person=person, exhibit=exhibit_id)
    return HttpResponseRedirect(reverse("bundle", args=[person, found.bundle_id]) + "#exhibits")


@a_look()
def fix(request: HttpRequest, person: UUID, bundle_id: UUID) -> HttpResponse:
    """Fix it: drawn once, known by its digest from then on."""
    require_recent()
    record = open_record(person)
    opened = bundle(person, bundle_id)
    opened.check_whole()

    at = reverse("bundle", args=[person, bundle_id])

    def act(entered: dict[str, Any]) -> Done:
        file = drawn(request, record, opened, entered["truth"])
        fix_bundle(person=person, bundle=bundle_id, truth=entered["truth"], digest=digest(file))
        return Done("Fixed. Nothing in it changes from now on.", at)

    note = f"{opened.bundle.count} exhibits. After this nothing is put in or taken out."
    form, back = FixForm(request.POST or None), (at, opened.bundle.title)
    return asked(request, record, form, "Fix the bundle", "Fix it", act, "bundles", note=note, back=back)


def drawn(request: HttpRequest, record: Record, opened: Opened, truth: str) -> bytes:
    """The file: the same words and the same name under them give the same bytes. No date of drawing stands in it."""
    pictures = drawn_exhibits(opened)
    context = {"record": record, "b": opened, "truth": truth, "sheets": {x: len(p) for x, p in pictures.items()}}
    return as_pdf(render_to_string("desk/bundling/paper.html", context, request), addressed(pictures))


@a_look()
def bundle_pdf(request: HttpRequest, person: UUID, bundle_id: UUID) -> HttpResponse:
    """What was fixed, drawn again. The header says whether it is the same file, byte for byte."""
    return _leaving(request, person, bundle_id, "pdf")


@a_look()
def bundle_manifest(request: HttpRequest, person: UUID, bundle_id: UUID) -> HttpResponse:
    """What is in it, with digests, for anyone who gets the file."""
    return _leaving(request, person, bundle_id, "json")


def _leaving(request: HttpRequest, person: UUID, bundle_id: UUID, which: str) -> HttpResponse:
    record = open_record(person)
    opened = bundle(person, bundle_id)
    opened.check_whole()
    if not opened.fixed:
        raise Refused("Fix it first: only what no longer changes is served.")
    taken = Taken(Leaves.BUNDLE, Medium.BUNDLE, opened.bundle.title, bundle_id, to_whom=ToWhom.COURT,
                  to_words=opened.bundle.court)  # fmt: skip
    if (first := asked_to_leave(request, record, taken)) is not None:
        return first
    if which == "json":
        log("print", person, [bundle_id], what="manifest")
        return _file(manifest(opened).encode(), "application/json", "bundle.json")
    file = drawn(request, record, opened, opened.bundle.truth)
    same = digest(file) == opened.bundle.digest
    log("print", person, [bundle_id, *(e.id for e in opened.exhibits)], digest=digest(file), same=same)
    if papers := [e.of_row for e in opened.exhibits if e.media_type]:
        log("serve exhibits", person, papers, digest=digest(file))
    if not same:
        raise Refused(
            "The words are as they were served, but the program that draws them has changed, so the file would be"
            " another. Ask whoever runs Kith for the version of that day, or serve a new bundle."
        )
    return _file(file, "application/pdf", "bundle.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
