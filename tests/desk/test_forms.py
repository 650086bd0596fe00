"""Forms over HTTP: begun, filled in without scripts, merged, signed off, amended, printed; and saved as typed."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from weasyprint import HTML

from kith.assessments.actions.publish_form import publish_form
from kith.desk.assessing.paper import as_pdf
from tests.assessments.conftest import MIXED
from tests.desk.test_accessibility import check
from tests.sweep.forms import forms_of

FIRST = {"a-who-lives": "both-parents", "a-what-is-seen": "A tidy <b>flat</b>", "a-hurt": "false"}


@pytest.fixture(scope="module")
def mixed(child) -> str:
    return publish_form(MIXED).slug


@pytest.fixture
def begun(browser, child, mixed) -> str:
    """The address of a form that Sara has begun."""
    answer = browser("sara").post(reverse("forms", args=[child]), {"form": mixed})
    assert answer.status_code == 302
    return answer.url


def section(begun: str, name: str = "first") -> str:
    return f"{begun}sections/{name}/"


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send, nothing changed."""
    form = next(form for form in forms_of(page) if "base" in form.fields)
    return {name: field.value for name, field in form.fields.items() if field.kind in ("hidden", "text", "textarea")}


def fill(client: Any, address: str, answers: dict[str, Any], **more: str) -> Any:
    return client.post(address, fields(client.get(address).text) | answers | more)


def test_offered_to_those_who_could_open_it(browser, child, mixed):
    assert "A form in several domains" in browser("sara").get(reverse("forms", args=[child])).text
    assert "A form in several domains" not in browser("visitor").get(reverse("forms", args=[child])).text
    refused = browser("visitor").post(reverse("forms", args=[child]), {"form": mixed})
    assert refused.status_code == 403
    assert browser("sara").post(reverse("forms", args=[child]), {"form": "nothing"}).status_code == 422


def test_filled_in_section_by_section_without_scripts(browser, child, begun):
    sara = browser("sara")
    saved = fill(sara, section(begun), FIRST)
    assert saved.url == section(begun, "health")
    assert fill(sara, saved.url, {"a-sleep": "1", "a-fear": "2"}).url == section(begun, "people")
    added = fill(sara, section(begun, "people"), {"a-person.0.name": "Nan"}, more="person")
    assert 'name="a-person.1.name"' in added.text and 'value="Nan"' in added.text
    people = {"a-person.0.name": "Nan", "a-person.1.name": "Rex", "a-person.1.told": "true"}
    opened = fill(sara, section(begun, "people"), people)
    assert opened.url == section(begun, "people"), "an answer opened a question: it is asked before one goes on"
    page = sara.get(opened.url).text
    assert "open more questions" in page and 'name="a-person.1.what-told"' in page
    whole = sara.get(begun).text
    assert "A tidy &lt;b&gt;flat&lt;/b&gt;" in whole and "Rex" in whole
    assert re.search(r"<strong>3</strong>\s*<span class=\"kith-score__band\">some", whole)


def left(client: Any, address: str) -> Any:
    """What leaves Kith, once it is written down."""
    sent = {"to_whom": "own", "why": "For the conference", "basis": "It stays in my organisation"}
    return client.get(client.post(address, sent)["Location"])


