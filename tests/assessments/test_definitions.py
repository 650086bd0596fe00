"""The forms that Kith comes with: each as publishing would have it, and as FHIR has it."""

import json
from copy import deepcopy
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kith.access.grades import DOMAINS
from kith.access.starting import profiles
from kith.assessments.checking import faults
from kith.assessments.definition import read
from kith.assessments.fhir import response_of
from kith.assessments.starting import definitions

EVERY = {each["id"]: each for each in definitions()}


@pytest.mark.parametrize("slug", EVERY)
def test_nothing_is_wrong_with_it(slug: str) -> None:
    assert faults(EVERY[slug]) == []


@pytest.mark.parametrize("slug", EVERY)
def test_it_says_what_it_is_for_and_asks_for_something(slug: str) -> None:
    form = read(EVERY[slug])
    assert len(form.purpose) > 40
    assert any(item.required for item in form.items.values()), "a form in which nothing must be answered"
    assert all(len(section.text) < 150 for section in form.sections)


def test_answers_to_every_type_are_a_questionnaire_response_as_fhir_has_it() -> None:
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

    from tests.assessments.conftest import MIXED

    content: dict[str, list[Any]] = {
        "who-lives": ["both-parents"], "what-is-seen": ["Words"], "hurt": [True], "siblings": [2],
        "last-seen": ["2026-11-20"], "languages": ["english", "welsh"], "school-type": [{"other": "At home"}],
        "height": ["1.20"], "sleep": ["2"], "person.0.name": ["Nan"], "person.1.name": ["Rex"],
    }  # fmt: skip
    told = response_of(read(MIXED), content)
    QuestionnaireResponse.model_validate(told)
    people = next(item for item in told["item"] if item["linkId"] == "people")
    assert [one["item"][0]["answer"] for one in people["item"]] == [[{"valueString": "Nan"}], [{"valueString": "Rex"}]]


def test_a_value_set_is_read_from_its_expansion_and_from_what_composes_it() -> None:
    """LHC-Forms asks a server for the second: so ours come expanded, and forms of others are read either way."""
    composed = deepcopy(EVERY["gad-7"])
    concepts = composed["contained"][0].pop("expansion")["contains"]
    (system,) = {concept.pop("system") for concept in concepts}
    composed["contained"][0]["compose"] = {"include": [{"system": system, "concept": concepts}]}
    assert faults(composed) == []
    assert read(composed).items == read(EVERY["gad-7"]).items
    composed["contained"][0]["compose"]["include"][0]["concept"] = []
    assert "nothing to choose from" in str(faults(composed)[0])
    answer = response_of(read(EVERY["gad-7"]), {"gad-1": ["2"]})["item"][0]["item"][0]["answer"][0]["valueCoding"]
    assert (answer["system"], answer["code"], answer["display"]) == (system, "2", "More than half the days")


LED_BY = {  # a profile under which somebody who does such work can read all of the form, and so sign it off
    "amhp-report": "approved mental health professional",
    "care-act-needs-assessment": "adult social worker",
    "carers-assessment": "adult social worker",
    "care-and-support-plan": "adult social worker",
    "section-42-enquiry": "adult social worker",
    "mental-capacity-assessment": "adult social worker",
    "asset": "youth justice worker",
    "assetplus": "youth justice worker",
    "prevention-and-diversion": "youth justice worker",
    "pathway-plan": "personal adviser (care leavers)",
    "contact-and-referral": "front door screening",
    "phq-9": "core group: mental health service",
    "gad-7": "core group: mental health service",
}


@pytest.mark.parametrize("slug", EVERY)
def test_somebody_who_does_such_work_can_sign_it_off(slug: str) -> None:
    form = read(EVERY[slug])
    profile = LED_BY.get(slug, "allocated social worker")
    grades = next(grades for name, _, grades in profiles() if name == profile)
    reach = dict(zip(DOMAINS, grades, strict=True))
    assert not [part for part in form.parts if part[1] > reach[part[0]]], profile
    assert form.part[1] <= reach[form.part[0]]


def test_they_stand_in_the_database(town: Any) -> None:
    from kith.assessments.queries import forms

    with town.acting("sara"):
        assert set(EVERY) <= {form.slug for form in forms()}


def test_they_are_checked_published_and_listed_by_command(town: Any, tmp_path: Any) -> None:
    """`kith forms`: what is wrong is said with its path, and nothing of it stands."""
    ours = EVERY["gad-7"] | {"id": "by-command", "version": "1", "title": "By command"}
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(ours))
    bad.write_text(json.dumps(ours | {"item": [{"linkId": "a", "type": "group", "text": "A"}]}))
    said = StringIO()
    call_command("forms", "check", str(good), stdout=said)
    call_command("forms", "add", str(good), stdout=said)
    call_command("forms", "list", stdout=said)
    assert "nothing is wrong" in said.getvalue() and "by-command, version 1: published" in said.getvalue()
    assert "by-command 1: By command" in said.getvalue()
    for what in ("check", "add"):
        with pytest.raises(CommandError, match=r"item\[0\]: is a group with nothing"):
            call_command("forms", what, str(bad))
