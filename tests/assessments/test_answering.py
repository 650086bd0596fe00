"""What was typed becomes answers, or is said to be wrong; which questions are asked."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from kith.assessments import extensions as ext
from kith.assessments.answering import sent
from kith.assessments.checking import faults
from kith.assessments.definition import read
from kith.assessments.enabling import Enabled
from kith.assessments.fhir import response_of
from kith.assessments.merging import merge
from kith.core.errors import Invalid
from kith.desk.assessing.asking import typed_of
from kith.desk.assessing.telling import told
from tests.assessments.conftest import MIXED

FORM = read(MIXED)
TODAY = date(2026, 11, 26)


def said(typed: dict[str, Any], opened: Any = None) -> Any:
    fields = {f"a-{name}": value if isinstance(value, list) else [value] for name, value in typed.items()}
    return sent(FORM, FORM.sections, opened or FORM.parts, fields, {}, TODAY)


def test_every_type() -> None:
    found = said(
        {
            "who-lives": "both-parents", "what-is-seen": "  Two\r\nlines\x00 ", "hurt": "false", "siblings": "1,2",
            "last-seen:day": "3", "last-seen:month": "nov", "last-seen:year": "26", "languages": ["english", "welsh"],
            "school-type": "other", "school-type:other": "At home", "height": "1.20",
        }
    )  # fmt: skip
    assert not found.errors
    assert found.content == {
        "who-lives": ["both-parents"], "what-is-seen": ["Two\nlines"], "hurt": [False], "siblings": [12],
        "last-seen": ["2026-11-03"], "languages": ["english", "welsh"], "school-type": [{"other": "At home"}],
        "height": ["1.20"],
    }  # fmt: skip
    assert found.missing == ["sleep", "fear"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"who-lives": "grandparents"}, "Choose one"),
        ({"hurt": "perhaps"}, "yes or no"),
        ({"siblings": "two"}, "whole number"),
        ({"siblings": "21"}, "20 or less"),
        ({"siblings": "-1"}, "0 or more"),
        ({"siblings": "9" * 30}, "whole number"),
        ({"height": "tall"}, "Enter a number"),
        ({"height": "NaN"}, "Enter a number"),
        ({"height": "1e999999"}, "Enter a number"),
        ({"last-seen:day": "31", "last-seen:month": "2", "last-seen:year": "2026"}, "real date"),
        ({"last-seen:day": "1", "last-seen:month": "1", "last-seen:year": "1999"}, "2000-01-01 or later"),
        ({"last-seen:day": "1"}, "must include a month"),
        ({"what-is-seen": "x" * 20_001}, "20,001 characters"),
        ({"school-type": "other"}, "Say what else"),
        ({"school-type": "other", "school-type:other": "x" * 501}, "501 characters"),
        ({"address": "x" * 501}, "501 characters"),
    ],
)
def test_what_cannot_be_taken_is_said(typed: dict[str, Any], words: str) -> None:
    (told,) = said(typed).errors.values()
    assert words in told


PASTED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>
<!--[if gte mso 9]><xml><w:WordDocument>Noise</w:WordDocument></xml><![endif]-->
<p class=MsoNormal>Seen <b style="mso-bidi-font-weight:normal">twice</b> &amp; well.<o:p></o:p></p>
<p class=MsoNormal>She said: 3 &lt; 5.</p></html>"""


def test_words_pasted_from_a_word_processor_lose_its_markup_and_nothing_else() -> None:
    assert said({"what-is-seen": PASTED}).content["what-is-seen"] == ["Seen twice & well.\n\nShe said: 3 < 5."]


@pytest.mark.parametrize("typed", ["He is <b>tall</b> & 3 < 5", "<script>alert(1)</script>", "p{margin:0} <!-- so -->"])
def test_what_somebody_typed_is_kept_as_typed(typed: str) -> None:
    assert said({"what-is-seen": typed}).content["what-is-seen"] == [typed]


KILOS = {"linkId": "weight", "type": "quantity", "text": "Weight", "extension": [
    {"url": ext.UNIT, "valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilograms"}},
    {"url": ext.MAXIMUM, "valueDecimal": 300}]}  # fmt: skip
LENGTH = {"linkId": "tall", "type": "quantity", "text": "How tall?", "extension": [
    {"url": ext.UNITS, "valueCoding": {"code": code}} for code in ("cm", "[in_i]")]}  # fmt: skip
