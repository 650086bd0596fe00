"""Why one line can be read, and who else can: in words, for whoever opens it; absent for everybody else."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kith.people.models import PersonName
from kith.record.models import Entry
from tests.desk.test_pages import without_nonce


@pytest.fixture(scope="module")
def entries(town: Any, child: UUID) -> dict[str, UUID]:
    with town.acting("sara"):
        return dict(Entry.objects.filter(person_id=child).values_list("title", "id"))


def asked(client: Client, child: UUID, row: UUID) -> str:
    answer = client.get(reverse("why", args=[child, row]))
    assert answer.status_code == 200
    return answer.text


def test_ones_own_organisation(browser: Callable[..., Client], child: UUID, entries: dict[str, UUID]) -> None:
    page = asked(browser("sara"), child, entries["What mum told me"])
    assert "You are involved as “allocated social worker”" in page
    assert "opens social care up to sensitive on what your own organisation recorded" in page
    assert "Managers of safeguarding" in page
    assert "you reach sensitive. Beyond your grade" in page
    assert "health visitors" not in page  # another organisation, where nothing of the family reaches this far


def test_through_an_agreement(town: Any, browser: Callable[..., Client], child: UUID, entries: dict[str, UUID]) -> None:
    page = asked(browser("visitor"), child, entries["Plan agreed"])
    assert "Your team, health visitors, is involved as “core group: health visitor or school nurse”" in page
    assert (
        "Version 1 of the role “core group: health visitor or school nurse”, and version 1 of the regional agreement"
        " with Larkshire Children&#39;s Services: together they open the plan up to practice." in page
    )
    assert "Sara" in page and "health visitors" in page


def test_what_one_does_not_open_is_absent(
    browser: Callable[..., Client], child: UUID, entries: dict[str, UUID]
) -> None:
    hidden = browser("visitor").get(reverse("why", args=[child, entries["What mum told me"]]))
    nothing = browser("visitor").get(reverse("why", args=[child, uuid4()]))
    assert hidden.status_code == nothing.status_code == 404
    assert without_nonce(hidden) == without_nonce(nothing)
    elsewhere = browser("officer").get(reverse("why", args=[child, entries["Plan agreed"]]))
    assert elsewhere.status_code == 404


def test_any_line_of_the_details(town: Any, browser: Callable[..., Client], child: UUID) -> None:
    with town.acting("sara"):
        name = PersonName.objects.get(person_id=child)
    page = asked(browser("duty"), child, name.id)
    assert "You find people for intake or emergency duty" in page
    assert f"/access/why/{name.id}/" in browser("duty").get(reverse("details", args=[child])).text


def test_it_leaves_an_event(town: Any, browser: Callable[..., Client], child: UUID, entries: dict[str, UUID]) -> None:
    asked(browser("sara"), child, entries["Plan agreed"])
    with town.database.superuser() as admin:
        (action, rows) = admin.execute("SELECT action, rows FROM audit_event ORDER BY id DESC LIMIT 1").fetchone()
    assert action == "explain" and entries["Plan agreed"] in rows


def test_who_can_open_more_is_named_with_a_number(browser: Callable[..., Client], child: UUID) -> None:
    """The lead practitioner first; only as far as roles and agreements let them, and nobody above one's own reach."""
    page = browser("visitor").get(reverse("access", args=[child])).text
    more = page[page.index('id="further"') : page.index('id="who"')]
    assert more.index("Sara") < more.index("Managers of safeguarding")
    assert "Opens further: sensitive grade in identity" in more and "tel:07700900123" in more
    assert 'id="further"' not in browser("sara").get(reverse("access", args=[child])).text


def test_a_discreet_service_is_not_named_as_one_that_opens_more(
    town: Any, browser: Callable[..., Client], child: UUID
) -> None:
    from kith.access import facts

    with town.acting("manager"):
        facts.involve(child, town.post["therapist"], "core group: mental health service")
    assert "Therapist" not in browser("duty").get(reverse("access", args=[child])).text
    assert "Therapist" in browser("sara").get(reverse("access", args=[child])).text


def test_the_same_by_the_same_on_one_day_is_one_line(browser: Callable[..., Client], child: UUID) -> None:
    """Whatever came between: on a phone each line is a block of its own."""
    visitor = browser("visitor")
    for page in ("person", "access", "person", "access", "person"):
        assert visitor.get(reverse(page, args=[child])).status_code == 200
    told = browser("sara").get(reverse("access", args=[child])).text.partition('id="looked"')[2]
    theirs = [row for row in re.findall(r"<tr.*?</tr>", told, re.DOTALL) if "Larkshire Community NHS Trust" in row]
    opened = [row for row in theirs if "Opened the record" in row]
    assert len(opened) == 1 and re.search(r"Opened the record, [3-9] times", opened[0])
