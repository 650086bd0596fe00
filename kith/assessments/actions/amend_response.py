"""Amend a form that was signed off: the next version. The one that was signed stays as it is."""

from uuid import UUID

from django.db import transaction

from kith.assessments import rules
from kith.assessments.models import Response
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.ids import row_id
from kith.record.rules import clean
from kith.record.storing import store


@transaction.atomic
def amend_response(*, person_id: UUID, response_id: UUID, reason: str) -> Response:
    """In progress, with every answer as it stands: those too that the writer does not open, which are not copied.

    Raises Invalid (no reason, or somebody amends it already), Refused (another organisation's), Unknown.
    """
    rules.check_reason(reason)
    read = Response.objects.filter(person_id=person_id, id=response_id).first()
    if read is None:
        raise Unknown
    about = {"person_id": person_id, "domain": read.domain, "grade": read.grade, "form": read.form}
    amended = store(
        Response(
            id=row_id(), series=read.series, version=read.version + 1, form_version=read.form_version,
            reason=clean(reason).strip(), **about,
        )
    )  # fmt: skip
    log("amend form", person_id, [amended.id, read.id], [amended.domain], [amended.grade])
    return amended
