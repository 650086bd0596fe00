"""Governance keeps the guide to the law: edited or uploaded, looked at, refused with the place."""

import io

import pytest
from django.urls import reverse

from kith.sharing.guide import STARTING
from tests.desk.test_accessibility import check

TOLD = STARTING.read_text()
OURS = TOLD.replace('"2026-11"', "ours").replace("These help the council with its", "They help the council with")
TRIED = {"purpose": "enquiry", "asks": "council children's services", "of": "health trust"}


@pytest.fixture(scope="module")
def new(browser) -> str:
    return reverse("new_guide_edition")


def test_it_begins_as_what_holds_and_is_absent_for_others(browser, new) -> None:
    page = browser("governor").get(new).text
    assert "ca1989-47" in page and "Show what it changes" in page
    for name in ("new_guide_edition", "guide_editions"):
        assert browser("sara").get(reverse(name)).status_code == 404
    assert "2026-11, which comes with Kith" in browser("governor").get(reverse("guide_editions")).text


def test_what_is_wrong_comes_back_with_its_line_and_what_was_typed(browser, new) -> None:
    answer = browser("governor").post(new, {"told": TOLD.replace("force: power", "force: perhaps", 1)})
    assert answer.status_code == 422 and "is “perhaps”" in answer.text and "<strong>line " in answer.text
    assert "force: perhaps" in answer.text
    file = browser("governor").post(new, {"file": io.BytesIO(b"a: [\n  b")})
    assert file.status_code == 422 and "is not YAML" in file.text
    assert browser("governor").post(new, {"file": io.BytesIO(b"\xff\x00")}).status_code == 422


def test_looked_at_tried_kept_and_asked_under(browser, town, new) -> None:
    seen = browser("governor").post(new, {"told": OURS}).text
    assert "was “These help the council with its enquiries" in seen and "Not kept yet" in seen
    tried = browser("governor").post(new, {"told": OURS, "do": "try", **TRIED}).text
    assert "Where it leads" in tried and "They help the council with" in tried and "Do not rest on consent" in tried
    assert "Edition ours" not in browser("governor").get(reverse("guide_editions")).text, "nothing is kept by looking"
    assert browser("governor").post(new, {"told": OURS, "do": "keep"}).status_code == 422, "what is new is said"
    changed = browser("governor").post(new, {"told": OURS, "back": "1", "why": "Minute 3"}).text
    assert "version: ours" in changed and "Minute 3" in changed
    kept = browser("governor").post(new, {"file": io.BytesIO(OURS.encode()), "do": "keep", "why": "Minute 3"})
    assert kept.status_code == 302
    listed = browser("governor").get(reverse("guide_editions")).text
    assert "Edition ours" in listed and "Minute 3" in listed and listed.index("Edition ours") < listed.index("2026-11")


def test_each_edition_in_words_with_what_is_another_and_as_a_file(browser, new) -> None:
    """After the one before: two editions, the second of which holds."""
    old = reverse("guide_edition", args=[1])
    page = browser("governor").get(old).text
    assert "What is another than in ours" in page and "was “They help" in page
    assert "Where it leads" in browser("governor").get(old, TRIED).text
    assert browser("governor").get(old, {"file": "1"}).text == TOLD
    assert browser("governor").get(reverse("guide_edition", args=[999])).status_code == 404
    assert browser("sara").get(old).status_code == 404


@pytest.mark.parametrize("width", [320, 1280])
def test_for_everybody_on_every_screen(desk, new, width) -> None:
    check(desk("governor", width), [reverse("guide_editions"), reverse("guide_edition", args=[1]), new])
