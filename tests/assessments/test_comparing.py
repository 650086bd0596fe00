"""What changed between two versions of a form is said, each thing in words, and nothing else."""

from copy import deepcopy
from typing import Any

import pytest

from kith.assessments import extensions as ext
from kith.assessments.comparing import changes
from kith.assessments.definition import read
from tests.assessments.conftest import MIXED


def first(form: Any) -> Any:
    return form["item"][0]["item"]


def told(change: Any) -> list[str]:
    form = deepcopy(MIXED)
    change(form)
    return [f"{found.about}: {words}" for found in changes(read(MIXED), read(form)) for words in found.words]


def grade_of(item: Any, grade: int) -> None:
    item["extension"] = [e for e in item.get("extension", []) if e["url"] != ext.GRADE]
    item["extension"].append({"url": ext.GRADE, "valueInteger": grade})


def another(form: Any) -> None:
    first(form).insert(1, {"linkId": "new", "type": "string", "text": "New?", "required": True})


def moved(form: Any) -> None:
    form["item"][1]["item"].insert(0, first(form).pop(1))


def swapped(form: Any) -> None:
    first(form)[0], first(form)[1] = first(form)[1], first(form)[0]


def option(form: Any) -> None:
    first(form)[0]["answerOption"].append({"valueCoding": {"code": "nobody", "display": "Nobody"}})


def no_option(form: Any) -> None:
    del first(form)[0]["answerOption"][0]


def condition(form: Any) -> None:
    first(form)[4]["enableWhen"] = []


def calculated(form: Any) -> None:
    item = form["item"][1]["item"][2]
    found = next(e for e in item["extension"] if e["url"] == ext.CALCULATED)
    found["valueExpression"]["expression"] += " + 1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda form: form.update(title="Another"), "The form: Title: it was “A form in several domains”, and is “An"),
        (another, "New?: Added: a question in “At home”, place 2, about social care at practice grade, which must"),
        (lambda form: first(form).pop(1), "What is seen?: Removed from “At home”, place 2."),
        (moved, "What is seen?: Moved: it stood in “At home”, place 2, and stands in"),
        (swapped, "Moved: it stood in “At home”, place"),
        (lambda form: first(form)[1].update(text="What do you see?"),
         "What do you see?: Words: it was “What is seen?”, and is “What do you see?”."),
        (lambda form: first(form)[1].update(required=False), "What is seen?: It need no longer be answered."),
        (lambda form: first(form)[1].update(type="string"), "What is seen?: Kind of answer: it was “text”, and is"),
        (lambda form: grade_of(first(form)[1], 4),
         "Its answers were kept under social care at practice grade, and will be under social care at sensitive"),
        (option, "Answer added: “Nobody”."),
        (no_option, "Answer removed: “"),
        (condition, "How?: Asked: it was “only if “Has anybody been hurt?” is “yes””, and is “always”."),
        (calculated, "Worked out by: it was"),
    ],
)  # fmt: skip
def test_each_thing_that_can_change(change: Any, words: str) -> None:
    found = told(change)
    assert any(words in each for each in found), found
    assert len(found) <= 2, "what did not change is not spoken of"


def test_the_same_form_has_not_changed() -> None:
    assert changes(read(MIXED), read(deepcopy(MIXED))) == []
