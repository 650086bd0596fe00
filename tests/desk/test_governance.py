"""Information governance: what to look at, the locks, who sees what by agreement; absent for everybody else."""

from django.urls import reverse

from kith.access import facts


def test_the_page_is_absent_for_others(browser, child):
    assert browser("sara").get(reverse("governance")).status_code == 404
    assert browser("sara").post(reverse("verify_locks")).status_code == 404
    assert "Governance" not in browser("sara").get("/").text


def test_who_sees_what_by_agreement_and_role(browser, child):
    answer = browser("governor").get(reverse("governance"))
    assert answer.status_code == 200
    assert "What others see of Larkshire Community NHS Trust" in answer.text
    assert "Allocated social worker" in answer.text


def test_emergency_access_waits_until_it_is_looked_at(browser, town, child):
    with town.acting("visitor"):
        facts.open_in_emergency(child, "He is at the door", 1)
    page = browser("governor").get(reverse("governance")).text
    assert "opened in an emergency" in page
    assert "“He is at the door”" in page
    assert "Visitor, visitor, Larkshire Community NHS Trust" in page
    with town.acting("governor"):
        from kith.core.session import rows

        ((notice,),) = rows("SELECT id FROM access.notices()")
    done = browser("governor").post(reverse("notice_seen", args=[notice]), {"next": "governance"})
    assert done.headers["Location"] == reverse("governance")
    assert "opened in an emergency" not in browser("governor").get(reverse("governance")).text


def test_the_locks_are_verified(browser, child):
    answer = browser("governor").post(reverse("verify_locks"), follow=True)
    assert "Every lock is as the facts say." in answer.text
