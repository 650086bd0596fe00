"""What the form of a step says of what it came to is not typed again; what stands further in stays there."""

from types import SimpleNamespace
from typing import Any

import pytest

from kith.assessments.definition import read
from kith.assessments.starting import definitions
from kith.casework.chains import chains
from kith.casework.decided import decided
from kith.casework.models import Step

FORMS = {each["id"]: read(each) for each in definitions()}


def said(chain: str, step: str, **content: list[str]) -> dict[str, str]:
    kind = chains()[chain].steps[step]
    answers: Any = {key.replace("_", "-"): values for key, values in content.items()}
    filled: Any = SimpleNamespace(definition=FORMS[kind.form], content=answers)
    return decided(Step(chain=chain, step=step, domain=kind.domain, grade=kind.grade), filled)


def test_what_was_decided_and_why_stand_in_the_form_already() -> None:
    found = said("children", "referral", outcome=["early-help"], outcome_why=["They ask for it."])
    assert found == {"outcome": "early_help", "reason": "They ask for it."}


def test_what_was_asked_further_in_than_the_step_stands_is_not_copied_out() -> None:
    """The conclusion of an enquiry is sensitive, and the chronology would say it at practice grade."""
    found = said(
        "children", "section_47", substantiated=["the-concern-was-not-borne-out"], substantiated_why=["He fell."]
    )
    assert found == {"outcome": "nothing"}


@pytest.mark.parametrize("content", [{}, {"outcome": ["passed-to-another-council-or-organisation"]}])
def test_what_it_does_not_say_is_asked(content: dict[str, list[str]]) -> None:
    assert said("children", "referral", **content) == {}


def test_every_form_that_decides_says_so_of_most_that_a_step_can_come_to() -> None:
    deciding = [step for chain in chains().values() for step in chain.steps.values() if step.decides]
    assert len(deciding) > 8
    assert all(sum(bool(o.answers) for o in step.outcomes.values()) >= len(step.outcomes) - 1 for step in deciding)
