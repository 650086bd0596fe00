"""How the code is written: what ruff and mypy cannot say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.repository import tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 33
EXCUSED = yaml.safe_load((Path(__file__).parent / "long.yaml").read_text())
WITHOUT_HTTP = {"models", "queries", "rules", "actions", "tasks"}
HTTP = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages", "django.template.response")
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "manager",
    "managers",
    "common",
    "misc",
    "data",
}
EXCEPTION = re.compile(r"#\s*(?P<what>noqa(: *[A-Z]+[0-9]+)?|type: ignore(\[[a-z-, ]+\])?)(?P<why>.*)$")
UNFINISHED = re.compile(r"\b(TODO|FIXME|HACK)\b")


def _measured(*folders: str) -> list[Path]:
    told = [tree.ROOT / folder for folder in EXCUSED["folders"]]
    files = (file for folder in folders for file in tree.python(folder))
    return [file for file in files if not any(file.is_relative_to(folder) for folder in told)]


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines, the docstring not counted, of each function."""
    for node in ast.walk(tree.parsed(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def test_files_are_short() -> None:
    long = {tree.name(f) for f in _measured("kith", "bench") if f.read_text().count("\n") > LONGEST_FILE}
    assert long == set(EXCUSED["files"] or {}), f"over {LONGEST_FILE} lines: split, or give the reason in long.yaml"


def test_sql_files_are_short() -> None:
    assert not {tree.name(file) for file in _sql() if file.read_text().count("\n") > LONGEST_FILE}


def test_who_opens_a_row_is_written_once() -> None:
    """The words of the decision stand in one file; every other function asks `access.opens`."""
    decision = re.compile(r"audience && (\S+)\s+AND \S*gate && \1\s+AND NOT \S*denied && \1")
    assert [file.name for file in _sql() if decision.search(file.read_text())] == ["0003_protection.sql"]


def _sql() -> list[Path]:
    return sorted((tree.ROOT / "kith").glob("*/sql/*.sql"))


def test_functions_are_short() -> None:
    long = {f"{tree.name(f)}:{n}" for f in _measured("kith") for n, lines in _functions(f) if lines > LONGEST_FUNCTION}
    assert long == set(EXCUSED["functions"] or {}), f"over {LONGEST_FUNCTION} lines: split, or reason in long.yaml"


def test_long_things_have_their_reason() -> None:
    assert all(isinstance(why, str) and why for kind in EXCUSED.values() for why in (kind or {}).values())


def test_no_http_below_the_views() -> None:
    """Models, reads, rules, writes and jobs know nothing of requests: one call serves page, job and import."""
    wrong = [
        f"{tree.name(file)} imports {name}"
        for file in tree.python()
        if file.stem in WITHOUT_HTTP or WITHOUT_HTTP & set(file.parts)
        for name in tree.imported(file)
        if name.startswith(HTTP)
    ]
    assert not wrong


def test_reads_do_not_write() -> None:
    """Writes live in actions: a read that writes would do so without its event."""
    write = re.compile(r"\.(create|bulk_create|update_or_create|get_or_create|bulk_update|delete)\(")
    assert not [tree.name(f) for f in tree.python() if f.stem == "queries" and write.search(f.read_text())]


def test_names_come_from_the_work() -> None:
    named = {tree.name(f) for f in tree.python() if EMPTY_NAMES & {f.stem, *f.relative_to(tree.ROOT).parts[:-1]}}
    assert not named


def test_only_commands_print() -> None:
    wrong = [
        tree.name(file)
        for file in tree.python()
        if "commands" not in file.parts
        for node in ast.walk(tree.parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not wrong


@pytest.mark.parametrize("folder", ["kith", "tests", "bench"])
def test_exceptions_to_the_checks_have_their_reason(folder: str) -> None:
    """Beside it, or beside the first of its kind in the file."""
    for file in tree.python(folder):
        found = [m for line in file.read_text().splitlines() if (m := EXCEPTION.search(line))]
        reasoned = {m["what"] for m in found if len(m["why"].strip(" #,()")) > 8}
        assert {m["what"] for m in found} <= reasoned, tree.name(file)


def test_nothing_is_left_for_later() -> None:
    text = {f: tree.words(f) or "" for f in tree.files() if f.suffix in {".py", ".sql", ".html", ".md", ".js", ".mjs"}}
    assert not [tree.name(f) for f, words in text.items() if UNFINISHED.search(words) and f != Path(__file__)]


def test_no_test_is_skipped() -> None:
    skip = re.compile(r"pytest\.(mark\.)?(skip|xfail)|importorskip")
    assert not [tree.name(f) for f in tree.python("tests") if f != Path(__file__) and skip.search(f.read_text())]


def test_every_app_is_on_a_floor() -> None:
    apps = {p.parent.name for p in tree.python() if p.name == "apps.py"} | {"config"}
    assert apps == set(tree.floors())


def _keys(within: ast.AST) -> set[str]:
    """What stands as a name in any dict that is written out."""
    dicts = (node for node in ast.walk(within) if isinstance(node, ast.Dict))
    return {str(key.value) for each in dicts for key in each.keys if isinstance(key, ast.Constant)}


def test_no_view_hands_over_a_name_that_every_page_has() -> None:
    """The frame of a page wins over what a view says, whose own would be lost without a word. `today` is the same."""
    page = tree.parsed(tree.ROOT / "kith" / "core" / "page.py")
    frame = next(node for node in ast.walk(page) if isinstance(node, ast.FunctionDef) and node.name == "frame")
    taken = _keys(frame) - {"today"} | {"messages"}
    assert "me" in taken
    lost = {tree.name(file): found for file in tree.python("kith/desk") if (found := _keys(tree.parsed(file)) & taken)}
    assert not lost