WHY = {"linkId": "why-tall", "type": "string", "text": "Why?", "enableWhen": [
    {"question": "tall", "operator": ">", "answerQuantity": {"value": 200, "code": "cm"}}]}  # fmt: skip


def measured(typed: dict[str, str]) -> Any:
    form = deepcopy(MIXED)
    form["item"][0]["item"] += [KILOS, LENGTH, WHY]
    assert faults(form) == []
    read_form = read(form)
    fields = {f"a-{name}": [value] for name, value in typed.items()}
    return read_form, sent(read_form, read_form.sections, read_form.parts, fields, {}, TODAY)


def test_quantities_are_a_number_and_a_unit() -> None:
    form, found = measured({"weight": "72.50", "tall": "201", "tall:unit": "cm", "why-tall": "Shoes"})
    assert not found.errors
    assert found.content["weight"] == [{"value": "72.50", "unit": "kg"}]
    assert found.content["tall"] == [{"value": "201", "unit": "cm"}] and found.content["why-tall"] == ["Shoes"]
    answers = {item["linkId"]: item["answer"] for item in response_of(form, found.content)["item"][0]["item"]}
    assert answers["weight"] == [{"valueQuantity": {"value": 72.5, "unit": "kilograms", "code": "kg",
                                                    "system": "http://unitsofmeasure.org"}}]  # fmt: skip
    assert told(form.items["weight"], found.content["weight"]) == "72.50 kilograms"
    assert typed_of(form, found.content)["a-tall:unit"] == ["cm"]
    QuestionnaireResponse.model_validate(response_of(form, found.content))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"tall": "201"}, "Choose the unit"),
        ({"tall": "201", "tall:unit": "mile"}, "Choose the unit"),
        ({"weight": "72", "weight:unit": "lb"}, "Choose the unit"),
        ({"weight": "heavy"}, "Enter a number"),
        ({"weight": "301"}, "300 or less"),
    ],
)
def test_quantities_that_cannot_be_taken(typed: dict[str, str], words: str) -> None:
    (said_wrong,) = measured(typed)[1].errors.values()
    assert words in said_wrong


def test_a_quantity_in_another_unit_opens_nothing() -> None:
    assert "why-tall" not in measured({"tall": "201", "tall:unit": "[in_i]", "why-tall": "Shoes"})[1].content
    assert "why-tall" not in measured({"tall": "199", "tall:unit": "cm", "why-tall": "Shoes"})[1].content


def test_questions_open_and_close() -> None:
    assert "how-hurt" not in said({"hurt": "false", "how-hurt": "A burn"}).content
    assert said({"hurt": "true", "how-hurt": "A burn"}).content["how-hurt"] == ["A burn"]
    asked = Enabled(FORM, {"who-lives": ["somebody-else"]})
    assert not asked("people") and not asked("person.0.name")
    assert Enabled(FORM, {})("people"), "FHIR: != holds where no answer is equal, so before there is any"


def test_an_instance_hangs_on_its_own_answers() -> None:
    typed = {"who-lives": "one-parent", "person.0.told": "true", "person.0.what-told": "All", "person.1.told": "false",
             "person.1.what-told": "Nothing"}  # fmt: skip
    found = said(typed)
    assert found.content["person.0.what-told"] == ["All"] and "person.1.what-told" not in found.content


@pytest.mark.parametrize("name", ["strain", "nothing", "person.99.nothing", "first"])
def test_answers_to_what_was_not_asked(name: str) -> None:
    with pytest.raises(Invalid, match="did not ask you"):
        said({name: "5"})


def test_answers_beyond_the_reader() -> None:
    with pytest.raises(Invalid, match="did not ask you"):
        said({"hurt": "true"}, opened={("social_care", 3)})


def test_merging() -> None:
    base, theirs, mine = {"a": ["1"], "b": ["1"]}, {"a": ["2"], "b": ["1"], "c": ["x"]}, {"a": ["1"], "b": ["3"]}
    assert merge(base, theirs, mine).content == {"a": ["2"], "b": ["3"], "c": ["x"]}
    clash = merge({"a": ["1"]}, {"a": ["2"]}, {"a": ["3"]})
    assert (clash.content, clash.clashes) == ({"a": ["3"]}, {"a": ["2"]})
    gone = merge({"a": ["1"]}, {"a": ["2"]}, {})
    assert (gone.content, gone.clashes) == ({}, {"a": ["2"]})
    assert merge({"a": ["1"]}, {}, {"a": ["1"]}).content == {}
