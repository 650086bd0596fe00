"""What an administrator can change about a colleague, one entry a change: its words afterwards, and the act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.dateparse import parse_date

from kith.access import administration
from kith.agencies.models import AccountState
from kith.agencies.queries import Colleague
from kith.core.errors import Invalid

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    done: str
    act: Callable[[Colleague, Typed], object]


def number(typed: Typed, name: str, missing: str) -> int:
    """An id from the form. Raises Invalid with `missing`."""
    if not typed.get(name, "").isdecimal() or len(typed[name]) > 18:
        raise Invalid(missing)
    return int(typed[name])


def _train(colleague: Colleague, typed: Typed) -> None:
    try:
        until = parse_date(typed.get("until", ""))
    except ValueError:
        until = None
    if until is None:
        raise Invalid("Enter the last day on which their training counts, as a real date.")
    administration.record_training(colleague.post.practitioner_id, until)


def _state(state: AccountState) -> Callable[[Colleague, Typed], object]:
    return lambda colleague, typed: administration.set_account_state(colleague.post.practitioner_id, state.value)


def _manage(manager: bool) -> Callable[[Colleague, Typed], object]:
    return lambda colleague, typed: administration.make_manager(_membership(typed), manager)


def _membership(typed: Typed) -> int:
    return number(typed, "membership", "Choose the team.")


CHANGES: dict[str, Change] = {
    "join-team": Change(
        "They have joined the team.",
        lambda colleague, typed: administration.join_team(colleague.post.pk, number(typed, "team", "Choose the team.")),
    ),
    "leave-team": Change(
        "They have left the team.", lambda colleague, typed: administration.leave_team(_membership(typed))
    ),
    "make-manager": Change("They now manage the team.", _manage(True)),
    "make-member": Change("They no longer manage the team.", _manage(False)),
    "give-role": Change(
        "They have the role.",
        lambda colleague, typed: administration.give_role(colleague.post.pk, typed.get("role", "")),
    ),
    "end-role": Change(
        "The role has ended.",
        lambda colleague, typed: administration.end_role(number(typed, "role", "Choose the role.")),
    ),
    "record-training": Change("Their training is recorded.", _train),
    "suspend": Change(
        "Their account is suspended. They have been signed out everywhere.", _state(AccountState.SUSPENDED)
    ),
    "sign-out": Change(
        "They have been signed out everywhere.",
        lambda colleague, typed: administration.sign_out_colleague(colleague.post.practitioner_id),
    ),
    "let-in": Change("Their account is open again.", _state(AccountState.ACTIVE)),
}
