"""A draft whose words are recorded."""

from uuid import UUID

from kith.record.models import Draft


def finish_draft(person_id: UUID, draft_id: UUID, recorded_as: UUID) -> None:
    """Its words now stand under the entry's lock, so they are taken out of the draft, which only its author opens.

    Part of a recording action, whose event it shares. A draft that is not there is none: the recording stands.
    """
    Draft.objects.filter(person_id=person_id, id=draft_id, recorded_as=None).update(
        recorded_as=recorded_as, content={}, earlier=[]
    )
