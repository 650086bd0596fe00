"""The draft that a form saves to: its id and revision travel in the form (templates/desk/recording/_state.html)."""

from uuid import UUID

from django.http import HttpRequest

from kith.core.errors import Invalid
from kith.record import queries


def draft_of(request: HttpRequest) -> tuple[UUID | None, int]:
    """The draft that this form saves to, if it has begun one."""
    given, revision = request.POST.get("draft", ""), request.POST.get("revision", "")
    try:
        return (UUID(given) if given else None), (int(revision) if revision.isdecimal() and len(revision) < 9 else 0)
    except ValueError as error:
        raise Invalid("This form is out of date. Open your draft again from Home.") from error


def saved_meanwhile(person: UUID, token: str) -> UUID | None:
    """The draft that this form began while its answer was still on the way."""
    mine = (draft for draft in queries.drafts() if draft.person_id == person)
    return next((draft.id for draft in mine if token and draft.content.get("token") == token), None)
