"""How far a sign-in goes that came by an identity of others: whether it counts as two factors, and into which posts.

Kept in the browser session, behind the door's login; set anew at every sign-in: nothing is left of an earlier one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.http import HttpRequest

from kith.agencies.identity.claims import Standing, standings, two_factors
from kith.agencies.identity.protocol import Answer
from kith.agencies.models import Agency, Post, Practitioner

KEPT = "kith.identity"


@dataclass(frozen=True)
class Reach:
    """`agencies`: names of those whose posts are open; None: all whose posts do not demand an identity of others."""

    proved: bool = False
    agencies: frozenset[str] | None = None

    def opens(self, post: Post) -> bool:
        if self.agencies is None:
            return post.agency.name not in only_way()
        return post.agency.name in self.agencies


def settle(request: HttpRequest, practitioner: Practitioner) -> None:
    """At sign-in: what the identity no longer grants ends, and how far it goes is kept. Without one, nothing is."""
    answer: Answer | None = getattr(request, "identity", None)
    request.session.pop(KEPT, None)
    if answer is None:
        return
    found = standings(answer.provider, answer.claims)
    narrow(practitioner, found)
    there = sorted(one.place.agency for one in found if one.there)
    proved = two_factors(answer.provider, answer.token)
    request.session[KEPT] = {"provider": answer.provider.id, "proved": proved, "agencies": there}


def narrow(practitioner: Practitioner, found: Iterable[Standing]) -> None:
    """Roles that a mapping governs and that the identity does not grant any more, end. None is given."""
    for one in found:
        agency = Agency.objects.filter(name=one.place.agency).first()
        if agency and one.place.roles:
            governed, kept = sorted(one.place.roles), sorted(one.kept)
            with connections["door"].cursor() as cursor:
                cursor.execute(
                    "SELECT agencies.narrow_roles(%s, %s, %s, %s)", [practitioner.pk, agency.pk, governed, kept]
                )


def reach(request: HttpRequest) -> Reach:
    """Of the browser's sign-in."""
    kept = request.session.get(KEPT)
    return Reach(kept["proved"], frozenset(kept["agencies"])) if kept else Reach()


def provider_of(request: HttpRequest) -> str | None:
    """The provider by whose identity they signed in; None where it was by Kith's own means."""
    kept = request.session.get(KEPT)
    return kept["provider"] if kept else None


def only_way() -> set[str]:
    """Names of organisations whose posts open by an identity of others alone."""
    providers = settings.IDENTITY_PROVIDERS.values()
    return {place.agency for one in providers for place in one.places.values() if place.only_way}
