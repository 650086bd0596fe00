"""Unusual reading on screen: explained, followed up, absent for everybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kith.audit.log import log
from kith.core.clock import now
from kith.people.tasks import watch
from tests.desk.test_accessibility import check
from tests.desk.test_query_counts import asked

MOST = 12  # what docs/addresses.yaml allows a page for which it says nothing else


@pytest.fixture(scope="module")
def found(town, child, database):
    """A teacher without involvement read Ada's record, an hour ago; governance that locates her looks."""
    with database.connect("kith_owner") as owner:
        town.add_post(owner, "locating", "children", roles=("governance", "finder"))
    with town.acting("sara"):
        log("open", child, grades=[3])
    with town.acting("teacher"):
        log("open", child, grades=[3])
    database.set_clock(now() + timedelta(hours=2))
    watch(timestamp=0)
    database.set_clock(None)
    with database.superuser() as admin:
        return admin.execute("SELECT id FROM people.finding WHERE rule = 'not involved'").fetchone()[0]


def test_absent_for_others(browser, found) -> None:
    for who in ("sara", "manager", "teacher", "admin"):
        assert browser(who).get(reverse("watching")).status_code == 404
        assert browser(who).get(reverse("finding", args=[found])).status_code == 404
        assert browser(who).post(reverse("finding", args=[found]), {"outcome": "asked"}).status_code == 404


def test_a_person_whom_governance_cannot_locate_is_not_shown(browser, found) -> None:
    page = browser("governor").get(reverse("watching")).text
    assert "Ada Marsh" not in page and "Teacher" not in page
    assert browser("governor").get(reverse("finding", args=[found])).status_code == 404


def test_found_explained_and_followed_up(browser, found, database) -> None:
    client = browser("locating")
    assert reverse("watching") in client.get(reverse("governance")).text
    page = client.get(reverse("watching")).text
    assert "No involvement" in page and "Teacher" in page and "opened the record of Ada Marsh" in page
    assert "The same as a table" in page
    one = reverse("finding", args=[found])
    page = client.get(one).text
    assert "Neither they nor a team of theirs worked with this person" in page and "Alder Road School" in page
    assert "Choose what came of it" in client.post(one, {"note": "x"}).text
    done = client.post(one, {"outcome": "asked", "note": "She rang: a mistake"}, follow=True).text
    assert "Kept: what came of it." in done and "opened the record of Ada Marsh" not in done
    every = client.get(reverse("watching") + "?all").text
    assert "opened the record of Ada Marsh" in every and "The reader was asked" in every
    assert "“She rang: a mistake”" in client.get(one).text
    with database.superuser() as admin:
        ((detail,),) = admin.execute("SELECT detail FROM audit_event WHERE action = 'follow up'").fetchall()
    assert detail == {"finding": found, "rule": "not involved", "outcome": "asked"}


def test_few_statements_however_many_findings(browser, town, found, database) -> None:
    with database.superuser() as admin:
        admin.execute(
            "INSERT INTO people.finding (rule, day, event, at, post, human, agency, events, detail)"
            " SELECT 'after hours', current_date - n, 1, now() - n * interval '1 day', %s, %s, %s, 1, %s::jsonb"
            " FROM generate_series(1, 3000) n",
            [town.post["sara"], town.human["sara"], town.agency["children"], '{"persons": 2}'],
        )
    assert len(asked(browser("locating"), "watching")) <= MOST
    assert browser("locating").get(reverse("watching")).text.count("Outside working hours") == 100
    with database.superuser() as admin:
        admin.execute("DELETE FROM people.finding WHERE rule = 'after hours'")


@pytest.mark.parametrize("width", [320, 1280])
def test_for_everybody_on_every_screen(desk, found, width) -> None:
    check(desk("locating", width), [reverse("watching"), reverse("finding", args=[found]), reverse("governance")])
