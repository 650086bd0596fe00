"""Save what somebody is typing, as typed, and lose none of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kith.access.grades import Domain, Grade
from kith.audit.log import log
from kith.core.clock import now
from kith.core.errors import Unknown
from kith.core.session import call
from kith.record import kinds
from kith.record.draft_content import Content, as_typed, continues, keep_earlier
from kith.record.models import Draft, Entry
from kith.record.storing import store


@transaction.atomic
def save_draft(
    *, person_id: UUID, kind: str, content: Mapping[str, Any], draft_id: UUID | None = None, revision: int = 0
) -> tuple[UUID, int]:
    """The draft's id and its revision, to be sent with the next saving. Without `draft_id` a draft is begun.

    `revision`: the one that this tab saved or opened last. Where another tab saved since, this tab's words are the
    draft's and the other's are kept in `earlier`. A plain saving leaves no event of its own: it reads nothing, and
    the draft's beginning, recording and discarding do. Raises Unknown (beyond the writer), Invalid (far too long).
    """
    typed = as_typed(content)
    if draft_id is None:
        return _begin(person_id, kind, typed)
    untouched = Draft.objects.filter(
        person_id=person_id, id=draft_id, revision=revision, recorded_as=None, discarded_at=None
    )
    if untouched.update(kind=kind, content=typed, revision=F("revision") + 1, saved_at=now()):
        return draft_id, revision + 1
    return _save_over(person_id, draft_id, kind, typed)


def _begin(person_id: UUID, kind: str, content: Content) -> tuple[UUID, int]:
    call("access.lead_of", person_id)  # nobody begins to write about a person who is beyond them
    domain = kinds.kind(kind).domain or Domain.IDENTITY  # a draft opens to its author, whatever it is about
    draft = Draft(person_id=person_id, domain=domain, grade=Grade.LOCATE, kind=kind, content=content, saved_at=now())
    store(draft)
    log("draft", person_id, [draft.id])
    return draft.id, draft.revision


def _save_over(person_id: UUID, draft_id: UUID, kind: str, content: Content) -> tuple[UUID, int]:
    """Another tab saved, recorded or discarded meanwhile."""
    draft = Draft.objects.select_for_update(of=("self",)).filter(person_id=person_id, id=draft_id).first()
    log("draft", person_id, [draft_id])
    if draft is None:
        raise Unknown
    if draft.recorded_as:
        return _after_recording(draft, draft.recorded_as, kind, content)
    if draft.discarded_at and continues(draft.content, content):
        return draft.id, draft.revision  # the last saving of a page that was being left
    draft.earlier = keep_earlier(draft.earlier, draft.content, content)
    draft.kind, draft.content, draft.saved_at, draft.discarded_at = kind, content, now(), None
    draft.revision += 1
    draft.save(update_fields=["earlier", "kind", "content", "saved_at", "discarded_at", "revision"])
    return draft.id, draft.revision


def _after_recording(draft: Draft, recorded_as: UUID, kind: str, content: Content) -> tuple[UUID, int]:
    """A tab that was still open: what is on the record already is not drafted again, what goes further is."""
    entry = Entry.objects.filter(person_id=draft.person_id, id=recorded_as).first()
    said: Content = {"title": entry.title, "text": entry.text} if entry else {}
    if entry and continues(said, {name: content.get(name, "") for name in said}):
        return draft.id, draft.revision
    return _begin(draft.person_id, kind, content)
