"""What an entry decides becomes somebody's task."""

from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.actions.add_to_plan import Doing, check_doer
from kith.casework.models import Action
from kith.core.ids import row_id
from kith.record.models import Entry
from kith.record.rules import clean
from kith.record.storing import store


@transaction.atomic
def add_to_entry(*, entry: Entry, doing: Doing) -> Action:
    """At the domain and grade of the entry; it is in the list of whoever does it. Raises Invalid, Refused, Unknown."""
    rules.check_words(doing.what, "Say what is to be done.")
    if not doing.holder:
        rules.check_words(doing.by_words, "Say who does it.")
    check_doer(entry.person_id, doing.holder, (entry.domain, entry.grade))
    new: UUID = row_id()
    action = store(
        Action(
            id=new, key=new, person_id=entry.person_id, entry_id=entry.id, domain=entry.domain, grade=entry.grade,
            what=clean(doing.what).strip(), holder=doing.holder, by_words=clean(doing.by_words).strip(),
            by_when=doing.by_when,
        )
    )  # fmt: skip
    log("add to entry", action.person_id, [action.id, entry.id], [action.domain], [action.grade])
    return action
