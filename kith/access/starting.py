"""Starting values, which information governance edits from there on: profiles, and caps of agreements."""

import csv
from functools import cache
from pathlib import Path

from kith.access.grades import DOMAINS

DATA = Path(__file__).parent / "data"


def profiles() -> list[tuple[str, str, list[int]]]:
    """(name, who may hold it, grades in the order of DOMAINS) of every starting profile."""
    return [(row["profile"], row["held_by"], _grades(row)) for row in _rows("profiles.csv")]


@cache
def caps() -> dict[tuple[str, str], list[int]]:
    """(kind of the owner, kind of the recipient) → highest grades, in the order of DOMAINS."""
    agreed = [row for row in _rows("agreement_caps.csv") if row["owner_kind"] != "any"]
    return {(row["owner_kind"], row["recipient_kind"]): _grades(row) for row in agreed}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="") as file:
        return list(csv.DictReader(file))


def _grades(row: dict[str, str]) -> list[int]:
    return [int(row[domain]) for domain in DOMAINS]
