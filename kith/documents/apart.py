"""Runs drawing.py as a program of its own: no database, no secret, little memory and time, and only its answer back."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("drawing.py")
PATIENCE = 40  # seconds, of a busy machine


@dataclass(frozen=True)
class Told:
    """What it found, and the parts that it drew; or, under `not_taken`, why it takes none of it."""

    found: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    not_taken: str = ""


def ask(what: str, file: bytes, *more: int) -> Told:
    """`look` at a file, or draw one `sheet` of a PDF. It may end or hang on what it is given: then it is not taken."""
    command = [sys.executable, "-I", str(PROGRAM), what, *map(str, more)]
    try:
        run = subprocess.run(command, input=file, capture_output=True, timeout=PATIENCE, env={}, check=False)
    except subprocess.TimeoutExpired:
        return Told(not_taken="too much")
    if run.returncode:
        return Told(not_taken="too much")
    line, _, rest = run.stdout.partition(b"\n")
    found = json.loads(line)
    parts, at = {}, 0
    for name, length in found.pop("parts").items():
        parts[name], at = rest[at : at + length], at + length
    return Told(found, parts, found.pop("not taken", ""))
