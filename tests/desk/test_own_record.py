"""A person asks for their own record: the clock, the decisions, and a file in which what is removed never was.

The file is attacked as somebody would who was given it: text by two readers, every stream of bytes unpacked, metadata,
attachments, pictures, earlier versions, what a reading program is told to say.
"""

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kith.access import facts
from kith.casework.actions.begin_plan import begin_plan
from kith.core.clock import now, today
from kith.core.ids import row_id
from kith.people.actions.relate import relate
from kith.people.models import Address, PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from kith.sharing.actions.record_consent import record_consent
from tests.desk.given import everything_said, hidden_in, lies_in
from tests.sharing.test_consent import saying

GONE = ("Jessica", "Jess", "Jesica", "Rudd", "Mill Lane", "ZZ9 1AB", "900123", "Pelham")
TEXT = (
    "Home visit. Jessica Rudd was in; Jess said that Jesica is how the school spells her. She lives at 9 Mill Lane,"
    " ZZ9 1AB, and her number is 07700 900123. The neighbour, Mrs Pelham, heard shouting. Ada was well and told me"
    " about her cat."
)


@pytest.fixture(scope="module")
def mother(town, child) -> UUID:
    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given="Jessica", family="Rudd"
        )
        Address.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=2, lines="9 Mill Lane", postcode="ZZ9 1AB"
        )
        relate(child, person, "parent")
        said = Recording("case_note", now(), "Visit to Jess", TEXT, "social_care", 3)
        record_entry(person_id=child, recording=said)
    return person


@pytest.fixture
def asked(browser, child, mother) -> str:
    """Sara has written down that Ada asks; the address of the request."""
    sent = {"asked_words": "All of it", "received_on": today().isoformat()}
    assert browser("sara").post(reverse("receive_access", args=[child]), sent).status_code == 302
    page = browser("sara").get(reverse("rights", args=[child])).text
    return next(h.split('"')[0] for h in page.split('href="') if "/own-record/" in h and "/new/" not in h)


def prove(browser, asked: str) -> None:
    sent = {"words": "I have known her for a year", "on": today().isoformat()}
    assert browser("sara").post(asked + "prove/", sent).status_code == 302


def decide(browser, asked: str, more: str = "", doing: str = "remove") -> None:
    """Everything that is proposed, and more."""
    page = browser("sara").get(asked + "decide/").text
    names = set(re.findall(r'name="(phrase\d+)"', page))
    assert names
    assert browser("sara").post(asked + "decide/", dict.fromkeys(names, doing) | {"more": more}).status_code == 302


def file(browser, asked: str, **said) -> bytes:
    sent = {"to_whom": "person", "to_words": "Ada Marsh", "why": "She asked", "basis": RIGHT} | said
    answer = browser("sara").post(asked + "file/", sent)
    assert answer.status_code == 302, answer.text
    made = browser("sara").get(answer["Location"])
    assert made.headers["Content-Type"] == "application/pdf"
    return made.content


RIGHT = "Their own right to see what is held about them (UK GDPR Articles 12 and 15)"


def test_nothing_is_put_together_before_it_is_clear_who_asks(browser, asked) -> None:
    for page in ("decide/", "file/"):
        assert browser("sara").get(asked + page).status_code == 403
    prove(browser, asked)
    assert browser("sara").get(asked + "decide/").status_code == 200


def test_nothing_leaves_while_a_name_waits_for_a_decision(browser, asked) -> None:
    prove(browser, asked)
    answer = browser("sara").get(asked + "file/")
    assert answer.status_code == 403
    assert "wait for a decision" in answer.text


def test_the_clock_and_its_extension(browser, asked) -> None:
    assert browser("sara").post(asked + "extend/", {"words": "Many volumes"}).status_code == 422
    prove(browser, asked)
    assert "Due" in browser("sara").get(asked).text
    assert browser("sara").post(asked + "extend/", {"words": "Many volumes"}).status_code == 302
    assert browser("sara").post(asked + "extend/", {"words": "Again"}).status_code == 422


