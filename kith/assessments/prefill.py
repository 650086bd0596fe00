"""What a form begins with from the record: a small FHIR Patient of what its writer sees.

Only what is identity at essential grade or below goes in, never a protected address, and a question that is filled in
so is itself identity at essential grade (checking.py): what is copied opens to nobody who did not open it before.

Where the work began with a referral, `%referral` is a small FHIR ServiceRequest of it. A question is filled in from it
only where it is asked in the same domain and at least as far in as the referral stands, for the same reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kith.access.grades import Grade
from kith.assessments.definition import Content, Item, Option, Value
from kith.assessments.expressions import NOTHING, worked_out
from kith.people.models import Held, ParticularKind
from kith.people.queries import Person

TELECOM = {ParticularKind.TELEPHONE: "phone", ParticularKind.EMAIL: "email"}


def patient_of(person: Person) -> dict[str, Any]:
    """Names, birth, address, gender, language and how to make contact, as FHIR's Patient has them."""
    birth, address = person.birth, person.address
    found: dict[str, Any] = {"resourceType": "Patient", "id": str(person.id)}
    if person.name and _open(person.name):
        found["name"] = [{"text": str(person.name), "given": [person.name.given], "family": person.name.family}]
    if birth and _open(birth) and birth.on and birth.precision == "exact":
        found["birthDate"] = birth.on.isoformat()
    if address and _open(address) and not address.protected:
        found["address"] = [{"text": "\n".join(filter(None, [address.lines, address.postcode]))}]
    numbers = [p for p in person.particulars_of(*TELECOM) if _open(p)]
    found["telecom"] = [{"system": TELECOM[ParticularKind(p.kind)], "value": p.value} for p in numbers]
    languages = [p for p in person.particulars_of(ParticularKind.LANGUAGE) if _open(p)]
    found["communication"] = [{"language": {"text": p.value}} for p in languages]
    return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Referral:
    """What was sent in, as whoever fills the form in opens it: a ServiceRequest, and where its row stands."""

    said: Mapping[str, Any]
    domain: str
    grade: int

    def goes_into(self, item: Item) -> bool:
        return item.part[0] == self.domain and item.part[1] >= self.grade


def asks_of_referral(section: Item) -> bool:
    return any(item.from_referral for item in section.walk())


def begun(section: Item, patient: dict[str, Any], referral: Referral | None = None) -> Content:
    """What stands in a section that nobody has filled in yet."""
    found: Content = {}
    for item in section.walk():
        if not item.initial or not item.asks:
            continue
        if item.from_referral and not (referral and referral.goes_into(item)):
            continue
        value = _fitting(item, worked_out(item.initial, patient, referral.said if referral else NOTHING))
        if value is not None:
            found[item.key] = [value]
    return found


def _open(row: Held) -> bool:
    return row.grade <= Grade.ESSENTIAL


def _fitting(item: Item, value: Any) -> Value | None:
    """Only what the question could be answered with."""
    if item.options:
        chosen: Option | None = item.option(value)
        return chosen.code if chosen else None
    return str(value) if isinstance(value, str) and value.strip() and item.kind in ("string", "text", "date") else None
