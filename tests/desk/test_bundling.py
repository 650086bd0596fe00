"""Pages of a bundle, and its file: drawn from what was served, with index, outline and links."""

import hashlib
import io
import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kith.access.explain import explain
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.publish_form import publish_form
from kith.assessments.actions.save_sections import save_sections
from kith.core.clock import now
from kith.core.ids import row_id
from kith.people.models import PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.bundles import verified
from tests.assessments.conftest import MIXED
from tests.desk.given import everything_said, hidden_in, lies_in
from tests.desk.test_accessibility import check
from tests.desk.test_documents import keep
from tests.documents import made

LEAVES = {"to_whom": "court", "to_words": "The family court", "why": "First hearing",
          "basis": "My own judgement, for the reason given"}  # fmt: skip


@pytest.fixture(scope="module")
def bundled(browser, town, child) -> tuple[str, UUID]:
    """Sara's bundle of two entries and a form, without a name; its address."""
    mixed = publish_form(MIXED).slug
    with town.acting("sara"):
        made = [
            record_entry(person_id=child, recording=Recording("case_note", now(), title, text, "social_care", 3)).id
            for title, text in (
                ("CANARYNAME in May", "CANARYNAME opened the door."),
                ("Visit in June", "All was well."),
            )
        ]
        form, reach = begin_response(person_id=child, slug=mixed).id, explain(child).on_rows_of
        said = {"a-who-lives": ["both-parents"], "a-what-is-seen": ["CANARYNAME's tidy flat"], "a-hurt": ["false"],
                "a-sleep": ["1"], "a-fear": ["2"]}  # fmt: skip
        save_sections(person_id=child, response_id=form, sections=("first", "health", "people"), typed=said, base={},
                      reach_on=reach)  # fmt: skip
        sign_response(person_id=child, response_id=form, reach_on=reach)
    begin = {"title": "First hearing", "court": "Family Court at Larkshire", "number": "LK26C1", "token": uuid4().hex}
    one = browser("sara").post(reverse("bundles", args=[child]), begin)["Location"]
    for section, codes in (("Notes", [f"entry {each}" for each in made]), ("Assessment", [f"form {form}"])):
        sent = {"section": section, "entries": codes, "removing": "CANARYNAME"}
        assert browser("sara").post(one, sent).status_code == 302
    return one, made[0]


def test_a_document_is_offered_once(browser, child) -> None:
    """As itself, and not also as the entry that says that it was kept."""
    kept = (
        keep(browser, child, made.picture(), name="a.png", title="The stairs", what="home")
        .rstrip("/")
        .rpartition("/")[2]
    )
    begun = browser("sara").post(
        reverse("bundles", args=[child]), {"title": "Second", "court": "Family Court", "token": uuid4().hex}
    )["Location"]
    page = browser("sara").get(begun).text
    assert re.findall(r'value="(\w+) [0-9a-f-]+"[^>]*>\s*<label[^>]*>[^<]*The stairs', page) == ["document"]
    assert f"document {kept}" in page


def leaving(browser, address: str):
    """The file, after what leaves was written down."""
    first = browser("sara").get(address)
    assert "To whom does it go?" in first.text, first.text[:200]
    return browser("sara").get(browser("sara").post(address, LEAVES)["Location"])


def test_put_together_fixed_served_and_checked(browser, bundled) -> None:
    one, _ = bundled
    page = browser("sara").get(one).text
    assert "[removed] in May" in page and "words removed: CANARYNAME" in page
    assert page.index("[removed] in May") < page.index("Visit in June")
    assert "Put them in" in page
    down = re.search(r'action="([^"]+/down/)"', page)
    assert browser("sara").post(down[1]).status_code == 302
    assert browser("sara").get(down[1]).status_code == 405
    page = browser("sara").get(one).text
    assert page.index("Visit in June") < page.index("[removed] in May")
    assert browser("sara").get(one + "file/").status_code == 403
    assert browser("sara").post(one + "fix/", {"truth": "Sara, social worker"}).status_code == 302
    answer = leaving(browser, one + "file/")
    assert answer["Content-Type"] == "application/pdf"
    page = browser("sara").get(one).text
    again = browser("sara").get(re.search(rf'href="({one}file/\?leaves=[^"]+)"', page)[1])
    assert again.content == answer.content, "the same words give the same bytes"
    told = browser("sara").get(re.search(rf'href="({one}manifest/\?leaves=[^"]+)"', page)[1]).text
    assert page.count("to The family court") == 1, "the file and its manifest are one leaving"
    assert verified(answer.content, told) == []
    assert verified(answer.content + b" ", told) != []
    said = json.loads(told)["exhibits"]
    assert {(each["put_in_by"], each["recorded_by_whom"]) for each in said} == {("Sara", "Sara")}
    assert [each["section"] for each in said] == ["Notes"] * 2 + ["Assessment"] * 4
    words = everything_said(answer.content)
    assert "[removed] opened the door." in words and "[removed]'s tidy flat" in words and "Both parents" in words
    assert "Statement of truth" in words and "Sara, social worker" in words and "Page 1 of" in words
    assert hidden_in(answer.content) == []
    drawn = PdfReader(io.BytesIO(answer.content))
    outline = [str(each.title) for each in _flat(drawn.outline)]
    assert {"Index", "Chronology", "Where each exhibit comes from", "Statement of truth"} <= set(outline)
    assert any(title.startswith("Exhibit 1: Visit in June") for title in outline)
    links = [a for page in drawn.pages for a in page.get("/Annots", []) if a.get_object().get("/Subtype") == "/Link"]
    assert len(links) >= 12, "six in the index, six in the chronology"
    for place in (words, told, browser("sara").get(one).text.replace("words removed: CANARYNAME", "")):
        assert "CANARYNAME" not in place
    assert not lies_in(answer.content, "CANARYNAME")
    assert "Put them in" not in page
    checked(browser, answer.content)


