"""What is typed in a form is kept as a draft, as everything else that is typed: seen by its author alone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kith.assessments.models import FORM
from kith.record.actions.save_draft import save_draft


def keep_typing(
    *,
    person_id: UUID,
    response_id: UUID,
    section: str,
    base: str,
    typed: Mapping[str, Sequence[str]],
    draft_id: UUID | None,
    revision: int,
) -> tuple[UUID, int]:
    """The draft's id and revision, as `save_draft`. `base`: the revisions of the section from which it was begun."""
    content = {"response": str(response_id), "section": section, "base": base, "fields": [list(f) for f in flat(typed)]}
    return save_draft(person_id=person_id, kind=FORM, content=content, draft_id=draft_id, revision=revision)


def flat(typed: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Fields as (name, value), in the order of the page."""
    return [(name, value) for name, values in typed.items() for value in values]
