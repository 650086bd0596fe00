"""How many statements each page sends, beside transaction control and the session and user rows: more is a decision.

Home and the person page stay within twelve. A panel that an app registers later may add one, which is then named here.
"""

import re
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections
from django.urls import reverse

CONTROL = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)
SIGN_IN = re.compile(r'\bFROM "(django_session|auth_user|mfa_authenticator|account_emailaddress)"')
MOST = 12


@contextmanager
def statements():
    """The statements sent while inside, on whichever login."""
    told = []

    def noted(execute, sql, params, many, context):
        if not CONTROL.match(str(sql)) and not SIGN_IN.search(str(sql)):
            told.append(str(sql))
        return execute(sql, params, many, context)

    with ExitStack() as inside:
        for alias in connections:
            inside.enter_context(connections[alias].execute_wrapper(noted))
        yield told


def asked(client, page, *args):
    """What a page sends, once the process is warm."""
    client.get(reverse(page, args=args))
    with statements() as told:
        assert client.get(reverse(page, args=args)).status_code == 200
    return told


PAGES = {
    # page: statements for the worker who is allocated to Ada (somebody with relatives on record takes one more)
    "home": 11,
    "person": 6,
    "chronology": 7,
    "access": 12,
    "network": 5,
    "record_something": 8,
}


@pytest.mark.parametrize("page", PAGES)
def test_statements_of_a_page(browser, child, page):
    told = asked(browser("sara"), page, *([] if page == "home" else [child]))
    assert len(told) == PAGES[page], "\n".join(told)


@pytest.mark.parametrize("page", ["home", "person"])
def test_home_and_person_stay_within_twelve(page):
    assert PAGES[page] <= MOST


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
