"""What was typed becomes answers, or is said to be wrong; which questions are asked."""

from datetime import date
from typing import Any

import pytest

from kith.assessments.answering import sent
from kith.assessments.definition import read
from kith.assessments.enabling import Enabled
from kith.assessments.merging import merge
from kith.core.errors import Invalid
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
    ],
)
def test_what_cannot_be_taken_is_said(typed: dict[str, Any], words: str) -> None:
    (told,) = said(typed).errors.values()
    assert words in told


def test_markup_pasted_from_a_document_is_text() -> None:
    pasted = "<!--[if gte mso 9]><xml></xml><![endif]--><p class=MsoNormal>Seen</p>"
    assert said({"what-is-seen": pasted}).content["what-is-seen"] == [pasted]


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
