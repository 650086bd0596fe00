"""Each dependency says why it is there, and is locked with its hashes."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

from tests.repository import tree

PYPROJECT = tree.ROOT / "pyproject.toml"
ENTRY = re.compile(r'^\s*"([A-Za-z0-9_.-]+)(\[[a-z,]+\])?[^"]*",\s*(#\s*\S.*)?$')


def _declared() -> list[str]:
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    return [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]


def _locked() -> dict[str, str]:
    """Name → the lines of its entry."""
    entries = re.split(r"\n(?=[a-z0-9])", (tree.ROOT / "requirements.txt").read_text())
    return {entry.split("==")[0].split("[")[0]: entry for entry in entries}


def _plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ;]", requirement)[0].lower().replace("_", "-")


def test_each_has_a_reason() -> None:
    reasons = {m[1]: m[3] for line in PYPROJECT.read_text().splitlines() if (m := ENTRY.match(line))}
    assert {re.split(r"[\[<>=!~ ;]", d)[0] for d in _declared()} - {n for n, why in reasons.items() if why} == set()


def test_each_is_locked() -> None:
    assert {_plain(d) for d in _declared()} <= set(_locked())


def test_the_lock_has_hashes_and_no_addresses() -> None:
    assert not [name for name, entry in _locked().items() if "--hash=sha256:" not in entry]
    assert "://" not in (tree.ROOT / "requirements.txt").read_text()


def test_the_front_end_is_locked() -> None:
    lock = (tree.ROOT / "frontend" / "package-lock.json").read_text()
    assert '"integrity"' in lock and '"resolved"' not in lock


def test_the_parts_are_told_whole(tmp_path: Path) -> None:
    """Every locked library and every part of the front end, with its version and a purl that scanners know it by."""
    subprocess.run([tree.ROOT / "script" / "parts", tmp_path], check=True, capture_output=True)
    python, front = (json.loads((tmp_path / f"{name}.json").read_text()) for name in ("python", "front-end"))
    assert {_plain(part["name"]) for part in python["components"]} == set(_locked()) - {""}
    lock = json.loads((tree.ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert {f"node_modules/{_whole(part)}" for part in front["components"]} >= {"node_modules/govuk-frontend"}
    assert len(front["components"]) == len(lock) - 1
    assert all(part["version"] and part["purl"].startswith("pkg:") for part in python["components"])


def _whole(part: dict[str, str]) -> str:
    return f"{part['group']}/{part['name']}" if part.get("group") else part["name"]
