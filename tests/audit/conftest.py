"""A log of its own for each test: events, keys and files, which are gone afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kith.audit import exporting, sequencer
from kith.audit.sequencer import Place
from kith.audit.stored import connect
from kith.audit.verify import Report, examine

Leave = Callable[..., None]


@pytest.fixture
def where(tmp_path: Path) -> Place:
    return Place(tmp_path / "audit" / "key", tmp_path / "audit" / "published", "council.example/kith")


@pytest.fixture
def events(database: Any) -> Iterator[Leave]:
    """Leave so many events in one transaction; afterwards the database's log is empty again."""
    with database.superuser() as admin:

        def leave(many: int = 1, action: str = "open") -> None:
            admin.execute(
                "SELECT audit.append(gen_random_uuid(), 1, 2, 3, 'care', %s, gen_random_uuid(),"
                " ARRAY[gen_random_uuid()], '{health}', '{3}', %s) FROM generate_series(1, %s)",
                [action, '{"words": "ä \\"quoted\\""}', many],
            )

        yield leave
        with admin.transaction():
            admin.execute("SET LOCAL session_replication_role = replica")
            admin.execute("TRUNCATE audit_event, audit.leaf, audit.node, audit.checkpoint, audit.cosignature CASCADE")
            admin.execute(
                "UPDATE audit.sequencer SET size = 0, batch = 0, floor = 0, sure = 0, mark = NULL, mark_xact = NULL"
            )


@pytest.fixture
def examined(where: Place) -> Callable[..., Report]:
    """What the verifier says of the database as it is, with the log's own keys and whatever else is given."""

    def examined(kept: tuple[str, ...] = (), witnesses: tuple[Any, ...] = (), **how: Any) -> Report:
        keys = [*sequencer.public_keys(where), *witnesses]
        with connect("kith_auditor") as server:
            return examine(exporting.records(server, "council.example/kith"), keys, kept, **how)

    return examined
