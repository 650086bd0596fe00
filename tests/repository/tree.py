"""What is in the repository: its files, its Python, its floors."""

import ast
import configparser
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(p for name in sorted(told.stdout.split("\0")) if name and (p := ROOT / name).is_file())


def words(file: Path) -> str | None:
    """The file as text, or None where it is not text."""
    try:
        return file.read_text()
    except UnicodeDecodeError:
        return None


@cache
def python(folder: str = "kith", migrations: bool = False) -> tuple[Path, ...]:
    """Python files below `folder`; migrations, which Django writes, only when asked for."""
    found = (p for p in files() if p.suffix == ".py" and p.is_relative_to(ROOT / folder))
    return tuple(p for p in found if migrations or "migrations" not in p.parts)


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def imported(file: Path) -> set[str]:
    """Dotted names that the file imports."""
    names: set[str] = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def floors() -> dict[str, int]:
    """Each app's floor, 0 at the bottom, as `.importlinter` has them."""
    told = configparser.ConfigParser()
    told.read(ROOT / ".importlinter")
    apps = told["importlinter:contract:floors"]["layers"].split()
    return {app: number for number, app in enumerate(reversed(apps))}


@cache
def tests_in(file: Path) -> set[str]:
    """The names of the functions of a file, of the tests among them."""
    return {node.name for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef)}


def is_there(cited: str) -> bool:
    """`tests/a/test_b.py::test_c`, a file, or a command of `script/`."""
    name, _, test = cited.partition("::")
    file = ROOT / name
    return file.is_file() and (not test or test in tests_in(file))
