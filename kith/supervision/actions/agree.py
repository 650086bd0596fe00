"""Propose supervision to a colleague, agree to it, end it."""

from uuid import UUID

from django.db import transaction

from kith.core.session import call


@transaction.atomic
def propose(*, colleague: int, supervises: bool, every: int, words: str) -> UUID:
    """`supervises`: the caller does. Nothing holds until the colleague has agreed. Raises Invalid, Refused."""
    made: UUID = call("supervision.propose", colleague, supervises, every, words.replace("\0", ""))
    return made


@transaction.atomic
def agree(*, agreement: UUID) -> None:
    """The other of the two. Raises Unknown, Invalid."""
    call("supervision.agree", agreement)


@transaction.atomic
def end_agreement(*, agreement: UUID) -> None:
    """Either of the two; what was written stays, for them. Raises Unknown, Invalid."""
    call("supervision.end_agreement", agreement)
