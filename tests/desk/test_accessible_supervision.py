"""axe on the pages of supervision, of work counted, and of actions that a form agrees on; and what these pages say."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from kith.core.clock import today
from kith.supervision.actions.agree import agree, propose
from kith.supervision.actions.write_session import write_session
from tests.desk.test_accessibility import check, faults

WIDTHS = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module")
def held(town: Any, child: UUID) -> tuple[UUID, UUID]:
    """The manager supervises Sara; one session is written. Mo has not answered yet."""
    with town.acting("manager"):
        agreement = propose(colleague=town.post["sara"], supervises=True, every=28, words="Monthly.")
        propose(colleague=town.post["mo"], supervises=True, every=28, words="Monthly.")
    with town.acting("sara"):
        agree(agreement=agreement)
        session = write_session(agreement=agreement, held_on=today(), said={"wellbeing": "Tired."})
    return agreement, session


@WIDTHS
def test_supervision(desk: Any, held: tuple[UUID, UUID], width: int) -> None:
    agreement, session = held
    pages = [reverse(page) for page in ("supervision", "supervisees", "propose_supervision", "service", "home")]
    pages += [reverse(p, args=[agreement]) for p in ("agreement_of_supervision", "write_session", "discuss_person")]
    pages += [reverse(page, args=[session]) for page in ("session_of_supervision", "print_session")]
    check(desk("manager", width), pages)
    check(desk("governor", width), [reverse("supervision_read")])


@WIDTHS
def test_a_session_that_was_refused_says_what_to_mend(desk: Any, held: tuple[UUID, UUID], width: int) -> None:
    page = desk("manager", width)
    page.goto(reverse("write_session", args=[held[0]]))
    page.get_by_label("What was decided?").fill("Ask the lawyer")
    page.get_by_role("button", name="Write it down").click()
    assert page.get_by_role("link", name="Choose about whom this is: it goes on their record.").is_visible()
    assert page.get_by_label("What was decided?").input_value() == "Ask the lawyer"
    assert faults(page) == []


def test_home_says_that_supervision_waits_and_opens_no_session(browser: Any, held: tuple[UUID, UUID]) -> None:
    assert "Supervision waits for your answer: proposed by Manager" in browser("mo").get(reverse("home")).text
    page = browser("sara").get(reverse("home")).text
    assert "Tired." not in page


def test_on_paper_only_once_it_is_said_to_whom(browser: Any, town: Any, held: tuple[UUID, UUID]) -> None:
    sara, where = browser("sara"), reverse("print_session", args=[held[1]])
    assert "Tired." not in sara.get(where).text
    assert "Tired." not in sara.post(where, {"to_words": "", "why": ""}).text
    assert "Tired." in sara.post(where, {"to_words": "It stays with me", "why": "To prepare"}).text
    with town.database.superuser() as admin:
        found = admin.execute("SELECT detail FROM audit_event WHERE action = 'print supervision'").fetchall()
    assert [detail["to"] for (detail,) in found] == ["It stays with me"]


def test_the_work_counted_as_a_file_names_nobody(browser: Any, child: UUID, held: tuple[UUID, UUID]) -> None:
    answer = browser("manager").get(reverse("service_csv"))
    assert answer.headers["Content-Type"].startswith("text/csv") and answer.text.startswith("Team,Limit,Steps")
    assert str(child) not in answer.text and "Ada" not in answer.text
