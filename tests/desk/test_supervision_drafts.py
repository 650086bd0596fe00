"""A session of supervision is saved as typed: personal words for their author alone, a case as a draft about them."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kith.core.clock import today
from kith.supervision.actions.agree import agree, propose
from kith.supervision.actions.write_session import write_session

PERSONAL, CASE = "PERSONAL-I do not sleep", "CASE-What has changed for Ada"


@pytest.fixture(scope="module")
def agreement(town: Any, child: UUID) -> UUID:
    with town.acting("manager"):
        made = propose(colleague=town.post["sara"], supervises=True, every=28, words="Monthly.")
    with town.acting("sara"):
        agree(agreement=made)
    return made


def test_a_closed_lid_loses_nothing(desk: Any, agreement: UUID, child: UUID) -> None:
    page = desk("manager")
    page.goto(reverse("write_session", args=[agreement]))
    page.get_by_label("How are you?").press_sequentially("Two posts empty")
    expect(page.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    page.get_by_label("About whom?").select_option(label="Ada Marsh")
    page.get_by_label("What did you discuss?").press_sequentially(CASE)
    page.get_by_label("Action 1: what is to be done?").press_sequentially("Ring school")
    expect(page.locator("[name=draft_person]")).to_have_value(str(child), timeout=10_000)
    page.wait_for_timeout(1500)
    page.context.close()
    again = desk("manager")
    again.goto(reverse("agreement_of_supervision", args=[agreement]))
    again.get_by_role("button", name="Go on writing").click()
    expect(again.get_by_label("How are you?")).to_have_value("Two posts empty")
    expect(again.get_by_label("About whom?")).to_have_value(str(child))
    expect(again.get_by_label("What did you discuss?")).to_have_value(CASE)
    expect(again.get_by_label("Action 1: what is to be done?")).to_have_value("Ring school")


def kept(browser: Any, agreement: UUID, **typed: Any) -> None:
    """Without scripts: the button that keeps it."""
    page = browser("sara").get(reverse("write_session", args=[agreement])).text
    assert 'name="seen"' in page
    answer = browser("sara").post(reverse("keep_session", args=[agreement]), typed)
    assert answer.url == reverse("write_session", args=[agreement])


def test_what_is_personal_is_on_nobodys_record_and_the_case_is_a_draft(
    browser: Any, town: Any, agreement: UUID, child: UUID
) -> None:
    kept(browser, agreement, wellbeing=PERSONAL, discussed=CASE)
    with town.database.superuser() as admin:
        drafts = "SELECT content::text FROM record_draft WHERE author_id = %s"
        assert admin.execute(drafts, [town.post["sara"]]).fetchall() == [], "about nobody yet, so it is nowhere"
        kept(browser, agreement, wellbeing=PERSONAL, discussed=CASE, person=child, seen=1)
        (draft,) = admin.execute(drafts, [town.post["sara"]]).fetchall()
        typed = "SELECT words::text FROM supervision_typed WHERE author_id = %s"
        (words,) = admin.execute(typed, [town.post["sara"]]).fetchone()
    assert CASE in draft[0] and PERSONAL not in draft[0]
    assert PERSONAL in words and CASE not in words and str(child) not in words
    assert PERSONAL not in browser("manager").get(reverse("agreement_of_supervision", args=[agreement])).text
    assert PERSONAL not in browser("manager").get(reverse("write_session", args=[agreement])).text


def test_taken_up_from_home_and_written_down_once(browser: Any, town: Any, agreement: UUID, child: UUID) -> None:
    sara = browser("sara")
    kept(browser, agreement, wellbeing=PERSONAL, discussed=CASE, person=child, seen=2)
    with town.database.superuser() as admin:
        newest = "SELECT id FROM record_draft WHERE author_id = %s ORDER BY saved_at DESC"
        (draft,) = admin.execute(newest, [town.post["sara"]]).fetchone()
    page = reverse("write_session", args=[agreement])
    assert sara.get(reverse("draft", args=[child, draft])).url == page
    assert PERSONAL in sara.get(page).text and CASE in sara.get(page).text
    said = {"held_on": today().isoformat(), "wellbeing": PERSONAL, "person": child, "discussed": CASE}
    said |= {"decision": "Go on", "draft": draft, "draft_person": child, "revision": 1}
    assert sara.post(page, said).status_code == 302
    assert PERSONAL not in sara.get(page).text
    with town.database.superuser() as admin:
        rows = "SELECT recorded_as IS NOT NULL, content FROM record_draft WHERE id = %s"
        assert admin.execute(rows, [draft]).fetchone() == (True, {})


def test_thrown_away_and_nobody_else_keeps_or_throws_away(browser: Any, town: Any, agreement: UUID) -> None:
    kept(browser, agreement, wellbeing="Something else")
    for page in ("keep_session", "discard_session"):
        assert browser("mo").post(reverse(page, args=[agreement]), {"wellbeing": "x"}).status_code == 404
    assert "Something else" in browser("sara").get(reverse("write_session", args=[agreement])).text
    assert browser("sara").post(reverse("discard_session", args=[agreement])).status_code == 302
    assert "Something else" not in browser("sara").get(reverse("write_session", args=[agreement])).text


def test_what_was_agreed_last_time_stands_where_the_next_is_written(browser: Any, town: Any, agreement: UUID) -> None:
    with town.acting("manager"):
        write_session(agreement=agreement, held_on=today(), said={"agreed": "Sara leaves by five on Thursdays."})
    for who in ("manager", "sara"):
        page = browser(who).get(reverse("write_session", args=[agreement])).text
        assert "you agreed" in page and "Sara leaves by five on Thursdays." in page
