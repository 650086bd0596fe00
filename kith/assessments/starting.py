"""The forms that Kith comes with: definitions/*.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "definitions"


def definitions() -> Iterator[dict[str, Any]]:
    """Each as it stands in its file, in the order of their names."""
    for file in sorted(FOLDER.glob("*.json")):
        yield json.loads(file.read_text())