def test_what_is_proposed_stands_with_where_it_stands(browser, asked) -> None:
    prove(browser, asked)
    page = browser("sara").get(asked + "decide/").text
    for words in ("Jessica Rudd", "Jess", "Jesica", "9 Mill Lane", "07700 900123"):
        assert words in page, words
    assert "<mark>Jesica</mark>" in page
    assert "“Ada”" not in page


def test_what_is_removed_is_nowhere_in_the_file(browser, asked) -> None:
    prove(browser, asked)
    decide(browser, asked, more="Mrs Pelham")
    made = file(browser, asked)
    said = everything_said(made)
    assert "told me about her cat" in said and "[removed]" in said  # or else what follows would say nothing
    for word in GONE:
        assert word.casefold() not in said.casefold(), word
        assert not lies_in(made, word), word


def test_there_is_one_version_no_picture_no_attachment_no_form_and_no_author(browser, asked) -> None:
    prove(browser, asked)
    decide(browser, asked)
    made = file(browser, asked)
    assert hidden_in(made) == []
    reader = PdfReader(BytesIO(made))
    assert not [page for page in reader.pages if page.get("/Annots")]
    assert "Ada" not in str(dict(reader.metadata or {}))


def test_the_controls_can_fail(browser, asked) -> None:
    """What is left in is found by the same attack."""
    prove(browser, asked)
    decide(browser, asked, doing="keep")
    said = everything_said(file(browser, asked))
    assert "Jesica" in said and "900123" in said


def test_a_name_cut_by_letters_that_are_not_seen_is_found(browser, town, child, asked) -> None:
    with town.acting("sara"):
        said = Recording("case_note", now(), "Call", "I rang Jes\u00adsi\u200bca again", "social_care", 3)
        record_entry(person_id=child, recording=said)
    prove(browser, asked)
    decide(browser, asked)
    assert "jessica" not in everything_said(file(browser, asked)).casefold()


def test_what_is_recorded_meanwhile_waits_for_a_decision(browser, town, child, asked) -> None:
    prove(browser, asked)
    decide(browser, asked)
    with town.acting("sara"):
        said = Recording("case_note", now(), "Call", "Jesseca rang", "social_care", 3)
        record_entry(person_id=child, recording=said)
    assert browser("sara").get(asked + "file/").status_code == 403


def test_it_stands_among_what_left_and_in_the_events(browser, town, child, asked) -> None:
    prove(browser, asked)
    decide(browser, asked)
    file(browser, asked)
    assert "Their own record" in browser("sara").get(reverse("left", args=[child])).text
    with town.database.superuser() as superuser:
        steps = superuser.execute(
            "SELECT action, detail FROM audit_event WHERE %s = ANY (rows) AND action <> 'open' ORDER BY id",
            [UUID(asked.rstrip("/").split("/")[-1])],
        ).fetchall()
    actions = [action for action, _ in steps]
    assert actions[:2] == ["receive access request", "step access request"]
    assert "decide redaction" in actions and actions[-2:] == ["print", "make copy"]
    assert len(steps[-1][1]["digest"]) == 64


def test_what_the_handler_may_not_open_is_named_with_who_must_release_it(browser, town, child, asked) -> None:
    with town.acting("sara"):
        facts.involve(child, town.team["pastoral"], "core group: school")
    page = browser("sara").get(asked).text
    assert "Alder Road School" in page.split("who must release it")[1]


def test_only_what_the_handler_opens_is_in_it(browser, town, child, asked) -> None:
    with town.acting("visitor"):
        said = Recording("case_note", now(), "Clinic", "Weighed, and a word in confidence", "health", 4)
        record_entry(person_id=child, recording=said)
    prove(browser, asked)
    decide(browser, asked)
    assert "word in confidence" not in everything_said(file(browser, asked))


