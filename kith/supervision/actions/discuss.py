"""Case supervision: what was decided about a person goes on their record, and becomes somebody's task."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.timezone import make_aware

from kith.access.grades import Grade
from kith.casework.actions.add_to_entry import add_to_entry
from kith.casework.actions.add_to_plan import Doing
from kith.casework.models import Action
from kith.core.clock import now
from kith.core.errors import Invalid
from kith.record.actions.record_entry import record_entry
from kith.record.models import Entry
from kith.record.recording import Recording

KIND = "supervision_decision"
TITLE = "Case discussion in supervision"


@dataclass(frozen=True)
class Discussion:
    """About one person: what was said, what was decided, who does what by when."""

    words: str
    decision: str
    doings: Sequence[Doing] = field(default_factory=tuple)


@transaction.atomic
def discuss(*, person_id: UUID, on: date, about: Discussion, token: str = "", draft_id: UUID | None = None) -> Entry:
    """The entry, at practice grade in the domain of the writer's team. It names no session: nothing leads there.

    Raises Invalid, Refused, Unknown.
    """
    if not about.words.strip() or not about.decision.strip():
        raise Invalid("Say what you discussed about them, and what was decided.")
    happened = min(make_aware(datetime.combine(on, time(12))), now())
    recording = Recording(
        KIND, happened, TITLE, about.words, grade=Grade.PRACTICE, day_only=True,
        details={"outcome": about.decision},
    )  # fmt: skip
    entry = record_entry(person_id=person_id, recording=recording, token=token, draft_id=draft_id)
    if not Action.objects.filter(person_id=person_id, entry_id=entry.id).exists():  # the form was sent again
        for doing in about.doings:
            add_to_entry(entry=entry, doing=doing)
    return entry
