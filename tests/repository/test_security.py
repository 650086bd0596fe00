"""docs/security says what is met and how it is known: what it names is there.

asvs.csv: every requirement of levels 1 and 2 of OWASP ASVS 5.0.0, in words of our own. hazards.csv: what may go wrong
for people, and what keeps it from happening.
"""

import csv
import re
from collections import Counter

import pytest

from tests.repository import tree

FOLDER = tree.ROOT / "docs" / "security"
# Requirements of levels 1 and 2 in each section of ASVS 5.0.0 (published by OWASP): how many there must be.
SECTIONS = {
    "V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7, "V10": 29, "V11": 14,
    "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7,
}  # fmt: skip
STATUSES = {"met", "not applicable", "later"}
CAPABILITIES = {
    "API", "deployment", "documents", "meetings", "operations", "operations: updates", "operations: vault", "retention",
}  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


ASVS = _rows("asvs.csv")
HAZARDS = _rows("hazards.csv")


def test_every_requirement_stands_once() -> None:
    ids = [row["id"] for row in ASVS]
    assert len(ids) == len(set(ids)) == 253
    assert Counter(one.split(".")[0] for one in ids) == SECTIONS
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", one) for one in ids)


@pytest.mark.parametrize("row", ASVS, ids=[row["id"] for row in ASVS])
def test_each_is_met_or_says_why_not(row: dict[str, str]) -> None:
    proof = row["proof, reason or capability"]
    assert row["level"] in {"1", "2"} and row["status"] in STATUSES and row["what"].strip() and proof.strip()
    assert row["status"] != "met" or tree.is_there(proof), proof
    assert row["status"] != "later" or proof in CAPABILITIES, proof


@pytest.mark.parametrize("row", HAZARDS, ids=[row["id"] for row in HAZARDS])
def test_each_hazard_has_controls_that_are_shown(row: dict[str, str]) -> None:
    assert all(row[column].strip() for column in row), row["id"]
    shown = row["shown by"].split()
    assert shown and not [proof for proof in shown if not tree.is_there(proof)]


def test_the_risks_that_remain_are_those_that_the_page_names() -> None:
    (said,) = re.findall(
        r"^- \*\*\w+ of the residual risks are 3\*\*:(.+?)^-", (FOLDER / "hazards.md").read_text(), re.M | re.S
    )
    assert set(re.findall(r"H\d\d", said)) == {r["id"] for r in HAZARDS if r["residual risk"].endswith(": 3")}
    assert not [row["id"] for row in HAZARDS if row["residual risk"].endswith((": 4", ": 5"))]


def test_each_risk_follows_from_severity_and_likelihood() -> None:
    """The matrix of docs/security/hazards.md."""
    matrix = re.findall(r"^\| \*\*(\w[\w ]*)\*\* \|(.+)\|$", (FOLDER / "hazards.md").read_text(), re.MULTILINE)
    told = {severity: [cell.strip() for cell in cells.split("|")] for severity, cells in matrix}
    likelihoods = ["very low", "low", "medium", "high"]
    for row in HAZARDS:
        for when in ("initial", "residual"):
            severity, likelihood, risk = re.split(", |: ", row[f"{when} risk"])
            assert told[severity][likelihoods.index(likelihood)] == risk, (row["id"], when)
