"""A form is published in the browser: by governance alone, once nothing is wrong with it, and it was seen and tried."""

import json
from copy import deepcopy
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from kith.assessments.models import Form
from tests.assessments.conftest import MIXED

UPLOAD = "upload_form"


def named(slug: str, version: int = 1, **more: Any) -> dict[str, Any]:
    return deepcopy(MIXED) | {"id": slug, "url": f"urn:x:{slug}", "version": str(version)} | more


def send(client: Any, told: Any) -> Any:
    raw = told if isinstance(told, bytes) else json.dumps(told).encode()
    file = BytesIO(raw)
    file.name = "form.json"
    return client.post(reverse(UPLOAD), {"file": file})


def publish(client: Any, told: Any) -> Any:
    return client.post(reverse(UPLOAD), {"definition": json.dumps(told), "do": "publish"})


def test_absent_for_whoever_is_not_governance(browser: Any, child: Any) -> None:
    for who in ("sara", "manager", "admin", "officer"):
        assert browser(who).get(reverse("published_forms")).status_code == 404
        assert browser(who).get(reverse("form_versions", args=["phq-9"])).status_code == 404
        assert browser(who).get(reverse(UPLOAD)).status_code == 404
        assert publish(browser(who), named("theirs")).status_code == 404
    assert not Form.objects.filter(slug="theirs").exists()


def test_the_database_refuses_too(town: Any, child: Any) -> None:
    from kith.assessments.actions.publish_form import publish_own
    from kith.core.errors import Refused

    with town.acting("admin"), pytest.raises(Refused, match="Only information governance"):
        publish_own(named("theirs"))


def test_an_old_proof_is_asked_for_again_before_anything_is_sent(browser: Any, town: Any, child: Any) -> None:
    assert browser("governor").get(reverse(UPLOAD)).status_code == 200
    with town.database.superuser() as superuser:
        superuser.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 day'")
    try:
        asked = browser("governor").get(reverse(UPLOAD))
        assert asked.status_code == 302 and "confirm" in asked.url
        assert publish(browser("governor"), named("late")).status_code != 200
        assert not Form.objects.filter(slug="late").exists()
    finally:
        with town.database.superuser() as superuser:
            superuser.execute("UPDATE access.session SET confirmed_at = confirmed_at + interval '1 day'")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (b"", "line 1, character 1: is not JSON"),
        (b"\xff\xd8\xff\xe0 a picture", "is not text in UTF-8"),
        (b"{", "line 1, character 2: is not JSON"),
        (b'{"x": NaN}', "NaN is no number in JSON"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"resourceType": "Patient"}', "resourceType: is not Questionnaire"),
        (named("broken", item=[{"linkId": "a", "type": "group", "text": "A"}]), "item[0]: is a group with nothing"),
        (named("Broken"), "id: is the form's name in small letters"),
        (named("phq-9", 2), "id: “phq-9” is a form of Kith itself"),
        (b" " * 1_000_001, "is larger than 1 MB"),
    ],
    ids=str,
)  # fmt: skip
def test_refused_with_the_place_of_the_fault(browser: Any, child: Any, told: Any, words: str) -> None:
    answer = send(browser("governor"), told)
    assert answer.status_code == 422
    page = unescape(answer.text).replace("<code>", "").replace("</code>", "")
    assert words in page and "This form cannot be published" in page


def test_seen_tried_published_and_begun(browser: Any, town: Any, child: Any) -> None:
    governor, before = browser("governor"), Form.objects.count()
    seen = send(governor, named("ours", title="A form of ours"))
    assert seen.status_code == 200 and "not published yet" in seen.text and "What is seen?" in seen.text
    answers = {"a-sleep": "1", "a-fear": "2", "a-hurt": "true"}
    tried = governor.post(reverse(UPLOAD), {"definition": json.dumps(named("ours")), "do": "try", **answers}).text
    assert "How?" in tried, "an answer opens a question"
    assert '<p class="kith-score__value"><strong>3</strong>' in tried
    assert Form.objects.count() == before, "nothing is kept by looking"
    done = publish(governor, named("ours", title="A form of ours"))
    assert done.url == reverse("form_versions", args=["ours"])
    assert "Governor, governor, Larkshire" in unescape(governor.get(done.url).text)
    assert "A form of ours" in browser("sara").get(reverse("forms", args=[child])).text
    assert browser("sara").post(reverse("forms", args=[child]), {"form": "ours"}).status_code == 302
    told = governor.get(reverse("form_version", args=["ours", 1]) + "?file")
    assert json.loads(told.content) == named("ours", title="A form of ours")


def test_nothing_about_anybody_is_written_by_trying(browser: Any, town: Any, child: Any) -> None:
    tables = ("assessments_response", "assessments_answers", "record_draft", "record_entry", "access_subject")
    with town.database.superuser() as superuser:
        counts = [superuser.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables]
        sent = {"definition": json.dumps(named("tried")), "do": "try", "a-what-is-seen": "CANARY"}
        assert "CANARY" in browser("governor").post(reverse(UPLOAD), sent).text
        assert counts == [superuser.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables]


def test_a_next_version_says_what_it_changes_and_what_runs_stays(browser: Any, town: Any, child: Any) -> None:
    governor, sara = browser("governor"), browser("sara")
    publish(governor, named("next"))
    begun = sara.post(reverse("forms", args=[child]), {"form": "next"}).url
    assert "count it up to 2" in send(governor, named("next", title="Another title")).text
    again = named("next", 2, title="Another title")
    again["item"][0]["item"][1]["text"] = "What do you see?"
    seen = unescape(send(governor, again).text)
    assert "Title: it was “A form in several domains”, and is “Another title”." in seen and "“What do you see?”" in seen
    assert publish(governor, again).status_code == 302
    compared = unescape(governor.get(reverse("compare_forms", args=["next", 2])).text)
    assert "What changed from version 1 to 2" in compared and "“What do you see?”" in compared
    assert governor.get(reverse("compare_forms", args=["next", 1])).status_code == 404
    assert "What is seen?" in sara.get(f"{begun}sections/first/").text
    assert "Another title" in sara.get(sara.post(reverse("forms", args=[child]), {"form": "next"}).url).text


def test_another_organisations_form_is_neither_offered_nor_begun(browser: Any, town: Any, child: Any) -> None:
    with town.database.connect("kith_owner") as owner:
        owner.execute(
            "INSERT INTO agencies_role (post_id, name, starts) VALUES (%s, 'governance', '2020-01-01')",
            [town.post["teacher"]],
        )
    publish(browser("teacher"), named("schools", title="A form of the school"))
    assert Form.objects.get(slug="schools").publisher_id == town.agency["school"]
    assert "A form of the school" not in browser("sara").get(reverse("forms", args=[child])).text
    assert browser("sara").post(reverse("forms", args=[child]), {"form": "schools"}).status_code == 422
    taken = publish(browser("governor"), named("schools", 2))
    assert taken.status_code == 422 and "Alder Road School" in unescape(taken.text)


def test_a_version_that_is_gone_is_said(browser: Any, child: Any) -> None:
    assert browser("governor").get(reverse("form_version", args=["phq-9", 99])).status_code == 404
    assert browser("governor").get(reverse("form_versions", args=["nothing"])).status_code == 404
