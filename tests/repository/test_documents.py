"""The documents say what the code does: settings, events, decisions, commands, the schema."""

import ast
import re
from typing import Any

from tests.repository import schema, tree

DOCS = tree.ROOT / "docs"
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#: ]+)(#[^)]*)?\)")
SETTING = re.compile(r"KITH_[A-Z_]+|DATABASE_URL")
LOGGED = re.compile(
    r"(?:access|supervision)\.log(?:_act)?\(("
    r"CASE WHEN \w+ THEN '(?P<then>[\w ]+)' ELSE '(?P<other>[\w ]+)'|'(?P<one>[\w ]+)')"
)
LEAVING_AN_EVENT = {"log": 0, "a_look": 0, "leave_event": 1, "one_look": 1}  # name → place of the action
APPENDED = re.compile(r"(?:audit\.append\([\w., ]*(?:purpose|''|'job'), |access\.session_event\(s, )'([\w ]+)'")


def _rows(document: str) -> set[str]:
    return set(ROW.findall((DOCS / document).read_text()))


def _code(suffix: str) -> list[str]:
    return [f.read_text() for f in tree.files() if f.suffix == suffix and f.is_relative_to(tree.ROOT / "kith")]


def _logged_in_python() -> set[str]:
    """Actions handed to what leaves an event, both arms of a choice included, and defaults of parameters so named."""
    found: set[str] = set()
    for node in (n for file in tree.python() for n in ast.walk(tree.parsed(file))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = LEAVING_AN_EVENT.get(node.func.id)
            found |= _texts(node.args[place]) if place is not None and len(node.args) > place else set()
        elif isinstance(node, ast.arguments):
            named = zip(reversed(node.args), reversed(node.defaults), strict=False)
            found |= {text for arg, default in named if arg.arg == "action" for text in _texts(default)}
    return found


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _logged_in_sql() -> set[str]:
    text = "\n".join(_code(".sql"))
    logged = {m[group] for m in LOGGED.finditer(text) for group in ("then", "other", "one") if m[group]}
    return logged | set(APPENDED.findall(text))


def test_settings_are_documented() -> None:
    read = {name for text in _code(".py") for name in SETTING.findall(text)}
    assert _rows("settings.md") == read


def test_settings_in_the_database_are_documented(database: Any) -> None:
    told = (DOCS / "settings.md").read_text().split("## In the database")[1]
    rows = {name: int(value) for name, value in re.findall(r"^\| ([a-z ]+) \|.*\| (\d+) \|$", told, re.MULTILINE)}
    with database.superuser() as admin:
        assert dict(admin.execute("SELECT name, value FROM access.setting").fetchall()) == rows


def test_events_are_documented() -> None:
    assert _rows("events.md") == _logged_in_python() | _logged_in_sql()


def test_decisions_are_indexed() -> None:
    files = {p.name for p in (DOCS / "decisions").glob("[0-9]*.md")}
    linked = {m[1] for m in LINK.finditer((DOCS / "decisions" / "README.md").read_text())}
    assert linked == files


def test_decisions_have_one_form() -> None:
    for file in (DOCS / "decisions").glob("[0-9]*.md"):
        text = file.read_text()
        assert re.match(r"# \d+[.:]? ", text) and "Status: " in text, file.name
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequences")), file.name


def test_numbers_of_decisions_are_used_once() -> None:
    numbers = [p.name[:4] for p in (DOCS / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{tree.name(file)} → {m[1]}"
        for file in tree.files()
        if file.suffix == ".md"
        for m in LINK.finditer(file.read_text())
        if not (file.parent / m[1]).exists()
    ]
    assert not broken


def test_commands_in_documents_exist() -> None:
    """Every `script/...` that a document or a script names."""
    named = {
        name
        for file in tree.files()
        if file.suffix == ".md" or file.parent.name in ("script", ".ci")
        for name in re.findall(r"(?<![\w/])script/[a-z]+", file.read_text())
    }
    assert not [name for name in named if not (tree.ROOT / name).stat().st_mode & 0o100]


def test_every_app_is_in_the_map() -> None:
    """ARCHITECTURE.md and README.md name every floor."""
    for document in ("ARCHITECTURE.md", "README.md"):
        text = (tree.ROOT / document).read_text()
        assert not [app for app in tree.floors() if f"{app}/" not in text], document


def test_the_schema_is_the_one_written_down(database: Any) -> None:
    """script/fix writes it anew."""
    from tests.conftest import server

    assert schema.dumped(server, database.name) == schema.FILE.read_text(), "run script/fix, and read what changed"
