"""The files of the return, their fields and their codes, from the two lists beside this module."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
COMPULSORY = "header"
# Councils and suppliers name the same file differently.
FILE_NAMES = {
    "header": "header",
    "episodes": "episodes",
    "reviews": "reviews",
    "uasc": "uasc",
    "oc2": "oc2",
    "oc3": "oc3",
    "ad1": "ad1",
    "placed_adoption": "placed_adoption",
    "placed_for_adoption": "placed_adoption",
    "prev_perm": "prev_perm",
    "previous_permanence": "prev_perm",
    "missing": "missing",
    "social_worker": "social_worker",
    "sw_episodes": "social_worker",
}


@dataclass(frozen=True)
class Field:
    """One column: its kind (string, date, category, numeric), what may stand in it, whether it may be blank."""

    name: str
    kind: str
    constraint: str
    may_be_blank: bool
    codes: dict[str, str]
    limits: tuple[int, int] | None

    def standard(self, value: str) -> str:
        """The code that `value` stands for: older lists wrote some codes differently (sex 1 for M)."""
        return self.codes.get(value, value)


@dataclass(frozen=True)
class Definition:
    """One file of the return."""

    name: str
    fields: dict[str, Field]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _codes() -> dict[tuple[str, str], dict[str, str]]:
    """(file, field) → what may be written → the code meant. A label "Male|1" means that 1 may be written too."""
    codes: dict[tuple[str, str], dict[str, str]] = {}
    for row in _rows("codes.csv"):
        listed = codes.setdefault((row["file"], row["field"]), {})
        for written in (row["code"], *row["label"].split("|")[1:]):
            listed[written] = row["code"]
    return codes


def _limits(constraint: str) -> tuple[int, int] | None:
    limits = json.loads(constraint) if constraint.startswith("{") else {}
    return (limits["min_value"], limits["max_value"]) if "min_value" in limits else None


@cache
def definitions() -> dict[str, Definition]:
    """Every file of the return by name."""
    codes = _codes()
    found: dict[str, Definition] = {}
    for row in _rows("fields.csv"):
        fields = found.setdefault(row["file"], Definition(row["file"], {})).fields
        fields[row["field"]] = Field(
            name=row["field"],
            kind=row["kind"],
            constraint=row["constraint"],
            may_be_blank=row["can_be_blank"] == "True",
            codes=codes.get((row["file"], row["field"]), {}),
            limits=_limits(row["constraint"]),
        )
    return found


@cache
def listed_labels(field: str) -> dict[str, str]:
    """Code → label, for fields whose list carries labels (ethnic group, sex)."""
    return {
        row["code"]: row["label"].split("|")[0] for row in _rows("codes.csv") if row["field"] == field and row["label"]
    }