def test_a_whole_piece_is_left_out_on_a_ground_and_put_back(browser, town, child, asked) -> None:
    with town.acting("sara"):
        for title, text in (("Advice", "ADVICEWORD of counsel"), ("Informer", "INFORMERWORD at the door")):
            record_entry(person_id=child, recording=Recording("case_note", now(), title, text, "social_care", 3))
    prove(browser, asked)
    sara, page = browser("sara"), browser("sara").get(asked + "pieces/").text
    keys = {title: re.search(rf'value="([^"]+)">[^<]*{title}</option>', page)[1] for title in ("Advice", "Informer")}
    assert sara.post(asked + "pieces/", {"key": keys["Advice"], "ground": "no such"}).status_code == 422
    for title, ground in (("Advice", "privilege"), ("Informer", "crime")):
        assert sara.post(asked + "pieces/", {"key": keys[title], "ground": ground}).status_code == 302
    decide(browser, asked)
    made = file(browser, asked)
    said = everything_said(made)
    for word in ("ADVICEWORD", "INFORMERWORD"):
        assert word not in said and not lies_in(made, word)
    assert "1 piece: Legal advice in confidence" in said
    assert "prevention or detection of crime" not in said, "of that the copy is silent"
    assert "2 left out whole" in sara.get(asked).text and sha256(made).hexdigest() in sara.get(asked).text
    assert sara.post(asked + "pieces/", {"key": keys["Advice"]}).status_code == 302
    again = everything_said(file(browser, asked))
    assert "ADVICEWORD" in again and "INFORMERWORD" not in again


def test_consents_and_plans_are_in_the_copy(browser, town, child, asked) -> None:
    with town.acting("sara"):
        record_consent(person=child, saying=saying(what="CONSENTWORD with the school"), age=14)
        begin_plan(person_id=child, title="PLANWORD for Ada")
    prove(browser, asked)
    decide(browser, asked)
    words = everything_said(file(browser, asked))
    assert "CONSENTWORD" in words and "PLANWORD" in words


@pytest.fixture
def father(browser, child) -> str:
    """Somebody with parental responsibility who may not learn where she lives; his row's id."""
    sent = {"kind": "parent", "name": "Lee Marsh", "seen": "Birth certificate", "starts": today().isoformat()}
    browser("sara").post(reverse("new_representative", args=[child]), sent)
    page = browser("sara").get(reverse("rights", args=[child])).text
    address = next(h.split('"')[0] for h in page.split('href="') if "/speaking/" in h and "/new/" not in h)
    limit = {
        "no_address": "on",
        "kept": ["plan"],
        "words": "Order",
        "review_on": (today() + timedelta(days=9)).isoformat(),
    }
    assert browser("sara").post(address + "limit/", limit).status_code == 302
    return address.rstrip("/").split("/")[-1]


def test_a_father_who_may_not_know_where_she_lives_is_not_told(browser, town, child, mother, father) -> None:
    with town.acting("sara"):
        Address.objects.create(
            person_id=child,
            id=row_id(),
            domain="identity",
            grade=2,
            lines="14 Weir Bank, Pellbridge",
            postcode="ZZ2 4HB",
        )
        said = Recording(
            "case_note", now(), "At 14 Weir Bank", "Moved to 14  Weir\nBank, zz24hb. All well.", "social_care", 3
        )
        record_entry(person_id=child, recording=said)
    sent = {"asked_by": father, "asked_words": "All of it", "received_on": today().isoformat()}
    assert browser("sara").post(reverse("receive_access", args=[child]), sent).status_code == 302
    page = browser("sara").get(reverse("rights", args=[child])).text
    asked = next(h.split('"')[0] for h in page.split('href="') if "/own-record/" in h and "/new/" not in h)
    prove(browser, asked)
    decide(browser, asked)
    made = file(browser, asked, to_whom="representative", to_words="Lee Marsh")
    said = everything_said(made)
    assert "All well" in said
    for word in ("Weir", "ZZ2", "zz24hb", "Alder Road", "Larkshire", "Plan agreed"):
        assert word.casefold() not in said.casefold(), word