def test_signed_off_amended_and_printed(browser, child, begun):
    sara = browser("sara")
    assert sara.post(f"{begun}sign/").status_code == 422
    fill(sara, section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    assert sara.post(f"{begun}sign/").url == begun
    page = sara.get(begun).text
    assert "Signed off" in page and "sections/first" not in page
    assert fill_refused(sara, section(begun)) == 422
    chronology = sara.get(reverse("chronology", args=[child])).text
    entry = re.search(r'href="([^"]+/entries/[^"]+/)"[^>]*>A form in several domains', chronology)
    assert entry and f'href="{begun}">Open the form' in sara.get(entry[1]).text
    amended = sara.post(f"{begun}amend/", {"reason": "She told me more"})
    assert amended.url != begun and "She told me more" in sara.get(amended.url).text
    printed = left(sara, f"{begun}print/").text
    assert "Version 1 signed off by Sara, sara, Larkshire" in unescape(printed)


def test_each_question_that_is_missing_is_a_way_to_answer_it(browser, begun):
    sara = browser("sara")
    told = sara.post(f"{begun}sign/")
    summary = told.text.split('class="govuk-error-summary"')[1].split("</ul>")[0]
    ways = [unescape(way) for way in re.findall(r'href="([^"]+)"', summary)]
    assert told.status_code == 422 and ways
    for way in ways:
        page = sara.get(way)
        assert page.status_code == 200 and 'name="a-' in page.text
    fill(sara, section(begun), FIRST)
    assert sara.post(f"{begun}sign/").text.count(ways[0]) < told.text.count(ways[0]), "answered, so no more in the list"


def test_what_is_sent_to_a_version_that_was_amended_since_is_refused_with_the_way_on(browser, begun):
    sara = browser("sara")
    opened = fields(sara.get(section(begun)).text)
    fill(sara, section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    assert sara.post(f"{begun}sign/").status_code == 302
    amended = sara.post(f"{begun}amend/", {"reason": "She told me more"}).url
    late = sara.post(section(begun), opened | FIRST | {"a-what-is-seen": "Written meanwhile"})
    assert late.status_code == 422 and "amended since you opened it" in late.text
    assert "Written meanwhile" not in sara.get(begun).text + sara.get(amended).text


def test_as_a_file_that_can_be_read_aloud(browser, begun):
    """PDF/UA: tagged, with a title and a language; nothing in it but what its reader opens."""
    fill(browser("sara"), section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    answer = left(browser("sara"), f"{begun}pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mixed.pdf"'
    assert "A tidy <b>flat</b>" in words_of(answer.content) and "Has anybody been hurt?" in words_of(answer.content)
    made = PdfReader(BytesIO(answer.content))
    root: Any = made.trailer["/Root"]
    assert (
        root["/MarkInfo"]["/Marked"] and root["/Lang"] and made.metadata.title.startswith("A form in several domains")
    )
    theirs = words_of(left(browser("mo"), f"{begun}pdf/").content)
    assert "A tidy" in theirs and "Has anybody been hurt?" not in theirs and "not in this copy" in theirs
    assert browser("teacher").get(f"{begun}pdf/").status_code == 404


def words_of(file: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).split())


def test_nothing_is_fetched_for_a_file(tmp_path):
    picture = tmp_path / "secret.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><text y="50">SECRET</text></svg>'
    )
    html = f'<html lang="en"><title>T</title><p>Before</p><img alt="x" src="{picture.as_uri()}"><p>After</p></html>'
    assert "SECRET" in words_of(HTML(string=html).write_pdf()), "or else what follows would say nothing"
    assert "SECRET" not in words_of(as_pdf(html)) and "After" in words_of(as_pdf(html))


def fill_refused(client: Any, address: str) -> int:
    return client.get(address).status_code


def test_put_away_with_a_reason(browser, begun):
    assert "Say why" in browser("sara").post(f"{begun}put-away/", {"reason": " "}).text
    assert browser("sara").post(f"{begun}put-away/", {"reason": "Begun twice"}).url == begun
    assert "Begun twice" in browser("sara").get(begun).text


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser, begun):
    wrong = fill(browser("sara"), section(begun), FIRST | {"a-siblings": "two", "a-last-seen:day": "31"})
    assert wrong.status_code == 422
    for place in re.findall(r"error-summary.*?</ul>", wrong.text, re.DOTALL)[0].split('href="#')[1:]:
        assert wrong.text.count(f'id="{place.partition(chr(34))[0]}"') == 1, "each is led to the box, and to one only"
    assert 'href="#a-siblings"' in wrong.text and 'value="two"' in wrong.text
    assert "A tidy &lt;b&gt;flat" in wrong.text and "Error: " in wrong.text


@pytest.mark.parametrize("forged", [{"a-strain": "9"}, {"a-nothing": "x"}, {"base": "first/social_care/9=1"}])
def test_forged_fields_are_refused_in_words(browser, begun, forged):
    answer = fill(browser("sara"), section(begun), FIRST | forged)
    assert answer.status_code == 422
    assert "Nothing of it was kept" in answer.text or "out of date" in answer.text


def test_two_people_in_one_section_are_told(browser, begun):
    sara, manager = browser("sara"), browser("manager")
    mine, theirs = (fields(client.get(section(begun)).text) for client in (sara, manager))
    manager.post(section(begun), theirs | FIRST | {"a-what-is-seen": "Their words"})
    clash = sara.post(section(begun), mine | FIRST | {"a-what-is-seen": "My words"})
    assert clash.status_code == 422
    assert "Their words" in clash.text and "My words" in clash.text and "Somebody else" in clash.text
    again = fields(clash.text) | FIRST | {"a-what-is-seen": "Both"}
    assert sara.post(section(begun), again).status_code == 302
    assert "Both" in manager.get(begun).text


def typed(client: Any, begun: str, **answers: str) -> Any:
    """An autosave of the first section, as the page sends it."""
    state = fields(client.get(section(begun)).text) | {"section": "first"} | answers
    return client.post(f"{begun}draft/", state, headers={"HX-Request": "true"})


def test_who_else_types_in_a_form_is_said_to_both(browser, town, child, begun):
    """When it is opened, and to whoever was there first with their next saving; who, and nothing of what."""
    sara, manager, words = browser("sara"), browser("manager"), {"a-what-is-seen": "CANARY-TYPED"}
    assert "in this form too" not in typed(sara, begun, **words).text
    opened = manager.get(section(begun)).text
    assert "<strong>Sara</strong> types in this form too" in opened and "CANARY-TYPED" not in opened
    assert "<strong>Sara</strong>" in typed(manager, begun, **words).text
    assert "<strong>Manager</strong> types in this form too" in typed(sara, begun, **words).text
    fill(sara, section(begun), FIRST)  # kept in the form: typed no more
    state = fields(sara.get(section(begun)).text)
    assert "Sara" not in re.findall(r'id="others-typing".*?</div>', manager.get(section(begun)).text, re.DOTALL)[0]
    assert state["draft"] == ""


def test_nobody_learns_who_types_in_a_form_beyond_them(browser, town, child, begun):
    from kith.core.session import rows

    typed(browser("sara"), begun, **{"a-what-is-seen": "x"})
    asked = "SELECT name FROM assessments.typing(%s, %s)"
    response = begun.rstrip("/").split("/")[-1]
    for who, told in (("manager", [("Sara",)]), ("teacher", []), ("visitor", []), ("officer", []), ("sara", [])):
        with town.acting(who):
            assert rows(asked, child, response) == told, who


def test_an_amendment_says_which_answer_it_changed_and_what_stood_there(browser, begun):
    sara = browser("sara")
    fill(sara, section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    sara.post(f"{begun}sign/")
    amended = sara.post(f"{begun}amend/", {"reason": "She told me more"}).url
    assert "Changed in this version" not in sara.get(amended).text
    fill(sara, section(amended), FIRST | {"a-what-is-seen": "Mould", "a-siblings": "2"})
    page = unescape(sara.get(amended).text)
    assert "Before: A tidy <b>flat</b>" in page and "It was not answered before." in page
    assert page.count("Changed in this version") == 2
    assert "Changed in this version" not in sara.get(begun).text


def test_what_is_sent_to_a_version_that_is_over_is_refused_in_words(browser, begun):
    sara = browser("sara")
    old = fields(sara.get(section(begun)).text)
    fill(sara, section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    sara.post(f"{begun}sign/")
    amended = sara.post(f"{begun}amend/", {"reason": "She told me more"}).url
    late = sara.post(section(begun), old | FIRST | {"a-what-is-seen": "LATE"})
    assert late.status_code == 422 and "signed off" in late.text
    assert "LATE" not in sara.get(begun).text and "LATE" not in sara.get(amended).text


def test_a_reader_is_told_how_many_questions_they_do_not_get(browser, town, child, begun):
    fill(browser("sara"), section(begun, "all"), FIRST | {"a-sleep": "1", "a-fear": "2"})
    page = browser("mo").get(begun).text
    assert "A tidy" in page
    assert "Has anybody been hurt?" not in page and "Fear" not in page and "kith-score__value" not in page
    assert "2 questions about social care are not shown" in page
    assert "1 question about mental health is not shown" in page
    assert browser("teacher").get(begun).status_code == 404


def test_the_record_fills_in_what_it_knows(browser, town, child, begun):
    from kith.core.ids import row_id
    from kith.people.models import Address

    with town.acting("sara"):
        Address.objects.create(
            person_id=child, id=row_id(), domain="identity", grade=2, lines="3 Mill Lane", postcode="LK1 2AB"
        )
    assert "3 Mill Lane\nLK1 2AB" in unescape(browser("sara").get(section(begun)).text).replace("\r", "")


def test_a_protected_address_fills_in_nothing(browser, town, child, mixed):
    from kith.core.ids import row_id
    from kith.people.models import Address, PersonName

    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(person_id=person, id=row_id(), domain="identity", grade=1, given="Bo", family="Lee")
        begun = browser("sara").post(reverse("forms", args=[person]), {"form": mixed}).url
        Address.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=4, lines="The refuge", postcode="", protected=True
        )
    assert "The refuge" not in browser("sara").get(section(begun)).text


@pytest.fixture
def filling(desk, begun) -> Page:
    page = desk("sara")
    page.goto(section(begun))
    return page


def test_saved_as_typed_and_taken_up_again(filling, begun):
    filling.get_by_label("What is seen?").press_sequentially("Mould in the bath")
    expect(filling.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    filling.goto("/")
    filling.get_by_role("link", name="Draft: Form").first.click()
    expect(filling.get_by_label("What is seen?")).to_have_value("Mould in the bath")
    expect(filling.get_by_text("not yet saved into the form")).to_be_visible()


def test_whoever_writes_without_a_pause_is_saved_all_the_same(filling):
    """Every five seconds: the clock of the page is ours, so that nobody waits for it."""
    filling.clock.install()
    box = filling.get_by_label("What is seen?")
    for n in range(20):
        box.press_sequentially(f"{n} ")
        filling.clock.run_for(400)
    expect(filling.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)


def test_what_was_typed_last_is_saved_when_one_leaves(filling, begun):
    """A link, a closed lid: half a second after the last keystroke."""
    filling.get_by_label("What is seen?").press_sequentially("Mould behind the cot")
    filling.goto("/")
    for _ in range(10):  # what was sent as one left may come in after the next page is asked for
        filling.goto(section(begun))
        if filling.get_by_label("What is seen?").input_value():
            break
    expect(filling.get_by_label("What is seen?")).to_have_value("Mould behind the cot")


def test_an_answer_opens_a_question_at_once(filling):
    expect(filling.get_by_label("How?")).to_have_count(0)
    filling.get_by_label("What is seen?").fill("A burn")
    filling.get_by_role("group", name="Has anybody been hurt?").get_by_label("Yes").check()
    expect(filling.get_by_label("How?")).to_be_visible(timeout=10_000)
    expect(filling.get_by_label("What is seen?")).to_have_value("A burn")


def test_nothing_is_lost_when_the_session_ends_in_the_middle(filling, town, begun):
    from kith.access.door import end_session

    filling.get_by_label("What is seen?").fill("Before the lid closed")
    expect(filling.locator("#draft-saved")).to_contain_text("Draft saved", timeout=10_000)
    token = next(c["value"] for c in filling.context.cookies() if c["name"] == "kith_token")
    end_session(token)
    filling.get_by_label("How many brothers and sisters?").fill("2")
    expect(filling.locator("#draft-saved")).to_contain_text("Not saved", timeout=10_000)
    filling.context.add_cookies(
        [{"name": "kith_token", "value": town.token("sara"), "url": filling.url.split("/people")[0]}]
    )
    filling.goto(section(begun))
    expect(filling.get_by_label("What is seen?")).to_have_value("Before the lid closed")


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_forms_are_accessible(desk, begun, child, width):
    check(desk("sara", width), [reverse("forms", args=[child]), begun, section(begun), section(begun, "all")])


def test_answers_given_quickly_are_not_overwritten_by_their_own_past(browser, child, desk):
    """Every answer of the PHQ-9 asks for the page again, with the score; meanwhile somebody goes on answering."""
    address = browser("sara").post(reverse("forms", args=[child]), {"form": "phq-9"}).url
    page = desk("sara", 1280)
    page.goto(section(address, "answers"))
    for n in range(9):
        page.locator("main fieldset").nth(n).get_by_label("More than half the days").check()
    expect(page.locator(".kith-score__value")).to_contain_text("18")
    expect(page.locator("main input[type=radio]:checked")).to_have_count(9)
