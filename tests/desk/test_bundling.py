"""Pages of a bundle, and its file: drawn from what was served, with index, outline and links."""

import io
import json
import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kith.core.clock import now
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.bundles import verified
from tests.desk.test_accessibility import check

LEAVES = {"to_whom": "court", "to_words": "The family court", "why": "First hearing",
          "basis": "My own judgement, for the reason given"}  # fmt: skip


@pytest.fixture(scope="module")
def bundled(browser, town, child) -> tuple[str, UUID]:
    """Sara's bundle of two entries, one of them without a name; its address."""
    with town.acting("sara"):
        made = [
            record_entry(person_id=child, recording=Recording("case_note", now(), title, text, "social_care", 3)).id
            for title, text in (("Visit in May", "CANARYNAME opened the door."), ("Visit in June", "All was well."))
        ]
    begin = {"title": "First hearing", "court": "Family Court at Larkshire", "number": "LK26C1", "token": uuid4().hex}
    one = browser("sara").post(reverse("bundles", args=[child]), begin)["Location"]
    sent = {"section": "Notes", "entries": [str(each) for each in made], "removing": "CANARYNAME"}
    assert browser("sara").post(one, sent).status_code == 302
    return one, made[0]


def leaving(browser, address: str):
    """The file, after what leaves was written down."""
    first = browser("sara").get(address)
    assert "To whom does it go?" in first.text, first.text[:200]
    return browser("sara").get(browser("sara").post(address, LEAVES)["Location"])


def test_put_together_fixed_served_and_checked(browser, bundled) -> None:
    one, _ = bundled
    page = browser("sara").get(one).text
    assert "Visit in May" in page and "words removed: CANARYNAME" in page
    assert browser("sara").get(one + "file/").status_code == 403
    assert browser("sara").post(one + "fix/", {"truth": "Sara, social worker"}).status_code == 302
    answer = leaving(browser, one + "file/")
    assert answer["Content-Type"] == "application/pdf"
    again = leaving(browser, one + "file/")
    assert again.content == answer.content, "the same words give the same bytes"
    told = leaving(browser, one + "manifest/").content.decode()
    assert verified(answer.content, told) == []
    assert verified(answer.content + b" ", told) != []
    assert [each["put_in_by"] for each in json.loads(told)["exhibits"]] == ["Sara", "Sara"]
    drawn = PdfReader(io.BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in drawn.pages)
    assert "CANARYNAME" not in words and b"CANARYNAME" not in answer.content
    assert "[removed] opened the door." in words and "Statement of truth" in words and "Sara, social worker" in words
    outline = [str(each.title) for each in _flat(drawn.outline)]
    assert {"Index", "Chronology", "Statement of truth"} <= set(outline)
    assert any(title.startswith("Exhibit 2: Visit in June") for title in outline)
    links = [a for page in drawn.pages for a in page.get("/Annots", []) if a.get_object().get("/Subtype") == "/Link"]
    assert len(links) >= 4, "two in the index, two in the chronology"
    assert re.search(r"Page 1 of \d", words)
    assert "Put them in" not in browser("sara").get(one).text


def _flat(outline):
    return [x for each in outline for x in (_flat(each) if isinstance(each, list) else [each])]


def test_for_others_it_is_absent(browser, bundled) -> None:
    one, _ = bundled
    for address in (one, one + "file/", one + "manifest/", one + "fix/"):
        assert browser("teacher").get(address).status_code == 404


@pytest.mark.parametrize("width", [320, 1280])
def test_axe(desk, child, bundled, width) -> None:
    one, _ = bundled
    check(desk("sara", width), [reverse("bundles", args=[child]), one])
