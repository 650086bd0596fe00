"""What left, as governance reads it: about nobody; accesses reviewed, where it may know of the person."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from kith.access import facts
from kith.core.clock import now
from kith.core.errors import Refused, Unknown
from kith.sharing.actions.disclose import Leaving, disclose
from kith.sharing.registers import review_access, reviews
from tests.desk.test_accessibility import check

PAGES = ("register_of_what_left", "register_of_what_left_csv", "access_reviews")


@pytest.fixture(scope="module")
def done(town, child, database):
    """Two copies left; one opened in an emergency; one share ends on Tuesday, another next year."""
    with database.connect("kith_owner") as owner:
        town.add_post(owner, "locating", "children", roles=("governance", "finder"))
    with town.acting("sara"):
        for to, basis in (("court", "My own judgement, for the reason given"), ("own", "=because CANARY said so")):
            leaving = Leaving(what="chronology", medium="print", title="CANARY title", of_row=None, to_whom=to,
                              to_words="CANARY receiver", why="CANARY reason", basis=basis)  # fmt: skip
            disclose(person=child, leaving=leaving)
        for days in (3, 300):
            facts.share(child, town.post["teacher"], {"plan": 3}, now() + timedelta(days=days), "consent", "A meeting")
    with town.acting("duty"):
        return facts.open_in_emergency(child, "Police at the door, who else lives there?", 4)


def test_absent_for_others(browser, done) -> None:
    for who in ("sara", "manager", "teacher", "admin"):
        for page in (*map(reverse, PAGES), reverse("access_review", args=[done])):
            assert browser(who).get(page).status_code == 404, (who, page)


def test_what_left_is_counted_and_says_nothing_of_whom_it_was_about(browser, done) -> None:
    page = browser("governor").get(reverse("register_of_what_left")).text
    assert "2 copies" in page and "A court or tribunal" in page and "The chronology" in page and "Sara" in page
    lines = list(csv.reader(io.StringIO(browser("governor").get(reverse("register_of_what_left_csv")).text)))
    assert len(lines) == 3 and lines[0][0] == "when"
    assert {line[4] for line in lines[1:]} == {
        "My own judgement, for the reason given", "In words of their own, on the record"}  # fmt: skip
    for said in (page, str(lines)):
        assert "CANARY" not in said and "Ada" not in said and "Marsh" not in said


def test_what_left_another_organisation_is_theirs(browser, town, database, done) -> None:
    with database.connect("kith_owner") as owner:
        town.add_post(owner, "other governor", "trust", roles=("governance",))
    assert "Nothing has left" in browser("other governor").get(reverse("register_of_what_left")).text


def test_an_emergency_of_which_governance_was_told_is_listed_without_whom_it_may_not_locate(browser, done) -> None:
    """And nothing else about that person: neither a name, nor a link, nor the share that ends this week."""
    page = browser("governor").get(reverse("access_reviews")).text
    assert "Somebody whom you may not locate" in page and page.count("To look at") == 1 and "Police at the door" in page
    one = browser("governor").get(reverse("access_review", args=[done])).text
    assert "Of somebody whom you may not locate" in one and "Police at the door" in one
    for said in (page, one):
        assert "Ada" not in said and "/people/" not in said and "Teacher" not in said


def test_of_what_governance_was_not_told_and_may_not_locate_there_is_nothing(town, database, child, done) -> None:
    with database.connect("kith_owner") as owner:
        town.add_post(owner, "later", "children", roles=("governance",))
    with town.acting("later"), pytest.raises(Unknown):
        review_access(done, "explained", "")
    with town.acting("later"):
        assert reviews() == []


def test_reviewed_and_what_came_of_it_kept(browser, town, done, database) -> None:
    client, one = browser("locating"), reverse("access_review", args=[done])
    assert reverse("access_reviews") in client.get(reverse("governance")).text
    page = client.get(reverse("access_reviews")).text
    assert "Ada Marsh" in page and "opened the record" in page and "Teacher" in page
    assert page.count("To look at") == 2, "the emergency, and the share that ends this week"
    assert "Police at the door" in client.get(one).text, "it was told of it when it happened"
    assert client.post(one, {"note": "x"}).status_code == 422
    assert "Kept" in client.post(one, {"outcome": "asked", "note": "Rang her"}, follow=True).text
    assert "Whoever opened it was asked" in client.get(reverse("access_reviews")).text
    assert "“Rang her”" in client.get(one).text
    with database.superuser() as admin:
        ((detail,),) = admin.execute("SELECT detail FROM audit_event WHERE action = 'review access'").fetchall()
    assert detail == {"outcome": "asked"}


def test_it_is_looked_at_without_knowing_whose_it_is(browser, done) -> None:
    sent = {"outcome": "explained", "note": "Rang the duty desk"}
    assert browser("governor").post(reverse("access_review", args=[done]), sent).status_code == 302
    assert "It was needed" in browser("governor").get(reverse("access_reviews")).text


def test_not_at_ones_own(town, child, done) -> None:
    with town.acting("locating"):
        mine = facts.open_in_emergency(child, "To see whether it works", 1)
    with town.acting("locating"):
        assert [each.mine for each in reviews() if each.share == mine] == [True]
        with pytest.raises(Refused, match="your own"):
            review_access(mine, "explained", "")


def test_nobody_else_asks_the_database(town, done) -> None:
    for who in ("sara", "manager", "teacher"):
        with town.acting(who), pytest.raises(Refused):
            reviews()


@pytest.mark.parametrize("width", [320, 1280])
def test_for_everybody_on_every_screen(desk, done, width) -> None:
    pages = [reverse("register_of_what_left"), reverse("access_reviews"), reverse("access_review", args=[done])]
    check(desk("locating", width), pages)
