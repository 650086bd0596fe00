"""Attacks over HTTP by somebody who is signed in, or holds half a sign-in. None may gain anything, or a 500.

What can be asked of every address is in tests/sweep; here is what takes more than one step.
Each is told in docs/security/attacks.md.
"""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter

from kith.access import facts
from kith.core.clock import now
from kith.core.ids import row_id
from kith.core.session import TOKEN_COOKIE, acting
from kith.desk.urls import urlpatterns
from kith.people.actions.relate import relate
from kith.people.models import PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.actions.save_draft import save_draft
from kith.record.models import Draft, Entry
from kith.record.recording import Recording

CANARY = "CANARY"


def addresses() -> dict[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in urlpatterns}


def address(name: str, person: UUID, row: UUID | None = None) -> str:
    """The address with the person in it, and something in the place of every other part that varies."""
    given: dict[str, Any] = {}
    for part, converter in addresses()[name].pattern.converters.items():
        other = 1 if isinstance(converter, IntConverter) else row or UUID(int=7)
        given[part] = {"person": person, "what": "address"}.get(part, other)
    return reverse(name, kwargs=given)


ABOUT = sorted(name for name, pattern in addresses().items() if "person" in pattern.pattern.regex.groupindex)
OWN = sorted(set(addresses()) - set(ABOUT))


@pytest.fixture(scope="module")
def sealed(town) -> UUID:
    """Sealed, so that only Sara opens it."""
    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given=CANARY, family="Heron"
        )
        record_entry(person_id=person, recording=Recording("case_note", now(), CANARY, CANARY, "social_care", 3))
        facts.seal(person, [town.human["sara"]], "adoption")
    return person


def plain(answer: Any) -> tuple[int, str, list[str]]:
    """Status, body without what differs from request to request, and names of headers."""
    text = "" if answer.streaming else answer.text
    return (
        answer.status_code,
        re.sub(r'nonce="[^"]*"|value="[^"]{20,}"|[0-9a-f-]{36}', "", text),
        sorted(answer.headers),
    )


@pytest.mark.parametrize("name", sorted(addresses()))
def test_every_post_needs_the_form_of_this_browser(town, child, name) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies[TOKEN_COOKIE] = town.token("sara")
    assert browser.post(address(name, child), {"x": "1"}).status_code in (403, 405)


