"""Every address says who may open it (docs/addresses.yaml), and refuses everybody else.

What each kind of user then gets is tests/sweep.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sweep.addresses import FILE, LISTED, PARTS, addresses, patterns

ROOT = Path(__file__).resolve().parents[2]
BEHIND = [a.name for a in addresses().values() if a.group not in ("anyone", "demo")]
READS = re.compile(r"""request\.GET(?:\.get\(|\.getlist\(|\[)["'](\w+)["']""")
HOW = "Say in docs/addresses.yaml who may and what is expected: its head shows how."


def _address(name: str) -> str:
    return addresses()[name].at()


def test_every_address_is_in_the_list_once(database: Any) -> None:
    from kith.demo.urls import urlpatterns as demo

    names = [*patterns(), *(str(p.name) for p in demo)]
    listed = [name for group in LISTED.values() for name in group]
    assert sorted(names) == sorted(listed), HOW


def test_no_address_is_described_twice() -> None:
    """YAML keeps the later of two lines without a word."""
    for group in re.split(r"^(?=\w)", FILE.read_text(), flags=re.MULTILINE):
        told = Counter(re.findall(r"^  (\w+):", group, re.MULTILINE))
        assert [name for name, times in told.items() if times > 1] == []


def test_every_address_says_what_it_shows() -> None:
    """tests/routes/shown.yaml: asked row for row, or a form on which nothing more may stand, or why it shows no row."""
    shown: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "routes" / "shown.yaml").read_text())
    told = [name for group in shown.values() for name in group]
    acting = [name for group in ("practitioner", "administrator", "governance") for name in LISTED[group]]
    assert sorted(told) == sorted(acting), "Say in tests/routes/shown.yaml what the address shows: its head shows how."


def test_every_route_that_is_named_is_asked() -> None:
    from tests.routes.around import ROUTES

    shown: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "routes" / "shown.yaml").read_text())
    named = {route for routes in shown["row for row"].values() for route in routes}
    assert named | {"job"} == set(ROUTES)


def test_every_part_of_an_address_says_what_it_names(database: Any) -> None:
    """A new part of an address would otherwise be asked for with nothing in its place."""
    parts = {part for pattern in patterns().values() for part in pattern.pattern.regex.groupindex}
    assert parts - {"person"} == set(PARTS), HOW


def test_what_a_page_reads_from_the_address_is_listed() -> None:
    """Only then is it asked for with odd things in its place."""
    taken = {name for address in addresses().values() for name in address.takes}
    read = {name for file in (ROOT / "kith").rglob("*.py") for name in READS.findall(file.read_text())}
    assert read <= taken, HOW


def test_the_demo_has_no_address_outside_the_demo(database: Any) -> None:
    from django.urls import NoReverseMatch, reverse

    for name in LISTED["demo"]:
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


@pytest.mark.parametrize("name", [*LISTED["administrator"], *LISTED["governance"]])
def test_pages_of_a_role_are_for_that_role_alone(town: Any, name: str) -> None:
    from django.test import Client

    from kith.core.session import TOKEN_COOKIE

    client = Client()
    client.cookies[TOKEN_COOKIE] = town.token("sara")
    assert client.get(_address(name)).status_code in (302, 403, 404, 405)
    assert client.post(_address(name)).status_code in (302, 403, 404, 405)
