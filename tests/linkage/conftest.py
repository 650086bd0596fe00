"""Small returns, made for one fault each, beside the whole sample."""

from pathlib import Path

import pytest

from tests.linkage.returns import HEADER, SAMPLE, Writer


@pytest.fixture
def sample() -> Path:
    return SAMPLE


@pytest.fixture
def a_return(tmp_path: Path) -> Writer:
    """`a_return(reviews=[line, …])` writes a folder with header.csv and those files, and returns it."""

    def write(**files: list[str] | bytes) -> Path:
        for name, lines in {"header": HEADER, **files}.items():
            content = lines if isinstance(lines, bytes) else ("\n".join(lines) + "\n").encode()
            (tmp_path / f"{name}.csv").write_bytes(content)
        return tmp_path

    return write
