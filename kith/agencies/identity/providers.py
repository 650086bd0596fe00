"""The identity providers of an installation: read when it starts, from the file that KITH_IDENTITY_PROVIDERS names.

Needs no Django: settings are made from it. What is wrong in the file stops the start, in words for whoever wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

SHAPES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "identity_shapes.yaml").read_text()
)
MACHINE = {"localhost", "127.0.0.1", "::1"}


class Misconfigured(ValueError):
    """The file cannot be taken; the message says what to change."""


@dataclass(frozen=True)
class Place:
    """What a code of an organisation means here. `roles`: Kith's role → claims any one of which still grants it."""

    agency: str
    only_way: bool
    roles: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Provider:
    """One provider. `shape`: a key of `SHAPES`. `places`: by the code of the organisation as the provider writes it."""

    id: str
    name: str
    shape: str
    issuer: str
    client_id: str
    secret: str
    places: Mapping[str, Place]

    @property
    def says(self) -> dict[str, Any]:
        return SHAPES[self.shape]

    @property
    def origin(self) -> str:
        """Where its pages are: a form of ours may lead there."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def app(self) -> dict[str, Any]:
        """As allauth's settings take it. PKCE always; the client's secret in the body, never in an address."""
        settings = {
            "server_url": self.issuer,
            "oauth_pkce_enabled": True,
            "scope": self.says["scope"],
            "auth_params": self.says["ask"],
            "token_auth_method": "client_secret_post",
            "uid_field": self.says["subject"],
        }
        named = {"provider_id": self.id, "name": self.name}
        return {**named, "client_id": self.client_id, "secret": self.secret, "settings": settings}


def read(path: str) -> dict[str, Provider]:
    """Providers by id; none without a path. Raises Misconfigured, and OSError where a file cannot be read."""
    if not path:
        return {}
    listed = yaml.safe_load(Path(path).read_text()) or []
    found = [_provider(entry, Path(path).parent) for entry in listed]
    if len({one.id for one in found}) < len(found):
        raise Misconfigured("Two identity providers have the same id.")
    return {one.id: one for one in found}


def _provider(entry: dict[str, Any], folder: Path) -> Provider:
    missing = {"id", "name", "shape", "issuer", "client_id", "client_secret_file", "organisations"} - set(entry)
    if missing:
        raise Misconfigured(f"An identity provider lacks {', '.join(sorted(missing))}.")
    if entry["shape"] not in SHAPES:
        raise Misconfigured(f"There is no shape {entry['shape']}: choose one of {', '.join(SHAPES)}.")
    places = {str(code): _place(place) for code, place in entry["organisations"].items()}
    secret = (folder / entry["client_secret_file"]).read_text().strip()
    words = (entry["id"], entry["name"], entry["shape"], _secure(entry["issuer"]), entry["client_id"])
    return Provider(*words, secret, places)


def _place(entry: dict[str, Any]) -> Place:
    roles = {role: frozenset(claims) for role, claims in entry.get("roles", {}).items()}
    return Place(entry["agency"], bool(entry.get("only_way")), roles)


def _secure(issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in MACHINE:
        raise Misconfigured(f"The issuer {issuer} must be an https address.")
    return issuer.rstrip("/")
