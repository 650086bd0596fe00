"""Every address says who may open it (docs/addresses.yaml), and refuses everybody else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GROUPS: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "docs" / "addresses.yaml").read_text())
UUID = "0d9bb8bc-6f2b-4a3a-9d7c-2f8f6f8f7a11"
SAMPLES = {"person": UUID, "involvement": UUID, "entry_id": UUID, "draft_id": UUID, "uidb36": "1", "key": "set",
           "post_id": 1, "pk": 1, "notice": 1, "act": "end", "what": "name",
           "share_id": UUID, "alert_id": UUID, "guard": UUID, "row": UUID}  # fmt: skip
BEHIND = [name for group in ("account", "practitioner", "administrator", "governance") for name in GROUPS[group]]


def _patterns(resolver: Any) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern)
        else:
            yield pattern


def _address(name: str) -> str:
    from django.urls import get_resolver, reverse

    pattern = next(p for p in _patterns(get_resolver()) if p.name == name)
    return reverse(name, kwargs={part: SAMPLES[part] for part in pattern.pattern.regex.groupindex})


def test_every_address_is_in_the_list_once(database: Any) -> None:
    from django.urls import get_resolver

    from kith.demo.urls import urlpatterns as demo

    names = [p.name for p in _patterns(get_resolver())] + [p.name for p in demo]
    listed = [name for group in GROUPS.values() for name in group]
    assert sorted(names) == sorted(listed)


def test_the_demo_has_no_address_outside_the_demo(database: Any) -> None:
    from django.urls import NoReverseMatch, reverse

    for name in GROUPS["demo"]:
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", BEHIND)
def test_nobody_gets_in_without_signing_in(database: Any, name: str, method: str) -> None:
    """Sent to sign in, or refused; never answered."""
    from django.test import Client

    answer = getattr(Client(), method)(_address(name))
    sent_away = answer.status_code == 302 and ("sign-in" in answer.url or "signed-out" in answer.url)
    assert sent_away or answer.status_code in (401, 403, 404, 405), (answer.status_code, answer.get("Location"))


@pytest.mark.parametrize("name", [*GROUPS["administrator"], *GROUPS["governance"]])
def test_pages_of_a_role_are_for_that_role_alone(town: Any, name: str) -> None:
    from django.test import Client

    from kith.core.session import TOKEN_COOKIE

    client = Client()
    client.cookies[TOKEN_COOKIE] = town.token("sara")
    assert client.get(_address(name)).status_code in (302, 403, 404, 405)
    assert client.post(_address(name)).status_code in (302, 403, 404, 405)
