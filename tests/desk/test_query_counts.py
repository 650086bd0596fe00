"""What a page sends does not grow with what it shows. How much each may send: docs/addresses.yaml and tests/sweep."""

from django.urls import reverse

from kith.core.session import acting
from tests.sweep.addresses import addresses
from tests.sweep.statements import statements


def asked(client, page, *args):
    """What a page sends, once the process is warm."""
    client.get(reverse(page, args=args))
    with statements() as told:
        assert client.get(reverse(page, args=args)).status_code == 200
    return told


def test_finding_somebody(browser, child):
    client = browser("sara")
    client.post(reverse("find"), {"who": "Ada Marsh"})
    with statements() as told:
        assert "Marsh" in client.post(reverse("find"), {"who": "Ada Marsh"}).text
    assert len(told) == 1, "\n".join(told)


def test_statements_do_not_grow_with_people(browser, child, town):
    """The same for a manager with one person as with three."""
    before = len(asked(browser("manager"), "home"))
    town.child()
    town.child()
    assert len(asked(browser("manager"), "home")) == before


def test_a_change_that_is_worked_out(browser, child, town):
    """Nothing waits in the sweep, so the page of a change is counted here."""
    from kith.access import agreements
    from kith.access.grades import DOMAINS
    from kith.access.tasks import go_on

    less = dict.fromkeys(DOMAINS, 1)
    with town.acting("governor"):
        made = agreements.propose_agreement(town.agency["trust"], "regional agreement", less, ["care"], acting().at)
        role = agreements.propose_profile("allocated social worker", less)
    go_on()
    for change in (made, role):
        told = asked(browser("governor"), "change_of_access", change)
        assert len(told) <= addresses()["change_of_access"].statements, "\n".join(told)
