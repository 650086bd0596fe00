"""What the claims of an identity mean here: for which organisations it speaks, what it still grants, how it was proved.

Pure: claims and a provider in, an answer out. Claims only ever narrow (docs/decisions/0022-identities-of-others.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kith.agencies.identity.providers import Place, Provider

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """In one organisation: whether the identity speaks for it; of the roles that it governs, those it still grants."""

    place: Place
    there: bool
    kept: frozenset[str]


def standings(provider: Provider, claims: Claims) -> list[Standing]:
    """One for every organisation that the provider is configured for."""
    granted = _granted(provider, claims)
    return [_standing(place, granted.get(code)) for code, place in provider.places.items()]


def two_factors(provider: Provider, token: Claims) -> bool:
    """Whether the provider says, in the token that it signed, that it asked for two factors."""
    wanted = provider.says["second_factor"]
    return any(_texts(token.get(claim)) & set(values) for claim, values in wanted.items())


def _standing(place: Place, granted: set[str] | None) -> Standing:
    kept = {role for role, any_of in place.roles.items() if granted and any_of & granted}
    return Standing(place, granted is not None, frozenset(kept))


def _granted(provider: Provider, claims: Claims) -> dict[str, set[str]]:
    """Codes of organisations, with what the claims say of roles there."""
    says = provider.says
    entries = claims.get(says["each"]) if "each" in says else [claims]
    found: dict[str, set[str]] = {}
    for entry in entries if isinstance(entries, list) else []:
        for code in _texts(entry.get(says["organisation"])) if isinstance(entry, Mapping) else ():
            found.setdefault(code, set()).update(*(_texts(entry.get(role)) for role in says["roles"]))
    return found


def _texts(claim: Any) -> set[str]:
    """A claim that is a text or a list of texts. Anything else says nothing."""
    listed = claim if isinstance(claim, list) else [claim]
    return {text for text in listed if isinstance(text, str)}