def checked(browser, file: bytes) -> None:
    """By somebody who is not signed in: the file itself, its digest, and one that was changed."""
    anyone = Client(headers={"host": "localhost"})
    for sent in ({"file": io.BytesIO(file)}, {"digest": hashlib.sha256(file).hexdigest().upper()}):
        page = anyone.post(reverse("check_bundle"), sent).text
        assert "Larkshire" in page and "fixed this file" in page and "with 6 exhibits" in page
        assert "First hearing" not in page and "Marsh" not in page
    assert (
        "No bundle that was fixed here" in anyone.post(reverse("check_bundle"), {"file": io.BytesIO(file + b" ")}).text
    )
    assert anyone.post(reverse("check_bundle"), {"digest": "1234"}).status_code == 422
    assert anyone.post(reverse("check_bundle"), {}).status_code == 422


def _flat(outline):
    return [x for each in outline for x in (_flat(each) if isinstance(each, list) else [each])]


def test_looked_for_by_kind_period_and_words_and_what_was_chosen_stays(browser, town) -> None:
    """Before anything is put in; without a script, by a button of the same form."""
    child = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=child, id=row_id(), domain="identity", grade=1, given="Bea", family="Marsh")
        for n in range(24):
            title = f"Note {n:02}"
            at = now() - timedelta(days=400 - n)
            record_entry(person_id=child, recording=Recording("case_note", at, title, "Quiet", "social_care", 3))
        saw = Recording("visit", now() - timedelta(days=20), "Visit", "The blue kettle was hot", "social_care", 3)
        visit = record_entry(person_id=child, recording=saw).id
    begin = {"title": "X", "court": "Y", "number": "", "token": uuid4().hex}
    one = browser("sara").post(reverse("bundles", args=[child]), begin)["Location"]
    page = browser("sara").get(one).text
    listed = re.findall(r'value="(entry [^"]+)"', page)
    assert len(listed) == 20 and "Note 23" in page and "Note 00" not in page and "25 fit; the newest 20" in page

    def look(**said: str) -> str:
        chosen = {"look": "1", "entries": [listed[5]], "section": "Notes", "removing": "Ada"}
        answer = browser("sara").post(one, chosen | said)
        assert answer.status_code == 200
        assert f'value="{listed[5]}" checked' in answer.text, "what was chosen stays"
        assert 'value="Notes"' in answer.text and "Ada</textarea>" in answer.text
        return answer.text

    for said in ({"words": "KETTLE blue"}, {"kind": "Visit"}, {"since": f"{now() - timedelta(days=30):%Y-%m-%d}"}):
        found = look(**said)
        assert str(visit) in found and found.count('name="entries"') == 2, said
    assert "Note 00" in look(until=f"{now() - timedelta(days=390):%Y-%m-%d}")
    assert look(words="unicorn").count('name="entries"') == 1
    put = browser("sara").post(one, {"entries": [f"entry {visit}", listed[5]], "section": ""})
    assert put.status_code == 302
    page = browser("sara").get(one).text
    assert page.index("Note") < page.index("Visit"), "by day"


def test_for_others_it_is_absent(browser, bundled) -> None:
    one, _ = bundled
    for address in (one, one + "file/", one + "manifest/", one + "fix/"):
        assert browser("teacher").get(address).status_code == 404


@pytest.mark.parametrize("width", [320, 1280])
def test_axe(desk, child, bundled, width) -> None:
    one, _ = bundled
    check(desk("sara", width), [reverse("bundles", args=[child]), one, reverse("check_bundle")])
