"""A form with a question in every domain at every grade, where each answer of a generated world has a place; and one
whose score is made of two answers that lie apart.
"""

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from kith.access.grades import DOMAINS

SLUG, MEASURE = "every-part", "made-of-two"
GRADES = (1, 2, 3, 4, 5)
PUBLISH = """
    INSERT INTO assessments_form (slug, version, title, domain, grade, definition, digest, places, published_at)
    SELECT '', 0, '', '', 0, %s, '', '{}', now() WHERE NOT EXISTS (SELECT FROM assessments_form WHERE slug = %s)"""
HALVES = {"first": ("health", 2), "second": ("mental_health", 3)}  # the questions of which the score is made
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"


def question(domain: str, grade: int) -> str:
    """The key of a question: of its kind there is one in each domain at each grade."""
    return f"{section(domain)}-{grade}"


def section(domain: str) -> str:
    return domain.replace("_", "-")


def _where(domain: str, grade: int) -> list[dict[str, Any]]:
    return [
        {"url": "urn:kith:fhir:domain", "valueCode": domain},
        {"url": "urn:kith:fhir:grade", "valueInteger": grade},
    ]


def definition() -> dict[str, Any]:
    def asked(domain: str, grade: int) -> dict[str, Any]:
        key = question(domain, grade)
        return {"linkId": key, "type": "text", "text": f"Of {key}?", "extension": _where(domain, grade)}

    items = [
        {"linkId": section(d), "type": "group", "text": f"About {section(d)}", "item": [asked(d, g) for g in GRADES]}
        for d in DOMAINS
    ]
    return {
        "resourceType": "Questionnaire", "id": SLUG, "version": "1", "title": "Every part", "status": "active",
        "url": f"urn:x:{SLUG}", "description": "A question in each domain at each grade.",
        "extension": _where("identity", 1), "item": items,
    }  # fmt: skip


def measure() -> dict[str, Any]:
    """What it comes to is told to whoever opens both halves."""
    asked = [
        {"linkId": key, "type": "integer", "text": f"The {key}?", "extension": _where(*part)}
        for key, part in HALVES.items()
    ]
    both = "%resource.item.item.where(linkId in ('first' | 'second')).answer.valueInteger.sum()"
    worked_out = {"url": CALCULATED, "valueExpression": {"language": "text/fhirpath", "expression": both}}
    score = {"linkId": "score", "type": "integer", "text": "Score", "readOnly": True, "extension": [worked_out]}
    section = {"linkId": "halves", "type": "group", "text": "Halves", "item": [*asked, score]}
    about = {"id": MEASURE, "url": f"urn:x:{MEASURE}", "title": "Made of two", "description": "A score of two answers."}
    return definition() | about | {"item": [section]}


def publish(superuser: psycopg.Connection[Any]) -> None:
    """Once in a database. As it comes with Kith: what a form may hold is tested in tests/assessments."""
    for told in (definition(), measure()):
        superuser.execute(PUBLISH, [Jsonb(told), told["id"]])
