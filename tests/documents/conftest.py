"""A child of the town, a document about them, and a look behind the locks."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from kith.documents.actions.keep_document import Said, keep_document
from kith.documents.judging import judged
from tests.documents import made


@pytest.fixture
def child(town) -> UUID:
    return town.child()


@pytest.fixture(scope="module")
def letter() -> Any:
    """A file that is taken, looked at once."""
    return judged(b"Dear Sara, Ada was late on Monday.")


@pytest.fixture(scope="module")
def photo() -> Any:
    return judged(made.photo_with_place())


def said(**more: Any) -> Said:
    about = {"what": "letter", "title": "Letter from school", "description": "Ada was late.", "domain": "social_care",
             "received_from": "Her mother", "received_how": "handed", "grade": 3, "name": "letter.txt"}  # fmt: skip
    return Said(**(about | more))


@pytest.fixture
def keep(town, letter) -> Callable[..., Any]:
    """Keep it as somebody."""

    def kept(child: UUID, by: str = "sara", file: Any = None, token: str = "", **more: Any) -> Any:
        with town.acting(by):
            return keep_document(person_id=child, said=said(**more), file=file or letter, token=token)

    return kept


@pytest.fixture
def behind(database) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """What is really there, seen by the superuser."""
    with database.superuser() as superuser:
        yield lambda sql, *args: superuser.execute(sql, args).fetchall()
