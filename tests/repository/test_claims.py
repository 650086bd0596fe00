"""docs/security says what was tried and what noticed it: what it cites is there, and its figures are true."""

import csv
import re

import pytest

from tests.access.mutants import FUNCTIONS
from tests.repository import tree

FOLDER = tree.ROOT / "docs" / "security"
CLAIMS = list(csv.DictReader((FOLDER / "claims.csv").open(newline="")))
ATTACKS = (FOLDER / "attacks.md").read_text()
MUTANTS = (FOLDER / "mutants.md").read_text()
ALREADY = "not broken: "  # followed by the reason


@pytest.mark.parametrize("row", CLAIMS, ids=[row["claim"] for row in CLAIMS])
def test_each_claim_was_broken_and_something_turned_red(row: dict[str, str]) -> None:
    assert all((row[column] or "").strip() for column in ("claim", "shown by", "broken by"))
    cited = row["shown by"].split() + row["turned red"].split()
    assert not [each for each in cited if not tree.is_there(each)]
    assert bool(row["turned red"].strip()) != row["broken by"].startswith(ALREADY)


def test_no_claim_stands_twice() -> None:
    assert len({row["claim"] for row in CLAIMS}) == len(CLAIMS) > 30


def test_attacks_name_tests_that_are_there() -> None:
    """Each in a file or folder that the page names."""
    named = {tree.ROOT / path.rstrip("/") for path in re.findall(r"tests/[\w/]+(?:\.py)?", ATTACKS)}
    named |= {file for name in re.findall(r"\btest_\w+\.py", ATTACKS) for file in (tree.ROOT / "tests").rglob(name)}
    named |= {
        file for name in re.findall(r"`(test_\w+)`", ATTACKS) for file in (tree.ROOT / "tests").rglob(f"{name}.py")
    }
    files = {file for place in named for file in (place.rglob("*.py") if place.is_dir() else [place]) if file.is_file()}
    known = {test for file in files for test in tree.tests_in(file)} | {file.stem for file in files}
    cited = set(re.findall(r"`(test_\w+)", ATTACKS))
    assert len(cited) > 80 and not cited - known


def test_the_figures_of_the_mutants_are_those_of_their_tables() -> None:
    told = re.findall(r"^\| `.*` \| (.*) \|$", MUTANTS, re.MULTILINE)
    alike, invalid = (sum(each.startswith(words) for each in told) for words in ("changes nothing: ", "not valid: "))
    said = " ".join(MUTANTS.split("\n## ")[0].split())
    assert f"{len(told)} mutants: {len(told) - alike - invalid} noticed, {invalid} not valid, {alike} change" in said
    assert "0 survived" in said and "SURVIVED" not in MUTANTS


def test_every_function_that_is_broken_has_its_table() -> None:
    whole = [function if "." in function else f"access.{function}" for function in FUNCTIONS]
    assert re.findall(r"^## (.+)$", MUTANTS, re.MULTILINE) == whole
