"""Information governance: what to look at, the locks, who sees what by agreement; absent for everybody else."""

from django.urls import reverse

from kith.access import agreements, facts
from kith.access.grades import DOMAINS
from kith.people.models import Alert


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


def test_the_locks_are_verified_by_the_worker(browser, child):
    from kith.access.tasks import verify

    page = browser("governor").post(reverse("verify_locks"), follow=True).text
    assert "about to begin" in page
    verify()
    page = browser("governor").get(reverse("governance")).text
    assert "locks was as the facts say" in page and "about to begin" not in page


def test_the_worker_is_told_once(browser, child, town):
    browser("governor").post(reverse("verify_locks"))
    browser("governor").post(reverse("verify_locks"))
    with town.database.superuser() as admin:
        asked = "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE %s AND status = 'todo'"
        assert admin.execute(asked, ["%verify"]).fetchone() == (1,)


def test_a_change_is_seen_before_it_is_decided(browser, child, town):
    from kith.access.tasks import go_on

    other = town.child()  # the visitor has opened the first in an emergency: nothing of that one would close
    with town.acting("sara"):
        facts.involve(other, town.team["health visitors"], "core group: health visitor or school nurse")
        Alert.objects.create(person_id=other, domain="plan", grade=3, kind="dog", words="A dog")
    client = browser("governor")
    with town.acting("governor"):
        edge = next(
            each
            for each in agreements.edges()
            if (each.owner, each.recipient) == (town.agency["children"], town.agency["trust"])
        )
    page = client.get(reverse("agreement", args=[edge.no])).text
    assert "What Larkshire Community NHS Trust sees of Larkshire Children&#39;s Services" in page
    terms = {**dict.fromkeys(DOMAINS, 1), "starts": "2026-01-05", "purposes": ["care", "safeguarding"]}
    made = client.post(reverse("propose_agreement", args=[edge.no]), terms)
    change = made.headers["Location"]
    assert "Put it in force" not in client.get(change).text
    go_on()
    page = client.get(change).text
    assert "This closes part of 1 record to 1 person" in page and "Visitor" in page and "Put it in force" in page
    assert opens(town, other) == 1
    client.post(f"{change}decide/", {"act": "live"})
    assert "In force since" in client.get(change).text
    assert opens(town, other) == 0
    assert "version 2" in client.get(reverse("agreement", args=[edge.no])).text


def opens(town, person):
    with town.acting("visitor"):
        return Alert.objects.filter(person_id=person).count()


def test_suspended_at_once_and_resumed(browser, child, town):
    with town.acting("governor"):
        edge = next(
            each
            for each in agreements.edges()
            if (each.owner, each.recipient) == (town.agency["children"], town.agency["police"])
        )
    client = browser("governor")
    assert (
        "Suspended" in client.post(reverse("suspend_agreement", args=[edge.no]), {"act": "suspend"}, follow=True).text
    )
    with town.acting("governor"):
        assert next(each.suspended for each in agreements.edges() if each.no == edge.no)
    client.post(reverse("suspend_agreement", args=[edge.no]), {"act": "resume"})
    with town.acting("governor"):
        assert not next(each.suspended for each in agreements.edges() if each.no == edge.no)


def test_a_role_is_changed_the_same_way(browser, child, town):
    from kith.access.tasks import go_on

    client = browser("governor")
    address = reverse("role", args=["allocated team (cover)"])
    assert "the one that every organisation begins with" in client.get(address).text
    change = client.post(address, dict.fromkeys(DOMAINS, 1)).headers["Location"]
    go_on()
    assert "Mo" in client.get(change).text
    client.post(f"{change}decide/", {"act": "live"})
    go_on()
    assert "Every record has been changed." in client.get(change).text
    assert "your own organisation&#39;s" in client.get(address).text


def test_what_is_another_organisations_is_absent(browser, child, town):
    for page, args in (("change_of_access", [999]), ("agreement", [999]), ("role", ["nothing of the kind"])):
        assert browser("governor").get(reverse(page, args=args)).status_code == 404
    with town.acting("governor"):
        other = next(each for each in agreements.edges() if each.owner == town.agency["trust"])
    assert browser("governor").get(reverse("propose_agreement", args=[other.no])).status_code == 404
    assert browser("governor").post(reverse("suspend_agreement", args=[other.no])).status_code == 403
