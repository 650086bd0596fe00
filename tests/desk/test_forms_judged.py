"""Our forms in another's hands: LHC-Forms and Kith, each in a browser, ask the same questions for the same answers.

Five are filled in by hand in both: measures whose scores each works out for itself, and forms whose questions open and
close. All that Kith comes with are drawn; `script/soak forms` answers each of them by chance, again and again.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from kith.assessments.definition import Definition, read
from kith.assessments.fhir import response_of
from kith.assessments.starting import definitions
from tests.outside import lforms

EVERY = {each["id"]: each for each in definitions()}
Question = tuple[str, str, tuple[str, ...]]  # linkId, words, codes to choose from
# On Kith's page a question is a group of one form control; the boxes of a date lie inside another.
ASKED = """() => [...document.querySelectorAll("#form-fields .govuk-form-group")]
    .filter(group => !group.closest(".govuk-date-input"))
    .map(group => {
        const named = [...group.querySelectorAll("[name^='a-']")];
        const options = [...group.querySelectorAll("input[type=radio], input[type=checkbox], option")];
        return [named[0].name, group.querySelector("legend, label").textContent, options.map(option => option.value)];
    })"""


@pytest.fixture(scope="module")
def judge(chromium: Browser) -> Iterator[lforms.Judge]:
    page = chromium.new_page()
    found = lforms.Judge(page)
    yield found
    assert found.asked_for == [], "it asked for something that is not on this machine"


def theirs(judge: lforms.Judge, form: Definition) -> list[Question]:
    """The questions that LHC-Forms shows."""
    return [
        (name, text, _codes(form, name, codes)) for name, text, codes in judge.shown() if form.items[name].asks
    ]  # fmt: skip


def ours(page: Page, form: Definition) -> list[Question]:
    """The questions that Kith shows."""
    found = []
    for field, text, codes in page.evaluate(ASKED):
        name = field.removeprefix("a-").partition(":")[0].rpartition(".")[2]
        found.append((name, text.strip().removesuffix(" (optional)"), _codes(form, name, codes)))
    return found


def _codes(form: Definition, name: str, codes: list[str]) -> tuple[str, ...]:
    """Of a choice; what else can be said each offers in its own way."""
    return tuple(code for code in codes if form.items[name].option(code))


def alike(judge: lforms.Judge, page: Page, form: Definition, opened: str = "") -> None:
    """Both show the same, the question `opened` among it: soon, since each works out first what it asks."""
    until = time.monotonic() + 5
    while (left := ours(page, form)) != theirs(judge, form) or (opened and opened not in [name for name, *_ in left]):
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    assert ours(page, form) == theirs(judge, form)
    assert not opened or opened in [name for name, *_ in ours(page, form)], f"nobody asks {opened}"


@pytest.fixture
def both(browser: Any, desk: Any, child: Any, judge: lforms.Judge) -> Any:
    """A form begun in Kith, on one page, and drawn by LHC-Forms."""

    def open_both(slug: str) -> tuple[Page, Definition]:
        begun = browser("sara").post(reverse("forms", args=[child]), {"form": slug}).url
        page = desk("sara", 1280)
        page.goto(f"{begun}sections/all/")
        assert judge.draw(EVERY[slug]) == ""
        return page, read(EVERY[slug])

    return open_both


def choose(judge: lforms.Judge, page: Page, link_id: str, code: str) -> None:
    page.locator(f'[name="a-{link_id}"][value="{code}"]').check()
    judge.choose(link_id, code)


@pytest.mark.parametrize(
    ("slug", "answers", "total"),
    [
        ("phq-9", {f"phq-{n}": str(n % 4) for n in range(1, 10)}, 13),
        ("gad-7", {f"gad-{n}": str(n % 4) for n in range(1, 8)}, 12),
    ],
)
def test_both_ask_the_same_and_add_up_to_the_same(both: Any, judge: Any, slug: str, answers: Any, total: int) -> None:
    page, form = both(slug)
    alike(judge, page, form)
    for link_id, code in answers.items():
        choose(judge, page, link_id, code)
    page.wait_for_selector(f".kith-score__value:has-text('{total}')")
    alike(judge, page, form)
    assert judge.score("total") == str(total) == page.locator(".kith-score__value strong").inner_text()


def test_a_whole_response_adds_up_there_as_here(judge: lforms.Judge) -> None:
    """Loaded at once, not chosen one by one; the sum is not in the response, since it is worked out."""
    form, content = read(EVERY["phq-9"]), {f"phq-{n}": [str(n % 4)] for n in range(1, 10)}
    response = response_of(form, content) | {"questionnaire": EVERY["phq-9"]["url"]}
    assert "total" not in str(response)
    assert judge.draw(EVERY["phq-9"], response) == ""
    assert judge.score("total") == "13"


@pytest.mark.parametrize(
    ("slug", "steps"),
    [
        ("contact-and-referral", [("knows", "no-for-another-reason", "knows-why"), ("danger", "true", "danger-what"),
                                  ("knows", "yes-and-they-agree", "")]),
        ("assetplus", [("stage", "bail-and-remand", ""), ("stage", "order", ""), ("stage", "closure", "")]),
        ("asset", [("vulnerable", "yes", "vulnerable-what"), ("serious", "yes", "serious-what"), ("serious", "no", ""),
                   ("override", "yes", "override-to")]),
    ],
)  # fmt: skip
def test_an_answer_opens_and_closes_the_same_questions(both: Any, judge: Any, slug: str, steps: Any) -> None:
    page, form = both(slug)
    alike(judge, page, form)
    for link_id, code, opened in steps:
        before = ours(page, form)
        choose(judge, page, link_id, code)
        page.wait_for_function(f"before => ({ASKED})().length !== before", arg=len(before))
        alike(judge, page, form, opened)


def test_every_form_is_drawn_with_what_the_definition_asks_first(judge: lforms.Judge) -> None:
    for slug, questionnaire in EVERY.items():
        form = read(questionnaire)
        assert (slug, judge.draw(questionnaire)) == (slug, "")
        assert [name for name, *_ in theirs(judge, form)], slug


def test_what_was_changed_on_its_way_is_not_unpacked(tmp_path: Any) -> None:
    package = tmp_path / f"lforms-{lforms.VERSION}.tgz"
    package.write_bytes(b"something else")
    with pytest.raises(lforms.Tampered, match="not what was locked"):
        lforms.unpack(package, tmp_path / "files")
    assert not (tmp_path / "files").exists()
