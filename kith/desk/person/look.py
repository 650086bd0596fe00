"""A page of a record is one look, with one event for all that it read."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kith.record.reading import one_look

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]


def a_look(action: str = "open") -> Callable[[View[P]], View[P]]:
    """The view's reading of one person leaves one event of this action."""

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def looking(request: HttpRequest, person: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            with one_look(person, action):
                return view(request, person, *args, **kwargs)

        return looking

    return around
