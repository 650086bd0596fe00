"""A definition as somebody sends it: text into a Questionnaire, or what is wrong with it. Nothing is stored."""

import json
from typing import Any

from kith.agencies.models import Agency
from kith.assessments.checking import LARGEST, Fault, faults
from kith.assessments.models import Form

COMES_WITH_KITH = "Kith itself"


def read_text(text: bytes | str) -> tuple[dict[str, Any], list[Fault]]:
    """The Questionnaire and its faults; an empty one where there is no reading it."""
    if len(text) > LARGEST:
        return {}, [Fault("The file", f"is larger than {LARGEST // 1_000_000} MB, and was not read")]
    try:
        told = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text, parse_constant=_no_number)
    except UnicodeDecodeError:
        return {}, [Fault("The file", "is not text in UTF-8: is it the FHIR JSON of a Questionnaire?")]
    except json.JSONDecodeError as wrong:
        return {}, [Fault(f"line {wrong.lineno}, character {wrong.colno}", f"is not JSON: {wrong.msg}")]
    except (ValueError, RecursionError) as wrong:
        return {}, [Fault("The file", f"cannot be read: {wrong}")]
    found = faults(told)
    return (told if isinstance(told, dict) and not found else {}), found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number in JSON")


def standing(questionnaire: dict[str, Any]) -> Form | None:
    """The newest version that is published under this name."""
    return Form.objects.select_related("publisher").filter(slug=questionnaire["id"]).order_by("-version").first()


def in_the_way(questionnaire: dict[str, Any], stands: Form | None, agency: int | None) -> list[Fault]:
    """What stands already and keeps this from being published. The database holds the same (sql/0001_responses.sql)."""
    if stands is None:
        return []
    if stands.publisher_id != agency:
        return [Fault("id", f"“{stands.slug}” is a form of {whose(stands.publisher)}: give yours a name of its own")]
    if stands.version >= int(questionnaire["version"]):
        told = questionnaire["version"]
        words = f"is {told}, and {stands.version} stands already: count it up to {stands.version + 1}"
        return [Fault("version", words)]
    return []


def whose(publisher: Agency | None) -> str:
    return publisher.name if publisher else COMES_WITH_KITH