@pytest.mark.parametrize("name", sorted(addresses()))
def test_headers_on_every_answer(browser, child, name) -> None:
    for who in ("sara", "officer"):
        told = browser(who).get(address(name, child)).headers
        assert told["Cache-Control"] == "no-store" and told["X-Frame-Options"] == "DENY"
        assert told["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in told["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in told


@pytest.mark.parametrize(
    "path",
    ["/people/1/", "/people/00000000-0000-0000-0000-000000000000x/", "/people/%00/", "/people/..%2f..%2f/",
     "/people/{x}/entries/1/", "/%ff%fe/",
     "/people//", "/people/{x};DROP/", "/people/{x}/entries/%27/"],
)  # fmt: skip
def test_malformed_addresses(browser, child, path) -> None:
    answer = browser("officer").get(path.format(x=child))
    assert answer.status_code in (301, 302, 404) and "evil" not in answer.headers.get("Location", "")


def test_other_encodings(browser, child) -> None:
    sent = {
        "application/x-www-form-urlencoded; charset=utf-16": b"who=%ff%fe",
        "application/json": b"\xff\xfe",
        "text/xml": b"<a/>",
        "multipart/form-data; boundary=x": b"--x\r\n",
    }
    for kind, body in sent.items():
        assert browser("sara").generic("POST", reverse("find"), body, content_type=kind).status_code < 500


@pytest.mark.parametrize("token", ['"\\000"', "x" * 5000, "' OR '1'='1", '"\\377"', "é", "", "null"])
def test_a_forged_token(town, child, token) -> None:
    answer = Client(raise_request_exception=False).get(
        reverse("person", args=[child]), headers={"cookie": f"{TOKEN_COOKIE}={token}"}
    )
    assert answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login"))


def test_another_host_stands_in_nothing_that_is_sent(browser, child) -> None:
    """Links in pages are relative; a link in a letter is made from the host, and then the host is checked."""
    from django.core.exceptions import DisallowedHost
    from django.test import RequestFactory

    for header in ("host", "x-forwarded-host"):
        assert "evil.example" not in browser("sara").get(reverse("home"), headers={header: "evil.example"}).text
    with pytest.raises(DisallowedHost):
        RequestFactory().get("/", headers={"host": "evil.example"}).build_absolute_uri("/link")


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(browser, town, wanted) -> None:
    for name in ("account_login", "choose_post", "account_logout", "signed_out"):
        for who in (browser("sara"), Client()):
            answer = who.get(reverse(name), {"next": wanted})
            assert not re.match(r"(https?:)?[/\\]{2}|javascript:", answer.headers.get("Location", "/"))
            assert f'href="{wanted}' not in answer.text and f'action="{wanted}' not in answer.text


def entries(town, who: str, person: UUID) -> int:
    with town.acting(who):
        return Entry.objects.filter(person_id=person).count()


def said(**given: Any) -> dict[str, Any]:
    day = now()
    when = {"day": day.day, "month": day.month, "year": day.year, "time": ""}
    what = {"kind": "case_note", "title": "A title", "text": "Words", "present": ""}
    return {**when, **what, "domain": "social_care", "grade": "3", "token": uuid4().hex, **given}


def test_a_form_sent_again_records_once(browser, town, child) -> None:
    before, sent = entries(town, "sara", child), said()
    first, second = (browser("sara").post(reverse("record_something", args=[child]), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302 and first.headers["Location"] == second.headers["Location"]
    assert entries(town, "sara", child) == before + 1


def test_nobody_writes_about_persons_beyond_them_as_siblings(browser, town, child, sealed) -> None:
    """Boxes that were not offered are added to the form: the answer is the same for all, and nothing stands on them."""
    brother = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=brother, id=row_id(), domain="identity", grade=1, given="Ben", family="Marsh"
        )
        relate(child, brother, "brother")  # so that there are boxes at all
    stranger = town.child(allocated="manager")
    with town.acting("manager"):
        facts.exclude(stranger, town.human["mo"], "a relative")
    before, where = entries(town, "sara", child), reverse("record_something", args=[child])
    answers = {browser("mo").post(where, said(others=[str(p)])).status_code for p in (sealed, stranger, uuid4())}
    assert answers == {422} and entries(town, "sara", child) == before
    assert (entries(town, "sara", sealed), entries(town, "manager", stranger)) == (1, 0)


def test_a_colleagues_draft_is_neither_read_nor_overwritten(browser, town, child) -> None:
    with town.acting("sara"):
        draft, _ = save_draft(person_id=child, kind="case_note", content={"text": CANARY})
    for person in (child, uuid4()):
        for page in ("draft", "discard_draft"):
            for answer in (
                browser("mo").get(reverse(page, args=[person, draft])),
                browser("mo").post(reverse(page, args=[person, draft])),
            ):
                assert answer.status_code in (404, 405) and CANARY not in answer.text
        taken = browser("mo").post(
            reverse("save_draft", args=[person]), said(draft=str(draft), revision="1", text="Gone")
        )
        assert taken.status_code == 404
    browser("mo").post(reverse("record_something", args=[child]), said(draft=str(draft), revision="1"))
    with town.acting("sara"):
        kept = Draft.objects.get(person_id=child, id=draft)
    assert (kept.content["text"], kept.recorded_as, kept.discarded_at) == (CANARY, None, None)


def test_ids_of_one_person_under_the_address_of_another(browser, town, child, sealed) -> None:
    """The entry of a sealed person, asked for as the entry of one that is open."""
    with town.acting("sara"):
        hidden = Entry.objects.filter(person_id=sealed).values_list("id", flat=True).first()
    for page in ("entry", "amend", "lower_grade"):
        there, nowhere = (browser("manager").get(reverse(page, args=[child, row])) for row in (hidden, uuid4()))
        assert plain(there) == plain(nowhere) and there.status_code == 404


def test_hidden_fields_do_not_raise_ones_hand(browser, town, child) -> None:
    """A grade that was not offered, somebody else as author, an owner, a version: refused or without effect."""
    before = entries(town, "manager", child)
    assert browser("mo").post(reverse("record_something", args=[child]), said(grade="5")).status_code == 422
    assert (
        browser("mo").post(reverse("record_something", args=[child]), said(domain="staff_concern")).status_code == 422
    )
    assert entries(town, "manager", child) == before
    given = {
        "author_id": town.post["sara"],
        "owner_id": town.agency["trust"],
        "recorded_at": "2001-01-01",
        "version": "9",
        "series": str(uuid4()),
    }
    done = browser("mo").post(reverse("record_something", args=[child]), said(**given))
    with town.acting("mo"):
        made = Entry.objects.get(person_id=child, id=done.url.rstrip("/").split("/")[-1])
    assert (made.author_id, made.owner_id, made.version) == (town.post["mo"], town.agency["children"], 1)


@pytest.mark.parametrize("page", ["bar", "seal"])
def test_only_guardians_close_a_record(browser, town, child, page) -> None:
    given = {"human": town.human["sara"], "humans": [town.human["mo"]], "reason": "x"}
    assert browser("mo").post(reverse(page, args=[child]), given).status_code in (403, 404, 422)
    assert browser("sara").get(reverse("person", args=[child])).status_code == 200


def test_governance_and_boards_are_absent_for_others(browser) -> None:
    for page, method in (("governance", "get"), ("verify_locks", "post"), ("team", "get")):
        assert getattr(browser("officer"), method)(reverse(page)).status_code == 404


def test_a_session_is_not_fixed(town) -> None:
    """A token that somebody put into the browser beforehand is not the one that arriving gives."""
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponse

    from kith.agencies.models import Post
    from kith.desk.arrival.session_cookie import begin

    planted = town.token("officer")
    request, response = HttpRequest(), HttpResponse()
    request.COOKIES[TOKEN_COOKIE], request.user = planted, AnonymousUser()
    begin(request, response, Post.objects.get(pk=town.post["sara"]), proved=True)
    cookie = response.cookies[TOKEN_COOKIE]
    assert cookie.value != planted and cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
    assert Client().get("/", headers={"cookie": f"{TOKEN_COOKIE}={planted}"}).status_code == 302


def test_cookies_are_secure_wherever_it_is_not_one_machine(settings_of) -> None:
    told = settings_of(KITH_HOSTS="kith.example")
    assert told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"] and told["CSRF_COOKIE_HTTPONLY"]


@pytest.fixture
def settings_of() -> Any:
    """Kith's settings under another environment, in a process of its own."""
    import json
    import os
    import subprocess
    import sys

    def told(**environment: str) -> dict[str, Any]:
        cookies = "{k: v for k, v in vars(s).items() if 'COOKIE' in k}"
        show = f"import json, kith.config.settings as s; print(json.dumps({cookies}))"
        done = subprocess.run(
            [sys.executable, "-c", show], env=os.environ | environment, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    return told


def test_nobody_acts_after_the_view(town) -> None:
    from kith.core.errors import NotSignedIn

    with pytest.raises(NotSignedIn):
        acting()


def test_nothing_is_left_for_whoever_signs_in_next(town) -> None:
    """A statement under the name of one of the driver's could say that an account is somebody else's."""
    connection.ensure_connection()
    connection.connection.execute("PREPARE planted AS SELECT 1")
    connection.connection.execute("SET lock_timeout = 0")
    assert Client().get(reverse("account_login"), headers={"host": "localhost"}).status_code == 200
    connection.ensure_connection()
    left = "SELECT name, current_setting('lock_timeout') FROM pg_prepared_statements WHERE from_sql"
    assert connection.connection.execute(left).fetchall() == []
    assert connection.connection.execute("SHOW lock_timeout").fetchone() != ("0",)
