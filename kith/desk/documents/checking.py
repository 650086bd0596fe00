"""Whether a file is the one that was kept: by its digest, as it is sent or as somebody worked it out themself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.audit.log import log
from kith.core.bodies import takes_files
from kith.desk.bundling.forms import CheckForm
from kith.desk.person.banner import open_record
from kith.desk.person.look import a_look
from kith.documents.queries import document, versions


@takes_files
@a_look()
def check(request: HttpRequest, person: UUID, document_id: UUID) -> HttpResponse:
    """The answer names the version; what was sent is not kept."""
    record = open_record(person)
    row = document(person, document_id)
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    asked = form.of_file if form.is_valid() else ""
    same = [each for each in versions(row) if each.sha256 == asked]
    if asked:
        log("check document", person, [row.id], [row.domain], [row.grade], asked=asked, same=bool(same))
    context = {"record": record, "row": row, "form": form, "asked": asked, "same": same}
    return render(request, "desk/documents/check.html", context, status=422 if form.errors else 200)
