"""No page sends more statements than docs/addresses.yaml says (twelve, where it says nothing): more is a decision."""

import pytest

from tests.sweep.addresses import MOST, Address, addresses
from tests.sweep.asking import Asking
from tests.sweep.scene import Scene
from tests.sweep.statements import statements

ASKED_BY = {"practitioner": "allocated worker", "administrator": "administrator", "governance": "governance",
            "account": "account", "anyone": "nobody"}  # fmt: skip
PAGES = [a for a in addresses().values() if a.group in ASKED_BY]


@pytest.mark.parametrize("address", PAGES, ids=lambda a: a.name)
def test_statements_of_a_page(scene: Scene, address: Address) -> None:
    """As those ask who work with it; once the process is warm."""
    asking = Asking(scene, address, next(iter(address.only), ASKED_BY[address.group]))
    target = next(iter(asking.targets()))
    if asking.ask("get", target).status_code == 200:
        with statements() as told:
            asking.ask("get", target)
        assert len(told) <= address.statements, f"{len(told)} statements, {address.statements} allowed:\n" + "\n".join(
            told
        )


PANELS = {  # one statement each, beyond twelve
    "home": (
        "what waits by clock: kith/casework/waiting.py",
        "supervision: kith/desk/home/waiting.py",
        "advice: kith/desk/home/waiting.py",
    ),
    "person": (),
}


@pytest.mark.parametrize("page", PANELS)
def test_home_and_person_stay_within_twelve_and_one_a_panel(page: str) -> None:
    assert addresses()[page].statements <= MOST + len(PANELS[page])
