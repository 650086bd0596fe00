"""Forms filled in and signed off in the region, by the same doors as everybody's: region/forms.yaml says which.

One is about somebody older whose worker goes on, whoever that is in this region; the others about the hero's family.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from kith.access.explain import explain
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.save_sections import save_sections
from kith.assessments.answering import FIELD
from kith.assessments.models import Response
from kith.assessments.queries import filled
from kith.casework.actions.begin_form import begin_form
from kith.casework.chains import kind_of
from kith.casework.models import State, Step
from kith.core.errors import Invalid, Unknown
from kith.demo.region.shapes import Involvement, Person, Region

FORMS = Path(__file__).parent / "region" / "forms.yaml"
ADULT, THEIR_WORKER, WEEKS = "an adult", "adult social worker", timedelta(days=60)


@dataclass(frozen=True)
class Told:
    """One form: about whom, by which post, on which day, what was typed in it."""

    person: str
    author: str
    on: date
    form: str
    typed: dict[str, list[str]]
    signed: bool


def told(region: Region) -> list[Told]:
    """All of them, the oldest first."""
    known = {person.key: person for person in region.persons}
    worked = an_adult(region)
    found = []
    for said in yaml.safe_load(FORMS.read_text()):
        about, by = (worked.person, worked.holder[5:]) if said["about"] == ADULT else (said["about"], said["by"])
        on = region.anchor - timedelta(days=said["days"])
        typed = dict(_typed(said, known[about], region.anchor))
        found.append(Told(about, by, on, said["form"], typed, not said.get("left")))
    return sorted(found, key=lambda each: each.on)


def an_adult(region: Region) -> Involvement:
    """The first whose own worker has known them for some weeks, and goes on."""
    going = (
        i
        for i in region.involvements
        if i.profile == THEIR_WORKER and i.capacity == "subject" and not i.ends and i.holder.startswith("post:")
        and i.starts + WEEKS < region.anchor
    )  # fmt: skip
    return min(going, key=lambda i: i.person)


def _typed(said: dict[str, Any], person: Person, anchor: date) -> Iterator[tuple[str, list[str]]]:
    """Fields of a page and what is typed in each."""
    names = {"name": f"{person.given} {person.surname}", "given": person.given}
    for key, answer in said["answers"].items():
        yield FIELD + key, answer if isinstance(answer, list) else [answer.format(**names)]
    for number, value in enumerate(said.get("total", ()), 1):
        yield f"{FIELD}phq-{number}", [str(value)]
    days = {key: anchor - timedelta(days=ago) for key, ago in said["dates"].items()}
    for key, day in (days | ({"born": person.born} if "name" in said["answers"] else {})).items():
        for part in ("day", "month", "year"):
            yield f"{FIELD}{key}:{part}", [str(getattr(day, part))]


def put(each: Told, person: UUID) -> None:
    """As its author. What a form refuses, the load refuses: a form of the region has nothing wrong in it."""
    if (found := explain(person)) is None:
        raise Unknown
    reach = found.on_rows_of
    row = _begun(each.form, person)
    sections = [section.key for section in filled(person, row.id, reach).definition.sections]
    saved = save_sections(
        person_id=person, response_id=row.id, sections=sections, typed=each.typed, base={}, reach_on=reach
    )
    if saved.errors:
        raise Invalid(f"{each.form}: {saved.errors}")
    if each.signed:
        sign_response(person_id=person, response_id=row.id, reach_on=reach)


def _begun(slug: str, person: UUID) -> Response:
    """From the step that is done in such a form, where one goes on; else by itself."""
    for step in Step.objects.filter(person_id=person, state=State.OPEN, response=None):
        if kind_of(step.chain, step.step).form == slug:
            return begin_form(person_id=person, step_id=step.id)
    return begin_response(person_id=person, slug=slug)
