"""Pages of documents: kept, shown, taken out; attacked with files, names and addresses."""

import hashlib
import io
import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from pypdf import PdfReader

from kith.core.clock import today
from kith.core.problems import ABSENT, TOO_LARGE
from kith.documents.models import Document
from tests.desk.given import lies_in
from tests.documents import made
from tests.sweep.statements import changed, standing

LEAVES = {"to_whom": "own", "why": "For the conference", "basis": "It stays in my organisation"}


def sent(content: bytes, name: str = "letter.pdf", kind: str = "application/pdf", **more: Any) -> dict[str, Any]:
    about = {"what": "letter", "title": "Letter from school", "description": "Ada was late on Monday",
             "received_from": "Her mother", "received_how": "handed", "domain": "social_care", "grade": "3",
             "token": uuid4().hex}  # fmt: skip
    return about | {"file": SimpleUploadedFile(name, content, kind)} | more


def keep(browser: Any, child: Any, content: bytes, **more: Any) -> str:
    """Kept; the address of the document."""
    answer = browser("sara").post(reverse("keep_document", args=[child]), sent(content, **more))
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.text)[:3000]
    return answer["Location"]


@pytest.fixture(scope="module")
def photo(browser, child) -> str:
    return keep(browser, child, made.photo_with_place(), name="IMG_1.JPG", title="The kitchen", what="home")


@pytest.fixture(scope="module")
def report(browser, child) -> str:
    return keep(browser, child, made.drawn_pdf("Page of one", "Page of two"), title="Report", what="report")


def test_a_photo_is_kept_listed_shown_and_told_in_the_chronology(browser, child, photo) -> None:
    sara = browser("sara")
    listed = sara.get(reverse("documents", args=[child])).text
    assert "The kitchen" in listed and f"{photo}small/" in listed
    page = sara.get(photo).text
    assert 'alt="Ada was late on Monday"' in page and "IMG_1.JPG" in page and "60 by 40 points" in page
    assert "this Kith has no scanner" in page
    entry = re.search(r'href="([^"]+/entries/[^"]+)">The kitchen', sara.get(reverse("chronology", args=[child])).text)
    assert photo in sara.get(entry[1]).text


