"""What publishing refuses, each with the path of the fault."""

from copy import deepcopy
from time import perf_counter
from typing import Any

import pytest

from kith.assessments import extensions as ext
from kith.assessments.checking import faults
from kith.assessments.expressions import faults_of
from tests.assessments.conftest import MIXED


def broken(change: Any) -> list[str]:
    form = deepcopy(MIXED)
    change(form)
    return [str(fault) for fault in faults(form)]


def first(form: dict[str, Any]) -> list[dict[str, Any]]:
    return form["item"][0]["item"]


def extension(url: str, expression: str) -> dict[str, Any]:
    return {"url": url, "valueExpression": {"language": "text/fhirpath", "expression": expression}}


def double(form: Any) -> None:
    first(form)[1]["linkId"] = "who-lives"


def nowhere(form: Any) -> None:
    first(form)[4]["enableWhen"][0]["question"] = "nobody"


def no_domain(form: Any) -> None:
    first(form)[2]["extension"][0]["valueCode"] = "secrets"


def no_grade(form: Any) -> None:
    first(form)[3]["extension"][0]["valueInteger"] = 6


def circle(form: Any) -> None:
    first(form)[3]["enableWhen"] = [{"question": "how-hurt", "operator": "exists", "answerBoolean": True}]


def betraying(form: Any) -> None:
    first(form)[5]["enableWhen"] = [{"question": "hurt", "operator": "=", "answerBoolean": True}]


def betraying_across(form: Any) -> None:
    form["item"][2]["enableWhen"] = [{"question": "sleep", "operator": "=", "answerCoding": {"code": "1"}}]


def no_answer(form: Any) -> None:
    form["item"][2]["enableWhen"][0]["answerCoding"]["code"] = "grandparents"


def on_a_score(form: Any) -> None:
    first(form)[1]["enableWhen"] = [{"question": "strain", "operator": ">", "answerInteger": 2}]


def no_sense(form: Any) -> None:
    form["item"][1]["item"][2]["extension"][0] = extension(ext.CALCULATED, "%resource.item.where(")


def looping(form: Any) -> None:
    form["item"][1]["item"][2]["extension"][0] = extension(ext.CALCULATED, "repeat(item).where(linkId='sleep')")


def of_itself(form: Any) -> None:
    form["item"][1]["item"][2]["extension"][0] = extension(ext.CALCULATED, "%resource.where(linkId='strain').count()")


def copied_out(form: Any) -> None:
    first(form)[5]["extension"] = [extension(ext.INITIAL, "%patient.name.first().text")]
    first(form)[5]["type"] = "string"


def copied_from_both(form: Any) -> None:
    copied_out(form)
    first(form)[5]["extension"] = [extension(ext.INITIAL, "%referral.authoredOn | %patient.birthDate")]


def no_options(form: Any) -> None:
    del first(form)[0]["answerOption"]


def unasked_type(form: Any) -> None:
    first(form)[1]["type"] = "attachment"


def reference(form: Any) -> None:
    first(form)[1]["type"] = "reference"


def units(*codes: str) -> Any:
    return [{"url": ext.UNITS, "valueCoding": {"code": code}} for code in codes]


def no_unit(form: Any) -> None:
    first(form)[1]["type"] = "quantity"


def double_unit(form: Any) -> None:
    first(form)[1] |= {"type": "quantity", "extension": units("kg", "kg")}


def bound_in_which(form: Any) -> None:
    first(form)[1] |= {"type": "quantity", "extension": [*units("kg", "g"), {"url": ext.MINIMUM, "valueDecimal": 1}]}


def deep(form: Any) -> None:
    inner = {"linkId": "last", "type": "string", "text": "Last"}
    for n in range(100):
        inner = {"linkId": f"deep-{n}", "type": "group", "text": "Deeper", "item": [inner]}
    form["item"].append(inner)


