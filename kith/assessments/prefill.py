"""What a form begins with from the record: a small FHIR Patient of what its writer sees.

Only what is identity at essential grade or below goes in, never a protected address, and a question that is filled in
so is itself identity at essential grade (checking.py): what is copied opens to nobody who did not open it before.
"""

from typing import Any

from kith.access.grades import Grade
from kith.assessments.definition import Content, Item, Option, Value
from kith.assessments.expressions import worked_out
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


def begun(section: Item, patient: dict[str, Any]) -> Content:
    """What stands in a section that nobody has filled in yet."""
    found: Content = {}
    for item in section.walk():
        if item.initial and item.asks:
            value = _fitting(item, worked_out(item.initial, patient))
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
