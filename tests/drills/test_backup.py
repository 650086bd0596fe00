"""Everything in one sealed file, and a new instance from it: each table the same, each lock as the facts have it."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from kith.core.embedded import EmbeddedServer
from kith.core.instance import Instance
from kith.core.keeping import back_up, drift, restore, told
from kith.core.prepare import NotPrepared
from kith.core.sealing import PIECE, NotOpened, make_key, opened_up, sealed
from tests.drills.standing import Standing


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Public, private."""
    file = tmp_path_factory.mktemp("key") / "backup.key"
    return make_key(file), file.read_text()


@pytest.fixture(scope="module")
def kept(standing: Standing, keys: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "kith.backup"
    back_up(standing.instance, keys[0], file)
    return file


def digests(dsn: str) -> dict[str, str]:
    """Of every table of the database: its rows, in no order."""
    with psycopg.connect(dsn) as admin:
        tables = admin.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|information_schema' ORDER BY 1, 2"
        ).fetchall()
        return {".".join(table): _digest(admin, sql.Identifier(*table)) for table in tables}


def _digest(admin: psycopg.Connection, table: sql.Identifier) -> str:
    one = "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t"
    row = admin.execute(sql.SQL(one).format(table)).fetchone()
    assert row
    return str(row[0])


def test_restored_as_it_was(standing: Standing, kept: Path, keys: tuple[str, str]) -> None:
    assert standing.server
    with kept.open("rb") as file:
        instance, dump = told(file, keys[1])
        instance.name = "kith_restored"
        instance.folder, instance.port = str(standing.folder / "restored"), standing.server.port
        restore(instance, standing.server.dsn(), dump)
    was = digests(standing.server.dsn(standing.instance.name))
    now = digests(standing.server.dsn("kith_restored"))
    assert now.pop("access.secret") != was.pop("access.secret"), "the key that signs keyrings came out of the dump"
    assert now == was
    assert len([rows for rows in was.values() if not rows.startswith("0 ")]) > 20
    checked, drifted = drift(standing.server.dsn(), "kith_restored")
    assert checked >= 10 and drifted == 0
    assert Instance.load(Path(instance.folder)).secret_key == standing.instance.secret_key, "second factors are lost"
    print(f"\nrestored: {len(was)} tables alike, {checked} locks computed anew, {kept.stat().st_size:,} bytes sealed")


def test_what_is_there_is_not_written_over(standing: Standing, kept: Path, keys: tuple[str, str]) -> None:
    assert standing.server
    with kept.open("rb") as file:
        instance, dump = told(file, keys[1])
        with pytest.raises(NotPrepared, match="already"):
            restore(instance, standing.server.dsn(), dump)


def test_no_word_of_a_record_can_be_read_in_it(standing: Standing, kept: Path) -> None:
    text = kept.read_bytes()
    assert b"Marsh" not in text and b"PGDMP" not in text and standing.instance.secret_key.encode() not in text
    assert kept.stat().st_mode & 0o077 == 0


def test_a_dump_that_fails_leaves_no_backup(standing: Standing, keys: tuple[str, str], tmp_path: Path) -> None:
    nowhere = Instance(str(tmp_path), port=1)
    with pytest.raises(NotPrepared, match="No backup was kept"):
        back_up(nowhere, keys[0], tmp_path / "kith.backup")
    assert not list(tmp_path.glob("kith.backup*"))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_sealed_and_opened(size: int, keys: tuple[str, str]) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    stream = io.BytesIO(b"".join(sealed(iter([content[: size // 2], content[size // 2 : size]]), keys[0])))
    assert b"".join(opened_up(stream, keys[1])) == content[:size]


def _broken(whole: bytes) -> Iterator[tuple[str, bytes]]:
    head, piece = len(whole) - 2 * (PIECE + 16) - 17, PIECE + 16
    first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    yield "its last piece off", whole[: head + 2 * piece]
    yield "a byte off", whole[:-1]
    yield "a bit turned", whole[:-1] + bytes([whole[-1] ^ 1])
    yield "two pieces swapped", whole[:head] + second + first + whole[head + 2 * piece :]
    yield "another's head", whole[: head - 1] + bytes([whole[head - 1] ^ 1]) + whole[head:]
    yield "not ours", b"PGDMP" + whole


def test_what_was_tampered_with_is_not_opened(keys: tuple[str, str]) -> None:
    whole = b"".join(sealed(iter([b"a" * PIECE, b"b" * PIECE, b"c"]), keys[0]))
    for what, stream in _broken(whole):
        with pytest.raises(NotOpened):
            assert b"".join(opened_up(io.BytesIO(stream), keys[1])), what


def test_another_key_opens_nothing(keys: tuple[str, str], tmp_path: Path) -> None:
    make_key(tmp_path / "other.key")
    stream = io.BytesIO(b"".join(sealed(iter([b"words"]), keys[0])))
    with pytest.raises(NotOpened, match="another one's"):
        b"".join(opened_up(stream, (tmp_path / "other.key").read_text()))


def test_tools_are_there() -> None:
    assert (EmbeddedServer(Path("/nonexistent")).binaries() / "pg_dump").exists() or shutil.which("pg_dump")
