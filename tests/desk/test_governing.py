"""Tools: answered by governance, read by everybody, versions kept. What agreements rest on."""

import csv
import io
import json

import pytest
from django.urls import reverse

from kith.core.errors import Refused, Unknown
from kith.sharing.governing import answer_tool, keep_paper, note_processing
from tests.desk.test_accessibility import check

SAID = {
    "tool": "Video call",
    "answer": "conditions",
    "words": "Not from a cafe",
    "source": "Board, minute 14",
    "decided_on": "2026-03-02",
}


@pytest.fixture(scope="module")
def rule(browser, town) -> str:
    """Governance of the council answered about video with the school; the address of the answer."""
    sent = SAID | {"partner": town.agency["school"]}
    answer = browser("governor").post(reverse("new_tool_rule"), sent)
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def test_everybody_reads_it_and_so_does_whom_it_is_for(browser, rule) -> None:
    for who in ("sara", "teacher", "governor"):
        page = browser(who).get(reverse("tools")).text
        assert "Video call" in page and "Yes, on conditions" in page and "Board, minute 14" in page, who
        assert "Not from a cafe" in browser(who).get(rule).text
    assert "What other organisations answer" in browser("teacher").get(reverse("tools")).text
    assert "Video call" not in browser("officer").get(reverse("tools")).text, "it is between two others"
    assert browser("officer").get(rule).status_code == 404


def test_answered_anew_and_what_was_said_before_is_kept(browser, rule) -> None:
    again = reverse("answer_tool", args=[rule.rstrip("/").split("/")[-1]])
    assert "version 2" in browser("governor").get(again).text
    sent = SAID | {"answer": "no", "words": "A leak in June", "tool": "Something else"}
    assert browser("governor").post(again, sent).status_code == 302
    page = browser("sara").get(rule).text
    assert page.index("A leak in June") < page.index("Not from a cafe") and "Something else" not in page
    listed = browser("sara").get(reverse("tools")).text
    assert "A leak in June" in listed and "Not from a cafe" not in listed


@pytest.mark.parametrize("lacking", ["tool", "source", "decided_on", "answer", "words"])
def test_what_is_missing_is_said(browser, lacking) -> None:
    assert browser("governor").post(reverse("new_tool_rule"), {**SAID, lacking: ""}).status_code == 422


def test_nobody_else_answers(browser, town, rule) -> None:
    number = int(rule.rstrip("/").split("/")[-1])
    for who in ("sara", "manager", "teacher", "admin"):
        assert browser(who).get(reverse("new_tool_rule")).status_code == 404
        assert browser(who).post(reverse("answer_tool", args=[number]), SAID).status_code == 404
        with town.acting(who), pytest.raises(Refused):
            answer_tool(of=None, partner=None, said=SAID)
    with town.acting("governor"), pytest.raises(Unknown):
        answer_tool(of=999_999, partner=None, said=SAID)


def test_what_an_agreement_rests_on_stands_on_it_and_in_the_record_of_processing(browser, town) -> None:
    governor = browser("governor")
    (edge,) = [7]  # the council's own first agreement: docs/addresses.yaml
    paper = reverse("agreement_paper", args=[edge])
    assert "Nothing is noted" in governor.get(reverse("agreement", args=[edge])).text
    assert governor.post(paper, {"dpia": "x"}).status_code == 422
    sent = {
        "gateways": ["ca1989-47", "ca2004-10"],
        "dpia": "=DPIA 2026-31",
        "signatories": "Ann Lee, director, 2 March 2026",
    }
    assert governor.post(paper, sent).status_code == 302
    page = governor.get(reverse("agreement", args=[edge])).text
    assert "Children Act 1989, section 47(9) to (11)" in page and "DPIA 2026-31" in page and "Ann Lee" in page
    lines = json.loads(governor.get(reverse("processing", args=["json"])).text)["lines"]
    (line,) = [each for each in lines if each["dpia"]]
    assert "section 47" in line["rests_on"] and line["recipient"] and "up to" in line["data"]
    shown = governor.get(reverse("record_of_processing")).text
    assert "Ann Lee" in shown and "What data, and how far" in shown
    rows = list(csv.reader(io.StringIO(governor.get(reverse("processing", args=["csv"])).text)))
    assert rows[0][0] == "Controller" and len(rows) == 1 + len(lines)
    assert any("'=DPIA 2026-31" in row for row in rows), "a spreadsheet takes it for words"
    assert browser("sara").get(reverse("processing", args=["csv"])).status_code == 404
    assert browser("sara").get(paper).status_code == 404


def test_what_an_organisation_says_of_itself_stands_in_its_record_and_in_no_other(browser) -> None:
    page = reverse("record_of_processing")
    assert "say nothing of the law" in browser("governor").get(page).text
    first = json.loads(browser("governor").get(reverse("processing", args=["json"])).text)["lines"][0]
    assert first["kept_for"] == first["contact"] == "Not noted yet by this organisation"
    said = {"contact": "DPO, County Hall", "kept_for": "Until 75th birthday", "transfers": "None",
            "security": "Cyber Essentials Plus"}  # fmt: skip
    assert browser("governor").post(page, said).status_code == 302
    assert "Until 75th birthday" in browser("governor").get(page).text
    line = json.loads(browser("governor").get(reverse("processing", args=["json"])).text)["lines"][0]
    assert (line["contact"], line["kept_for"], line["transfers"]) == ("DPO, County Hall", "Until 75th birthday", "None")
    assert "Access by grade" in line["security"] and "Cyber Essentials Plus" in line["security"]
    assert line["people"].startswith("Children, adults")
    for who in ("sara", "admin", "manager"):
        assert browser(who).get(page).status_code == browser(who).post(page, said).status_code == 404


@pytest.mark.parametrize("who", ["sara", "manager", "visitor"])
def test_nobody_else_says_it(town, who) -> None:
    with town.acting(who), pytest.raises(Refused):
        note_processing({"contact": "me"})


def test_not_of_an_agreement_of_others(town, database) -> None:
    with database.superuser() as admin:
        ((other,),) = admin.execute(
            "SELECT no FROM access.edge WHERE owner <> %s AND recipient <> owner LIMIT 1", [town.agency["children"]]
        ).fetchall()
    with town.acting("governor"), pytest.raises(Unknown):
        keep_paper(edge=other, gateways=["ca1989-47"], dpia="", signatories="")


@pytest.mark.parametrize("width", [320, 1280])
def test_for_everybody_on_every_screen(desk, rule, width) -> None:
    pages = [reverse("tools"), rule, reverse("new_tool_rule"), reverse("agreement_paper", args=[7])]
    pages.append(reverse("record_of_processing"))
    check(desk("governor", width), pages)
