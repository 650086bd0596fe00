"""Begin a form about a person."""

from uuid import UUID

from django.db import transaction

from kith.assessments.models import Form, Response
from kith.audit.log import log
from kith.core.errors import Invalid
from kith.core.ids import row_id
from kith.record.storing import store


@transaction.atomic
def begin_response(*, person_id: UUID, slug: str) -> Response:
    """In the newest version of the form, in which it stays. Raises Invalid, Refused (beyond the writer), Unknown."""
    form = Form.objects.filter(slug=slug).order_by("-version").first()
    if form is None:
        raise Invalid("Choose a form.")
    new = row_id()
    about = {"person_id": person_id, "domain": form.domain, "grade": form.grade}
    response = store(Response(id=new, series=new, form=form.slug, form_version=form.version, **about))
    log("begin form", person_id, [response.id], [response.domain], [response.grade])
    return response
