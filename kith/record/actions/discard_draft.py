"""Discard a draft. Its words stay, for its author to take up again."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import Unknown
from kith.record.models import Draft


@transaction.atomic
def discard_draft(*, person_id: UUID, draft_id: UUID) -> None:
    """Raises Unknown where there is no unfinished draft of the writer's."""
    unfinished = Draft.objects.filter(person_id=person_id, id=draft_id, recorded_as=None, discarded_at=None)
    if not unfinished.update(discarded_at=now()):
        raise Unknown("There is no such draft. It may have been recorded already.")
    log("discard draft", person_id, [draft_id])
