"""Extensions of a form definition: Kith's own, and those of FHIR that it reads. Pure."""

from collections.abc import Mapping
from typing import Any

OURS = "urn:kith:fhir:"
DOMAIN = f"{OURS}domain"  # valueCode: what the answer is about; inherited from the group, then the form
GRADE = f"{OURS}grade"  # valueInteger: how far in it is; inherited likewise
OFFERED = f"{OURS}offered-to"  # valueCode, of the form, repeated: kinds of organisation that find it; none: all
BAND = f"{OURS}band"  # of a score, repeated: "from" (valueInteger) and "label" (valueString) inside it
VERIFY = f"{OURS}verify"  # valueString: what must be checked locally before a service relies on it
ALERT = f"{OURS}alert"  # of a question with weights: "above" (valueInteger) and "words" (valueString) inside it

AGREED = f"{OURS}agreed"  # valueCode, of a question: what it says of an action: need, outcome, what, who or when

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
INITIAL = f"{SDC}initialExpression"
CALCULATED = f"{SDC}calculatedExpression"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
MINIMUM = "http://hl7.org/fhir/StructureDefinition/minValue"
MAXIMUM = "http://hl7.org/fhir/StructureDefinition/maxValue"
UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"  # of a quantity: its one unit
UNITS = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"  # repeated: those to choose from
HELP = "http://hl7.org/fhir/StructureDefinition/entryFormat"  # a hint beside the box


def all_of(element: Mapping[str, Any], url: str) -> list[Mapping[str, Any]]:
    """The extensions of this address, in their order."""
    return [found for found in element.get("extension", ()) if found.get("url") == url]


def value_of(element: Mapping[str, Any], url: str) -> Any:
    """The value of the first extension of this address; None where there is none."""
    return next((value(found) for found in all_of(element, url)), None)


def value(extension: Mapping[str, Any]) -> Any:
    """`value[x]`, whatever x is."""
    return next((held for name, held in extension.items() if name.startswith("value")), None)


def expression_of(element: Mapping[str, Any], url: str) -> str:
    """The FHIRPath of an extension that holds an expression, or nothing."""
    found = value_of(element, url)
    return found.get("expression", "") if isinstance(found, Mapping) else ""
