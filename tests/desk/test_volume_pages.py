"""Somebody who opens very many records: told to governance, asked why, and on they go with what they were doing."""

import pytest
from django.urls import reverse

from kith.access import facts
from kith.core.clock import now
from kith.core.ids import person_id, row_id
from kith.people.models import PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording

ASKED = 3
REASON = "checking every open plan"


@pytest.fixture(scope="module", autouse=True)
def limits(town, database) -> None:
    with database.superuser() as admin:
        few = [town.agency["children"], 2, 6, ASKED, 9]
        admin.execute("INSERT INTO access.reading_limit VALUES (%s, %s, %s, %s, %s)", few)


@pytest.fixture
def many(town, database):
    """More persons than may be opened unasked; whatever was opened before is long ago."""
    with database.superuser() as admin:
        admin.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        admin.execute("UPDATE audit_event SET at = at - interval '3 days'")
        admin.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
        admin.execute("DELETE FROM access.over_limit")
    return [_covered(town) for _ in range(ASKED + 2)]


def _covered(town):
    with town.acting("manager"):
        person = person_id()
        facts.admit(person, town.team["safeguarding"], "allocated team (cover)")
    with town.acting("mo"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given="Ada", family="Marsh"
        )
    return person


def _page(client, person, page="person", **more):
    return client.get(reverse(page, args=[person]), **more)


def test_asked_why_and_on_to_the_record(browser, many) -> None:
    client = browser("mo")
    for person in many[:ASKED]:
        assert _page(client, person).status_code == 200
    asked = _page(client, many[ASKED])
    assert asked.status_code == 302 and asked.url.startswith(reverse("read_on"))
    page = client.get(asked.url)
    assert f"the records of {ASKED} people in the past hour" in page.text and "Ada" not in page.text
    assert "Enter why" in client.post(asked.url, {"reason": " "}).text
    on = client.post(asked.url, {"reason": REASON})
    assert on.status_code == 302 and on.url == reverse("person", args=[many[ASKED]])
    assert client.get(on.url).status_code == 200


def test_nothing_of_the_record_leaves_and_the_refusal_leaves_its_event(browser, many, database) -> None:
    client = browser("mo")
    for person in many[:ASKED]:
        _page(client, person)
    _forget_reasons(database)
    for page in ("person", "chronology", "family", "network", "details", "access", "record_something"):
        answer = _page(client, many[ASKED], page)
        assert answer.status_code == 302 and not answer.content, page
    with database.superuser() as admin:
        found = admin.execute("SELECT action, count(*) FROM audit_event WHERE person_id = %s AND human = %s GROUP BY 1",
                              [many[ASKED], _human(database, "mo")]).fetchall()  # fmt: skip
    assert ("to be explained", 7) in found and "open" not in dict(found) and "explain" not in dict(found)


def test_the_absent_are_answered_as_always(browser, many, database) -> None:
    client = browser("mo")
    before = _page(client, person_id())
    for person in many[:ASKED]:
        _page(client, person)
    _forget_reasons(database)
    assert _page(client, many[ASKED]).status_code == 302
    after = _page(client, person_id())
    assert before.status_code == after.status_code == 404


def test_a_form_that_was_sent_is_kept(browser, many, database) -> None:
    client = browser("mo")
    for person in many[:ASKED]:
        _page(client, person)
    _forget_reasons(database)
    address = reverse("record_something", args=[many[ASKED]]) + "?kind=case_note"
    asked = client.post(address, {"kind": "case_note", "title": "Words", "text": "typed by me"})
    assert asked.status_code == 302 and asked.url == reverse("read_on")
    assert "What you typed is kept" in client.get(asked.url).text
    page = client.post(asked.url, {"reason": REASON}).text
    assert "typed by me" in page and "Send it now" in page


def test_a_search_that_finds_very_many_asks_why_and_then_shows_them(browser, town, database) -> None:
    client = browser("mo")
    people = [_covered(town) for _ in range(4 * ASKED + 1)]
    for number, person in enumerate(people):
        with town.acting("mo"):
            said = f"Wallflowers {'early' if number else 'late'}."
            record_entry(person_id=person, recording=Recording("case_note", now(), "", said, "social_care", 3))
    _forget_reasons(database)
    looked_for = reverse("search")
    assert client.post(looked_for, {"words": "early"}).text.count("<mark>") == 4 * ASKED
    asked = client.post(looked_for, {"words": "wallflowers"})
    assert asked.status_code == 302 and asked.url == reverse("read_on") and not asked.content
    page = client.get(asked.url).text
    assert f"Your searches have found {4 * ASKED} people in the past hour" in page
    kept = client.post(asked.url, {"reason": REASON}).text
    assert "wallflowers" in kept and "Send it now" in kept
    assert client.post(looked_for, {"words": "wallflowers"}).text.count("<mark>") == 4 * ASKED + 1


def test_a_fragment_is_told_in_words(browser, many, database) -> None:
    client = browser("mo")
    for person in many[:ASKED]:
        _page(client, person)
    _forget_reasons(database)
    answer = _page(client, many[ASKED], headers={"HX-Request": "true"})
    assert answer.status_code == 429 and "Say why" in answer.text


def test_governance_is_told_and_reads_the_reason(browser, many, town, database) -> None:
    client = browser("mo")
    for person in many[:ASKED]:
        _page(client, person)
    client.post(reverse("read_on"), {"reason": REASON})
    governance = browser("governor")
    page = governance.get(reverse("watching")).text
    assert "More people than your limit" in page and "had opened records of 3 people in an hour" in page
    with database.superuser() as admin:
        (number,) = admin.execute("SELECT max(id) FROM people.finding WHERE rule = 'over the limit'").fetchone()
    page = governance.get(reverse("finding", args=[number])).text
    assert f"“{REASON}”" in page and "You are told of more than 2." in page


def test_governance_changes_the_limits(browser, town) -> None:
    client = browser("governor")
    address = reverse("reading_limits")
    assert address in client.get(reverse("watching")).text
    assert 'value="9"' in client.get(address).text
    wrong = client.post(address, {"told_hour": 5, "told_day": 4, "asked_hour": 6, "asked_day": 9})
    assert wrong.status_code == 422 and "no fewer in a day than in an hour" in wrong.text
    right = {"told_hour": 2, "told_day": 6, "asked_hour": ASKED, "asked_day": 10}
    assert "The limits hold from now on." in client.post(address, right, follow=True).text
    assert 'value="10"' in client.get(address).text
    for who in ("sara", "manager", "admin"):
        assert browser(who).get(address).status_code == browser(who).post(address, right).status_code == 404


def _forget_reasons(database) -> None:
    """The reason of an earlier test is over."""
    with database.superuser() as admin:
        admin.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        admin.execute("UPDATE audit_event SET at = at - interval '3 days' WHERE action = 'read on'")
        admin.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def _human(database, who: str) -> int:
    with database.superuser() as admin:
        return int(
            admin.execute("SELECT id FROM agencies_practitioner WHERE email = %s", [f"{who}@example.org"]).fetchone()[0]
        )
