"""Passwords that are refused: made of Kith's own words alone, or known to be stolen. And what is taken."""

import hashlib
import random
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from kith.agencies.passwords import stands_in

OWN = ["Welcome2026!!", "Kith-Council-2026", "P@ssw0rd12345", "Summer2026Summer", "childrenservices", "N0vember2026!"]
OTHERS = ["correct horse battery", "the heron waits by the council pond", "Qx7-ruvu-92kd-mzzp", "739 182 284 177 905"]


@pytest.mark.parametrize("words", OWN)
def test_own_words_alone_are_refused(words: str) -> None:
    with pytest.raises(ValidationError, match="tried first"):
        validate_password(words)


@pytest.mark.parametrize("words", OTHERS)
def test_others_are_taken(words: str) -> None:
    validate_password(words)


@pytest.fixture
def stolen(tmp_path: Path) -> tuple[Path, list[str]]:
    """A file as they are given out, and what stands in it."""
    words = [f"stolen words {n}" for n in range(1000)]
    lines = sorted(hashlib.sha1(w.encode(), usedforsecurity=False).hexdigest().upper() for w in words)
    chance = random.Random(5)
    file = tmp_path / "stolen"
    file.write_text("".join(f"{line}:{chance.randrange(10**7)}\r\n" for line in lines))
    return file, words


def test_each_that_stands_in_the_file_is_found_and_no_other(stolen: tuple[Path, list[str]]) -> None:
    file, words = stolen
    assert all(stands_in(file, one) for one in words)
    assert not any(stands_in(file, f"other words {n}") for n in range(1000))


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("")
    assert not stands_in(tmp_path / "none", "words")


def test_a_stolen_one_is_refused_where_there_is_a_file(stolen: tuple[Path, list[str]]) -> None:
    file, words = stolen
    validate_password(words[3])
    with override_settings(STOLEN_PASSWORDS=str(file)), pytest.raises(ValidationError, match="known"):
        validate_password(words[3])