def divided(form: Any) -> None:
    expression = "%resource.item.item.where(linkId = 'sleep').answer.weight().sum() / 0"
    form["item"][1]["item"][2]["extension"][0] = extension(ext.CALCULATED, expression)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("(" * 900 + "1" + ")" * 900, "is made of more than 250"),
        ("(" * 20 + "1" + ")" * 20, "more than 12 brackets"),
        ("1+" * 900 + "1", "is made of more than 250"),
        ("%resource.descendants().select(%resource.descendants().count()).sum()", "asks %resource again for each"),
        ("%resource.item.where(descendants().count() > 1).count()", "asks descendants again for each answer"),
        ("%resource.item.all(iif(true, %resource.item.count(), 0) > 1)", "asks %resource again for each answer"),
        ("1 / 0", "divides by nothing"),
        ("1 mod (0.0)", "divides by nothing"),
        ("%resource.item.trace('x')", "uses trace()"),
        ("now()", "uses now()"),
    ],
)
def test_expressions_that_would_never_end_or_come_to_nothing(expression: str, words: str) -> None:
    begun = perf_counter()
    assert any(words in told for told in faults_of(expression)), list(faults_of(expression))
    assert perf_counter() - begun < 2, "it is seen before it is parsed or run"


def test_what_only_looks_like_it_is_taken() -> None:
    for expression in ("%resource.item.where(linkId = 'a/0 %resource').count() / 10", "1 / 0.5"):
        assert list(faults_of(expression)) == []


def top(form: Any) -> None:
    form["item"].append({"linkId": "loose", "type": "string", "text": "Loose"})


def mixed_repeat(form: Any) -> None:
    form["item"][2]["item"][0]["item"][0]["extension"] = [{"url": ext.GRADE, "valueInteger": 4}]


def not_fhir(form: Any) -> None:
    first(form)[0]["typo"] = True


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (double, "item[0].item[1].linkId", "is the linkId of item[0].item[0] too"),
        (nowhere, "item[0].item[4].enableWhen[0].question", "“nobody” is not in this form"),
        (no_domain, "item[0].item[2].extension", "there is none such"),
        (no_grade, "item[0].item[3].extension", "grades are 1 to 5"),
        (circle, "item[0].item[3]", "goes round in a circle: hurt → how-hurt → hurt"),
        (betraying, "item[0].item[5].enableWhen[0]", "would betray the answer to “hurt” (social_care 4)"),
        (betraying_across, "item[2].enableWhen[0]", "would betray the answer to “sleep” (health 3)"),
        (no_answer, "item[2].enableWhen[0].answer", "“grandparents” is not an answer to “who-lives”"),
        (on_a_score, "item[0].item[1].enableWhen[0].question", "is not answered by anybody"),
        (no_sense, "item[1].item[2].extension", "does not parse: at character"),
        (looping, "item[1].item[2].extension", "uses repeat()"),
        (of_itself, "item[1].item[2]", "goes round in a circle: strain → strain"),
        (copied_out, "item[0].item[5]", "is filled in from the record, so it is identity"),
        (copied_from_both, "item[0].item[5]", "not from both"),
        (no_options, "item[0].item[0]", "nothing to choose from"),
        (unasked_type, "item[0].item[1].type", "attachment is not asked in a form: documents and photographs"),
        (reference, "item[0].item[1].type", "reference is not a type that Kith asks"),
        (no_unit, "item[0].item[1].extension", "is a quantity without a unit"),
        (double_unit, "item[0].item[1].extension", "has a unit without a code, or one twice"),
        (bound_in_which, "item[0].item[1].extension", "has a least or most value, and several units"),
        (deep, "Questionnaire", "is nested more than 40 deep"),
        (divided, "item[1].item[2].extension", "divides by nothing"),
        (top, "item[3]", "each item is a section"),
        (mixed_repeat, "item[2].item[0]", "in one domain at one grade"),
        (not_fhir, "item[0].item[0].typo", "not permitted"),
        (lambda form: form.update(id="Form-1"), "id", "small letters"),
        (lambda form: form.update(version="0"), "version", "whole number"),
        (lambda form: form.update(resourceType="Patient"), "resourceType", "is not Questionnaire"),
    ],
)
def test_refused_with_the_path(change: Any, path: str, words: str) -> None:
    found = broken(change)
    assert any(told.startswith(f"{path}: ") and words in told for told in found), found


def test_the_form_of_these_tests_is_whole() -> None:
    assert faults(MIXED) == []


@pytest.mark.parametrize("what", [None, [], "x", 3, {}, {"resourceType": "Questionnaire"}])
def test_what_is_no_definition_at_all(what: Any) -> None:
    assert faults(what)
