"""docs/security/limits.md says of every limit what the code says."""

import re
from importlib import import_module

import pytest

from tests.repository import tree

ROW = re.compile(r"^\| [^|]+ \| ([\d,]+)(?: in (\d+) minutes)?[^|]* \| `(kith[.\w]+)\.([A-Z_]+)` \|$", re.M)
ROWS = ROW.findall((tree.ROOT / "docs" / "security" / "limits.md").read_text())


def test_they_are_read() -> None:
    assert len(ROWS) >= 20


@pytest.mark.parametrize(("most", "minutes", "module", "name"), ROWS, ids=[f"{row[2]}.{row[3]}" for row in ROWS])
def test_it_is_what_the_code_says(most: str, minutes: str, module: str, name: str) -> None:
    limit = getattr(import_module(module), name)
    told = limit.days if hasattr(limit, "days") else getattr(limit, "times", limit)
    assert told == int(most.replace(",", ""))
    assert not minutes or limit.minutes == int(minutes)
