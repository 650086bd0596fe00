"""Bad input is answered in words: what happened, what was kept, what to do. Nothing is half written, nothing leaks."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kith.core.clock import now
from kith.core.problems import ABSENT, BAD_REQUEST, INVALID, TOO_LARGE
from kith.core.session import TOKEN_COOKIE
from tests.sweep.addresses import addresses
from tests.sweep.scene import Scene
from tests.sweep.statements import changed, standing, statements

WORKER = "allocated worker"
NHS = "943 476 5919"


@pytest.fixture
def unchanged(scene: Scene) -> Any:
    """Afterwards nothing stands in any graded table that did not stand there before."""
    before = standing(scene.superuser)
    yield
    assert not changed(before, standing(scene.superuser))


def visit(**given: Any) -> dict[str, Any]:
    day = now()
    when = {"day": day.day, "month": day.month, "year": day.year, "time": ""}
    said = {
        "kind": "case_note",
        "title": "A title",
        "text": "Words",
        "present": "",
        "domain": "social_care",
        "grade": "3",
    }
    return {**when, **said, "token": uuid4().hex, **given}


def recording(scene: Scene) -> str:
    return reverse("record_something", args=[scene.person["open"]])


def test_a_session_that_ran_out_while_a_form_was_open(scene: Scene, unchanged: None) -> None:
    token = scene.town.token("sara")
    scene.superuser.execute(
        "UPDATE access.session SET expires_at = now() - interval '1 second'"
        " WHERE token_hash = sha256(convert_to(%s, 'UTF8'))",
        [token],
    )
    client = Client(headers={"host": "localhost"})
    client.cookies[TOKEN_COOKIE] = token
    answer = client.post(recording(scene), visit())
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    assert "Your session has ended. Drafts saved as you typed are kept." in client.get(answer.url).text


@pytest.mark.parametrize("token", ["a" * 64, "0" * 4000, "", "é", "' OR true --"])
def test_a_token_that_opens_nothing(scene: Scene, unchanged: None, token: str) -> None:
    client = Client(headers={"host": "localhost"})
    answer = client.post(recording(scene), visit(), headers={"cookie": f"{TOKEN_COOKIE}={token}"})
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("chronology", {"after": "2001-01-01T00:00:00+00:00/00000000-0000-0000-0000-000000000000"}),
        ("chronology", {"after": "9999-12-31T23:59:59+00:00~ffffffff-ffff-ffff-ffff-ffffffffffff"}),
        ("chronology", {"after": "x" * 9000}),
        ("chronology", {"since": "31/02/2026", "until": "0000-00-00"}),
        ("chronology", {"domain": ["health"] * 500, "kind": ["x"] * 300}),
        ("access", {"before": "999999999999999999"}),
        ("access", {"before": "-1"}),
    ],
)
def test_deep_and_impossible_pages(scene: Scene, unchanged: None, page: str, asked: dict[str, Any]) -> None:
    """A page like any other, or a word on what cannot be taken; never more statements than a page sends."""
    client, where = scene.client(WORKER), reverse(page, args=[scene.person["open"]])
    client.get(where)
    with statements() as told:
        answer = client.get(where, asked)
    assert len(told) <= addresses()[page].statements
    assert answer.status_code == 200 or (answer.status_code == 422 and INVALID.title in answer.text)
    assert not scene.canaries.beyond(answer.text, scene.caller(WORKER))


@pytest.mark.parametrize("page", ["999999999", "-1", "0", "x", "9" * 40])
def test_pages_of_the_board_that_are_not_there(scene: Scene, page: str) -> None:
    assert scene.client("manager").get(reverse("team"), {"page": page}).status_code in (200, 404)


@pytest.mark.parametrize(
    "day",
    [
        ("30", "2", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "99999"),
        ("", "1", "2026"),
        ("x", "y", "z"),
    ],
)
def test_days_that_do_not_exist(scene: Scene, unchanged: None, day: tuple[str, str, str]) -> None:
    sent = visit(day=day[0], month=day[1], year=day[2])
    answer = scene.client(WORKER).post(recording(scene), sent)
    assert answer.status_code == 422 and "There is a problem" in answer.text and "Words" in answer.text


def test_a_number_that_stands_there_already(scene: Scene) -> None:
    """However it is typed. What stands there is kept, and is there once."""
    where, before = reverse("change", args=[scene.person["open"], "number"]), standing(scene.superuser)
    sent = [scene.client(WORKER).post(where, {"scheme": "nhs", "value": n}) for n in (NHS, NHS.replace(" ", "-"))]
    assert [answer.status_code for answer in sent] == [302, 422]
    assert "stands on this record already" in sent[1].text
    assert changed(before, standing(scene.superuser)) == {"public.people_identifier": 1}


def test_ten_megabytes(scene: Scene, unchanged: None) -> None:
    answer = scene.client(WORKER).post(recording(scene), visit(text="x" * 10_000_000))
    assert answer.status_code == 413 and TOO_LARGE.title in answer.text


def test_thousands_of_fields(scene: Scene, unchanged: None) -> None:
    answer = scene.client(WORKER).post(recording(scene), visit(**{f"f{n}": "x" for n in range(5000)}))
    assert answer.status_code == 400 and BAD_REQUEST.title in answer.text


def test_thousands_of_parameters(scene: Scene, unchanged: None) -> None:
    where = reverse("chronology", args=[scene.person["open"]])
    answer = scene.client(WORKER).get(f"{where}?{'&'.join(f'p{n}=1' for n in range(5000))}")
    assert answer.status_code == 400 and BAD_REQUEST.title in answer.text


def test_a_text_longer_than_an_entry_may_be(scene: Scene, unchanged: None) -> None:
    answer = scene.client(WORKER).post(recording(scene), visit(text="x" * 2_000_000))
    assert answer.status_code == 422 and "There is a problem" in answer.text


@pytest.mark.parametrize("person", ["open", "nobody"])
def test_a_row_of_another_kind_under_a_good_address(scene: Scene, unchanged: None, person: str) -> None:
    """The id of an alert asked for as an entry: there is no such entry."""
    alert = scene.canaries.numbers["people_alert", "open"][0]
    about = scene.person["open"] if person == "open" else uuid4()
    answer = scene.client(WORKER).get(reverse("entry", args=[about, scene.canaries.row(alert)]))
    assert answer.status_code == 404 and ABSENT.title in answer.text
