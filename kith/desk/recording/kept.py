"""The draft that a form saves to: its id and revision travel in the form (templates/desk/recording/_state.html)."""

from uuid import UUID

from django.http import HttpRequest

from kith.core.errors import Invalid


def draft_of(request: HttpRequest) -> tuple[UUID | None, int]:
    """The draft that this form saves to, if it has begun one."""
    given, revision = request.POST.get("draft", ""), request.POST.get("revision", "")
    try:
        return (UUID(given) if given else None), (int(revision) if revision.isdecimal() and len(revision) < 9 else 0)
    except ValueError as error:
        raise Invalid("This form is out of date. Open your draft again from Home.") from error