def test_what_is_shown_runs_nothing_and_is_nobody_elses(browser, photo) -> None:
    for size in ("shown", "small"):
        answer = browser("sara").get(f"{photo}{size}/")
        assert answer.status_code == 200 and answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
        assert "sandbox" in answer["Content-Security-Policy"] and "script" not in answer["Content-Security-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert b"CANON-OF-SARA" not in answer.content
    assert browser("sara").get(f"{photo}original/").status_code == 404


def test_a_pdf_is_read_page_by_page_as_pictures(browser, report) -> None:
    sara = browser("sara")
    assert f"{report}pages/1/" in sara.get(report).text and "Page of two" in sara.get(report).text
    assert f"{report}pages/2/" in sara.get(f"{report}?sheet=2").text
    assert f"{report}pages/1/" in sara.get(f"{report}?sheet=99").text
    answer = sara.get(f"{report}pages/2/")
    assert answer["Content-Type"] == "image/webp" and "sandbox" in answer["Content-Security-Policy"]
    assert sara.get(f"{report}pages/3/").status_code == sara.get(f"{report}pages/0/").status_code == 422


def test_the_file_leaves_after_it_was_said_to_whom_and_why(browser, town, child, photo, database) -> None:
    sara, file = browser("sara"), f"{photo}file/"
    assert "To whom does it go?" in sara.get(file).text
    answer = sara.get(sara.post(file, LEAVES)["Location"])
    assert answer.content == made.photo_with_place() and answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="IMG_1.jpg"'
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert "The kitchen" in sara.get(reverse("left", args=[child])).text
    with database.superuser() as behind:
        told = behind.execute("SELECT action FROM audit_event WHERE person_id = %s", [child]).fetchall()
    assert {("disclose",), ("download document",), ("view document",), ("keep document",)} <= set(told)


def test_who_does_not_open_it_is_answered_as_of_what_is_not_there(browser, photo, report) -> None:
    """The stranger to it and nobody's document: one page."""
    for address in (photo, f"{photo}shown/", f"{photo}file/", f"{report}pages/1/", f"{photo}newer/"):
        absent = re.sub(r"/documents/[0-9a-f-]{36}/", f"/documents/{uuid4()}/", address)
        answers = [browser("teacher").get(each) for each in (address, absent)]
        assert [a.status_code for a in answers] == [404, 404] and ABSENT.title in answers[0].text
        assert len(answers[0].content) == len(answers[1].content)


# ---- attacks ----

LIES = {  # what is sent under which name and as what: what is said of it
    "a page called a picture": (b"<html><script>alert(1)</script>", "photo.jpg", "image/jpeg", "web page"),
    "a drawing that runs called a PNG": (b"<svg onload='alert(1)'/>", "a.png", "image/png", "SVG drawing"),
    "a program called a letter": (b"MZ\x90\x00\x03", "letter.pdf", "application/pdf", "This is a program"),
    "a bomb called a letter": (made.word_bomb(), "letter.docx", "application/msword", "far too large"),
    "a picture without end": (made.png_bomb(), "a.png", "image/png", "60 million points"),
    "a page in front of a PDF": (b"<html>" + made.pdf(), "a.pdf", "application/pdf", "does not know what this file is"),
    "a PDF with a password": (made.pdf(password="x"), "a.pdf", "application/pdf", "asks for a password"),
    "nothing": (b"", "a.pdf", "application/pdf", "empty"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_is_not_what_it_says_is_refused_in_words_and_what_was_typed_stays(browser, child, database, lie) -> None:
    content, name, kind, words = lie
    with database.superuser() as behind:
        before = standing(behind)
        answer = browser("sara").post(
            reverse("keep_document", args=[child]), sent(content, name, kind, title="Words that were typed")
        )
        assert answer.status_code == 422 and words in answer.text, re.sub(r"<[^>]+>", " ", answer.text)[:2000]
        assert "Words that were typed" in answer.text and "choose the file again" in answer.text
        assert not changed(before, standing(behind))


def test_a_name_and_a_kind_that_lie_count_for_nothing(browser, child) -> None:
    """A PNG under the name of a program, with a path, a null, and letters that turn the writing round."""
    one = keep(
        browser, child, made.picture(), name="../../x\u202egnp.exe", kind="application/x-msdownload", title="Odd"
    )
    page = browser("sara").get(one).text
    assert "PNG picture" in page and "\u202e" not in page and "../" not in page
    file = browser("sara").get(browser("sara").post(f"{one}file/", LEAVES)["Location"])
    assert file["Content-Type"] == "image/png" and file["Content-Disposition"].endswith('filename="xgnp.png"')


def test_a_pdf_that_is_a_page_too_is_never_given_to_a_browser_as_one(browser, child) -> None:
    """A PDF with a page behind its end is a PDF: drawn apart, and saved, not opened."""
    one = keep(browser, child, made.pdf() + b"<html><script>alert(1)</script>", title="Two in one")
    file = browser("sara").get(browser("sara").post(f"{one}file/", LEAVES)["Location"])
    assert file["Content-Type"] == "application/pdf" and file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", '"><img src=x onerror="y">'])
def test_words_in_a_file_and_about_it_are_words(browser, child, markup: str) -> None:
    one = keep(browser, child, made.word(markup), name=f"{markup}.docx", title=markup, description=markup)
    page = browser("sara").get(one).text
    assert "<script>alert" not in page and 'onerror="y"' not in page and "&lt;" in page


def test_too_large_by_what_it_says_is_refused_before_it_is_read(browser, child) -> None:
    """Fifty megabytes: by the request's own length, not a byte of it read."""

    class Unread:
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = browser("sara").generic(
        "POST", reverse("keep_document", args=[child]), b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="50000000", **{"wsgi.input": Unread()},
    )  # fmt: skip
    assert answer.status_code == 413 and TOO_LARGE.title in answer.text


def test_a_file_above_the_limit_of_the_installation_says_how_large_one_may_be(browser, child) -> None:
    with override_settings(LARGEST_FILE=1_000_000):
        answer = browser("sara").post(reverse("keep_document", args=[child]), sent(b"x" * 1_500_000, "a.txt"))
    assert answer.status_code == 422 and "has 2 MB, and at most 1 MB are taken" in answer.text


def test_only_pages_that_take_files_take_more_than_words(browser, child) -> None:
    answer = browser("sara").post(reverse("record_something", args=[child]), {"text": "x" * 6_000_000})
    assert answer.status_code == 413


def test_nothing_is_kept_while_the_scanner_is_silent(browser, child) -> None:
    with override_settings(CLAMD="127.0.0.1:1"):
        answer = browser("sara").post(reverse("keep_document", args=[child]), sent(made.picture()))
        assert "no virus scanner" not in browser("sara").get(reverse("keep_document", args=[child])).text
    assert answer.status_code == 422 and "scanner does not answer" in answer.text
    assert "no virus scanner" in browser("sara").get(reverse("keep_document", args=[child])).text


def test_what_was_typed_is_a_draft_that_is_taken_up_again(browser, child) -> None:
    sara, words = browser("sara"), {"title": "Half a title", "what": "letter", "file": "x"}
    kept = sara.post(reverse("keep_document_words", args=[child]), words)
    assert "Half a title" in sara.get(kept["Location"]).text
    assert kept["Location"].split("draft=")[1] in sara.get(reverse("home")).text
    draft = kept["Location"].split("draft=")[1]
    back = sara.get(reverse("draft", args=[child, draft]))
    assert back.status_code == 302 and back["Location"] == kept["Location"]
    answer = sara.post(kept["Location"], sent(made.picture(), draft=draft, title="A whole title"))
    assert answer.status_code == 302 and "Half a title" not in sara.get(reverse("home")).text


def test_a_newer_file_and_withdrawing_it(browser, child) -> None:
    sara, one = browser("sara"), keep(browser, child, b"The first draft of it", name="a.txt", title="A plan")
    page = sara.get(f"{one}newer/").text
    read = re.search(r'name="read" value="([^"]+)"', page)[1]
    about = sent(b"The signed one", "b.txt", title="A plan, signed", read=read, reason="It was signed")
    new = sara.post(f"{one}newer/", about)
    assert new.status_code == 302 and "a newer one" in sara.get(one).text
    page = sara.get(new["Location"]).text
    assert "The signed one" in page and "Version 1" in page and "It was signed" in page
    assert sara.post(f"{new['Location']}withdraw/", {"reason": "About another child"}).status_code == 302
    for version in (one, new["Location"]):
        assert "About another child" in sara.get(version).text
    assert "Withdrawn (1)" in sara.get(reverse("documents", args=[child])).text


def test_the_page_says_why_it_opens(browser, child, photo) -> None:
    row = photo.rstrip("/").split("/")[-1]
    page = browser("sara").get(reverse("why", args=[child, row])).text
    assert "The kitchen" in page and "allocated social worker" in page


def test_listing_reads_no_file(browser, child, photo) -> None:
    from tests.sweep.statements import statements

    with statements() as told:
        browser("sara").get(reverse("documents", args=[child]))
    assert not [sql for sql in told if "documents_file" in sql]
    assert Document._meta.db_table in str(told)


# ---- custody, and the court ----


def test_its_page_tells_who_had_it_and_whether_a_file_is_it(browser, child, photo) -> None:
    sara = browser("sara")
    page = sara.get(photo).text
    chain = page.split('id="custody"')[1]
    assert "had it from Her mother" in chain and "Received and kept" in chain and "Sara, Larkshire" in chain
    for content, answer in ((made.photo_with_place(), "Yes."), (made.picture(), "No.")):
        file = SimpleUploadedFile("x.jpg", content)
        assert f"<strong>{answer}</strong>" in sara.post(f"{photo}check/", {"file": file}).text
    digest = re.search(r'kith-digest">([0-9a-f]{64})', page)[1]
    assert "<strong>Yes.</strong>" in sara.post(f"{photo}check/", {"digest": digest.upper()}).text
    assert sara.post(f"{photo}check/", {}).status_code == 422
    assert "A file compared with it 3 times" in sara.get(photo).text


def test_documents_are_exhibits_drawn_anew_with_the_pages_that_were_chosen(browser, child, photo, report) -> None:
    """A photo and the second page of a report: in the file, in the manifest, in the chain of custody."""
    sara = browser("sara")
    begin = {"title": "First hearing", "court": "Family Court", "number": "", "token": uuid4().hex}
    one = sara.post(reverse("bundles", args=[child]), begin)["Location"]
    codes = [f"document {address.rstrip('/').split('/')[-1]}" for address in (photo, report)]
    wrong = sara.post(one, {"entries": codes[1:], "sheets": "2-9"})
    assert wrong.status_code == 422 and "This document has 2 pages" in wrong.text
    assert sara.post(one, {"entries": codes, "sheets": "2", "section": "Evidence"}).status_code == 302
    page = sara.get(one).text
    assert "The kitchen" in page and "PDF, page 2" in page
    assert sara.post(f"{one}fix/", {"truth": "Sara, social worker"}).status_code == 302
    court = {"to_whom": "court", "to_words": "Family Court", "why": "Hearing",
             "basis": "My own judgement, for the reason given"}  # fmt: skip
    left = sara.post(f"{one}file/", court)["Location"]
    file, again = (sara.get(left).content for _ in range(2))
    assert file == again
    reader = PdfReader(io.BytesIO(file))
    assert len({image.data for sheet in reader.pages for image in sheet.images}) == 2
    captions = [line for sheet in reader.pages for line in sheet.extract_text().splitlines()]
    assert "Exhibit 1" in captions and "Exhibit 2, page 2 of the document" in captions
    assert not [word for word in ("CANON-OF-SARA", "Page of one", "kitchen at number") if lies_in(file, word)]
    manifest = json.loads(sara.get(sara.post(f"{one}manifest/", court)["Location"]).content)
    first, second = manifest["exhibits"]
    assert first["file_sha256"] == hashlib.sha256(made.photo_with_place()).hexdigest() and first["pages"] == []
    assert second["pages"] == [2] and second["file"] == "application/pdf"
    chain = sara.get(photo).text.split('id="custody"')[1]
    assert "Put into a bundle for a court" in chain and "Taken out in a bundle for a court 2 times" in chain


def test_what_is_neither_picture_nor_pdf_is_no_exhibit(browser, child) -> None:
    sara, words = browser("sara"), keep(browser, child, b"Plain words", name="a.txt", title="Plain words")
    begin = {"title": "Second", "court": "Family Court", "number": "", "token": uuid4().hex}
    one = sara.post(reverse("bundles", args=[child]), begin)["Location"]
    code = f"document {words.rstrip('/').split('/')[-1]}"
    assert code not in sara.get(one).text and sara.post(one, {"entries": [code]}).status_code == 422


def test_a_photo_of_the_person_stands_at_the_head_of_their_record_for_who_opens_it(browser, town, child) -> None:
    about = {"what": "photo", "domain": "identity", "grade": "4", "title": "Ada", "description": "Ada laughing"}
    one = keep(browser, child, made.picture(), name="ada.png", **about)
    assert f'src="{one}small/"' in browser("sara").get(reverse("person", args=[child])).text
    assert one not in browser("visitor").get(reverse("person", args=[child])).text  # identity at practice alone
    read = re.search(r'name="read" value="([^"]+)"', browser("sara").get(f"{one}newer/").text)[1]
    newer = sent(made.picture("JPEG"), "new.jpg", read=read, reason="She is older", **about)
    new = browser("sara").post(f"{one}newer/", newer)["Location"]
    assert f'src="{new}small/"' in browser("sara").get(reverse("person", args=[child])).text
    assert browser("sara").post(f"{new}withdraw/", {"reason": "She asked"}).status_code == 302
    assert "kith-identity__photo" not in browser("sara").get(reverse("person", args=[child])).text


TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("made_on", {"made_on": TOMORROW}),
        ("description", {"description": ""}),
        ("domain", {"what": "photo"}),
        ("grade", {"grade": "5"}),
    ],
)
def test_what_is_wrong_beside_the_file_is_said_where_it_is(browser, child, field: str, more: dict[str, str]) -> None:
    answer = browser("sara").post(
        reverse("keep_document", args=[child]), sent(made.picture(), "a.png", "image/png", **more)
    )
    assert answer.status_code == 422
    assert re.findall(r'<a href="#id_(\w+)"', answer.text) == [field]
