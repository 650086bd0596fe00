"""A person asks for what is held about them: received, proved, extended, decided, given or refused."""

import json
from datetime import date
from uuid import UUID

from django.db import transaction

from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed
from kith.sharing.models import AccessState, Doing, SubjectAccess
from kith.sharing.rules_of_access import check_extension, due
from kith.sharing.subject_access import grounds
from kith.sharing.third_parties import key


@transaction.atomic
def receive_access(*, person: UUID, asked_words: str, received_on: date, asked_by: UUID | None = None) -> UUID:
    """It was asked, by the person or by somebody who speaks for them. Raises Invalid, Refused, Unknown."""
    if received_on > today():
        raise Invalid("The day on which they asked has not come yet.")
    said = {"asked_words": needed(asked_words, "What they asked for", 2000, lines=True), "received_on": received_on}
    return UUID(str(call("sharing.receive_access", person, asked_by, json.dumps(said, default=str))))


@transaction.atomic
def prove_identity(*, request: SubjectAccess, words: str, on: date) -> None:
    """It is known who asks: the clock runs from now on."""
    if not request.received_on <= on <= today():
        raise Invalid("Enter the day on which you saw it: not before they asked, and not to come.")
    _step(request, "identity", on, due(request.received_on, on), needed(words, "What you have seen", 1000))


@transaction.atomic
def extend_access(*, request: SubjectAccess, words: str) -> None:
    """Two months more, told to them within the first."""
    if request.identity_on is None or request.due_on is None:
        raise Invalid("First it must be proved who asks.")
    check_extension(request.due_on, today())
    later = due(request.received_on, request.identity_on, extended=True)
    _step(request, "extend", today(), later, needed(words, "Why, as you told them", 1000))


@transaction.atomic
def end_access(*, request: SubjectAccess, state: str, words: str) -> None:
    """Given, refused (on which ground) or withdrawn."""
    if state not in (AccessState.SENT, AccessState.REFUSED, AccessState.WITHDRAWN):
        raise Invalid("Say how it ends.")
    _step(request, state, today(), None, needed(words, "How, or why", 1000))


@transaction.atomic
def decide_redaction(
    *,
    request: SubjectAccess,
    phrase: str,
    doing: str,
    about: str,
    domain: str,
    grade: int,
    why: str = "",
    piece: str = "",
) -> UUID:
    """What becomes of words that name somebody else, or of a whole `piece`; it stands where they were found."""
    if doing not in Doing:
        raise Invalid("Say whether the words are removed.")
    said = {"phrase": needed(key(phrase), "The words", 300), "doing": doing, "about": about[:300], "why": why[:500]}
    said["piece"] = piece
    args = (request.person_id, request.id, domain, grade, json.dumps(said))
    return UUID(str(call("sharing.decide_redaction", *args)))


@transaction.atomic
def leave_out(*, request: SubjectAccess, piece: str, heading: str, ground: str, domain: str, grade: int) -> UUID:
    """A whole piece, on a ground (data/left_out.yaml); back in again where none is given. Raises Invalid, Refused."""
    if ground and ground not in grounds():
        raise Invalid("Choose on which ground.")
    doing = Doing.OMIT if ground else Doing.KEEP
    return decide_redaction(
        request=request, phrase=heading, doing=doing, about=heading, domain=domain, grade=grade, why=ground, piece=piece
    )


@transaction.atomic
def keep_copy(*, request: SubjectAccess, digest: str, pieces: list[str], removed: int, left_out: int) -> UUID:
    """That a copy was made: digests of the file and of each piece in it."""
    return UUID(str(call("sharing.keep_copy", request.person_id, request.id, digest, pieces, removed, left_out)))


def _step(request: SubjectAccess, step: str, on: date, due_on: date | None, words: str) -> None:
    call("sharing.step_access", request.person_id, request.id, step, on, due_on, words)
