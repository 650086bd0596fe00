"""SQL injection over HTTP, through a hole planted for the purpose: real page, real login, real session.

An attacker gets exactly what the keyring of the session opens, under an event (docs/security/attacks.md).
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings

from kith.core.ids import row_id
from kith.people.models import PersonName
from kith.record.models import Entry

ALL = "' UNION ALL SELECT person_id::text || ' ' || id FROM record_entry -- "
REFUSED = [
    "' UNION SELECT outer_pad::text FROM access.secret -- ",
    "' UNION SELECT token_hash::text FROM access.session -- ",
    "' UNION SELECT humans::text FROM access.seal -- ",
    "' UNION SELECT audience::text FROM record_entry -- ",
    "' UNION SELECT person_id::text FROM audit_event -- ",
    "' UNION SELECT password FROM auth_user -- ",
    "' UNION SELECT fact FROM access.opening((SELECT person_id FROM record_entry LIMIT 1),"
    " ROW(NULL, 1, 1, 1, 'care', '{1}', '{0,1}')::access.actor) -- ",
    "' UNION SELECT name FROM access.network((SELECT person_id FROM record_entry LIMIT 1), '{0,1}') -- ",
    "' UNION SELECT access.sign(convert_to('a ring', 'UTF8')) -- ",
    "' UNION SELECT pg_read_file('/etc/passwd') -- ",
    "'; SET ROLE kith_engine; SELECT title FROM record_entry -- ",
    "'; ALTER TABLE record_entry DISABLE ROW LEVEL SECURITY; SELECT title FROM record_entry -- ",
]
WIDER = [
    "'; SELECT set_config('kith.ring', replace(current_setting('kith.ring'), '{0,', '{0,1048577,'), true);",
    "'; SELECT set_config('kith.ring', replace(current_setting('kith.ring'), '}|{', ',1}|{'), true);",
    "'; SELECT set_config('kith.ring', replace(current_setting('kith.ring'), '}|{', '}{'), true);",
    "'; SET row_security = off;",
    "'; SET LOCAL kith.ring = 'x';",
]


@pytest.fixture(scope="module", autouse=True)
def hole() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.desk.holed_urls"):
        yield


@pytest.fixture(scope="module")
def others(town: Any) -> UUID:
    """A person of whom Mo is barred."""
    from kith.access import facts

    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=person, id=row_id(), domain="identity", grade=1, given="B", family="Heron")
        facts.exclude(person, town.human["mo"], "a relative")
    return person


def openly(town: Any, who: str) -> set[str]:
    """What the same practitioner reads by the ordinary way."""
    with town.acting(who):
        return {f"{person} {row}" for person, row in Entry.objects.values_list("person_id", "id")}


def stolen(browser: Any, who: str, typed: str) -> set[str]:
    answer = browser(who).get("/hole/", {"q": typed})
    return set(answer.text.split("\n")) - {""} if answer.status_code == 200 else set()


@pytest.mark.parametrize("who", ["sara", "mo", "visitor", "officer", "admin"])
def test_the_hole_shows_what_the_keyring_opens_and_no_more(
    town: Any, browser: Any, child: UUID, others: UUID, who: str
) -> None:
    assert stolen(browser, who, ALL) == openly(town, who)


def test_the_hole_is_real(town: Any, browser: Any, child: UUID) -> None:
    assert stolen(browser, "sara", ALL) and stolen(browser, "mo", ALL) < stolen(browser, "sara", ALL)


@pytest.mark.parametrize("typed", REFUSED)
def test_nothing_that_opens_more_is_to_be_had(browser: Any, child: UUID, typed: str) -> None:
    answer = browser("mo").get("/hole/", {"q": typed})
    assert answer.status_code == 403 and "Heron" not in answer.text


@pytest.mark.parametrize("first", WIDER)
def test_settings_do_not_widen_it(town: Any, browser: Any, child: UUID, first: str) -> None:
    then = " SELECT person_id::text || ' ' || id FROM record_entry -- "
    assert stolen(browser, "mo", first + then) <= openly(town, "mo")


def test_it_leaves_an_event(town: Any, browser: Any, child: UUID) -> None:
    counted = "SELECT count(*) FROM audit_event WHERE post = %s AND action = 'search'"
    with town.database.superuser() as admin:
        (before,) = admin.execute(counted, [town.post["mo"]]).fetchone()
        stolen(browser, "mo", ALL)
        assert admin.execute(counted, [town.post["mo"]]).fetchone() == (before + 1,)
