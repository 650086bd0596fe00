"""Put a need with its outcome, or an action for it, into a plan."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.audit.log import log
from kith.casework import rules
from kith.casework.models import AT_THE_TABLE, Action, Aim
from kith.core.ids import row_id
from kith.core.session import call
from kith.record.rules import clean
from kith.record.storing import store


@dataclass(frozen=True)
class Doing:
    """An action as it is agreed. `holder`: a post or a team; none: `by_words` names somebody of the family."""

    what: str
    by_when: date
    holder: int | None = None
    by_words: str = ""


@transaction.atomic
def add_aim(*, person_id: UUID, plan_id: UUID, need: str, outcome: str, at: tuple[str, int] = AT_THE_TABLE) -> Aim:
    """`at`: domain and grade, within what the writer opens. Raises Invalid, Refused, Unknown."""
    rules.check_words(need, "Say what is needed.")
    rules.check_words(outcome, "Say how you will know that it is met.")
    said = {"need": clean(need).strip(), "outcome": clean(outcome).strip()}
    about = {"person_id": person_id, "plan_id": plan_id, "domain": at[0], "grade": at[1]}
    aim = store(Aim(id=row_id(), key=row_id(), **about, **said))
    log("add to plan", person_id, [aim.id, plan_id], [aim.domain], [aim.grade])
    return aim


@transaction.atomic
def add_action(
    *, person_id: UUID, plan_id: UUID, aim_key: UUID, doing: Doing, at: tuple[str, int], source: str | None = None
) -> Action:
    """It is in the list of whoever does it from now on. `source`: the answer of a form that it comes from.

    Raises Invalid (they could not read it), Refused, Unknown; IntegrityError where the source is in a plan already.
    """
    rules.check_words(doing.what, "Say what is to be done.")
    if not doing.holder:
        rules.check_words(doing.by_words, "Say who does it.")
    check_doer(person_id, doing.holder, at)
    action = store(
        Action(
            id=row_id(), key=row_id(), aim_key=aim_key, person_id=person_id, plan_id=plan_id, domain=at[0], grade=at[1],
            what=clean(doing.what).strip(), holder=doing.holder, by_words=clean(doing.by_words).strip(),
            by_when=doing.by_when, source=source,
        )
    )  # fmt: skip
    log("add to plan", person_id, [action.id, plan_id], [action.domain], [action.grade])
    return action


def check_doer(person_id: UUID, holder: int | None, at: tuple[str, int]) -> None:
    """An action that its own doer cannot read would never be done. Raises Invalid, Refused, Unknown."""
    if holder is not None:
        call("casework.check_doer", person_id, holder, *at)
