"""A curious developer has a dump, taken as `kith_backup`: what they can read in it (docs/security/attacks.md)."""

import hashlib
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kith.core.clock import now
from kith.core.ids import row_id
from kith.people.models import PersonName
from kith.record.models import Entry
from kith.record.storing import store
from tests import conftest

WORDS = "CANARY-dump-restricted"


@pytest.fixture(scope="module")
def planted(town: Any) -> dict[str, Any]:
    """A child with a name, an entry that few may open, a seal, somebody barred; a session and its token."""
    from kith.access import facts

    child = town.child()
    token = town.token("sara")
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=child, id=row_id(), domain="identity", grade=1, given="Dumpling", family="Canary"
        )
        store(
            Entry(
                person_id=child,
                domain="social_care",
                grade=4,
                kind="case_note",
                title=WORDS,
                text=WORDS,
                happened_at=now(),
            )
        )
    with town.acting("manager"):
        facts.exclude(child, town.human["visitor"], "a relative")
    return {"child": child, "token": token, "barred": town.human["visitor"]}


@pytest.fixture(scope="module")
def dump(town: Any, planted: Any) -> str:
    """Plain SQL, as anybody with the login would take it."""
    command = [conftest.server.binaries() / "pg_dump", "--enable-row-security", "-d"]
    done = subprocess.run(
        [*command, conftest.instance.dsn("kith_backup", town.database.name)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(dump: str, table: str) -> list[str]:
    """What stands in the dump for a table."""
    _, found, after = dump.partition(f"COPY {table} (")
    assert found, f"{table} is not in the dump"
    return after.partition("FROM stdin;\n")[2].partition("\\.\n")[0].splitlines()


def test_names_words_and_facts_stand_in_it_as_they_are(dump: str, planted: dict[str, Any]) -> None:
    child = str(planted["child"])
    assert any(child in row and "Dumpling" in row for row in rows(dump, "public.people_personname"))
    assert any(child in row and WORDS in row for row in rows(dump, "public.record_entry"))
    assert any(child in row for row in rows(dump, "public.access_involvement"))
    assert any(child in row and str(planted["barred"]) in row for row in rows(dump, "access.exclusion"))
    assert any(child in row for row in rows(dump, "public.audit_event"))


def test_a_lock_tells_who_can_open_a_row(dump: str, planted: dict[str, Any]) -> None:
    """Encrypting the words alone would leave this."""
    (entry,) = [row for row in rows(dump, "public.record_entry") if WORDS in row]
    assert "social_care" in entry and entry.count("{") >= 3


def test_the_words_are_in_the_search_vector_too(dump: str) -> None:
    """A column that is encrypted cannot be searched: the vector would have to go as well."""
    (entry,) = [row for row in rows(dump, "public.record_entry") if WORDS in row]
    assert "'canary" in entry.lower()


def test_a_token_stands_in_it_as_a_hash_alone(dump: str, planted: dict[str, Any]) -> None:
    assert planted["token"] not in dump
    assert hashlib.sha256(planted["token"].encode()).hexdigest() in dump


def test_the_key_that_signs_keyrings_does_not_stand_in_it(dump: str, town: Any) -> None:
    assert rows(dump, "access.secret") == []
    with town.database.superuser() as admin:
        (inner, outer) = admin.execute("SELECT inner_pad, outer_pad FROM access.secret").fetchone()
    assert inner.hex() not in dump and outer.hex() not in dump


def test_nor_do_passwords_of_the_logins(dump: str) -> None:
    assert not [login for login, password in conftest.instance.passwords.items() if password in dump]
    assert conftest.instance.secret_key not in dump


def test_the_login_changes_nothing(town: Any, planted: dict[str, Any]) -> None:
    from psycopg.errors import InsufficientPrivilege

    with town.database.connect("kith_backup") as backup:
        for statement in (
            "DELETE FROM record_entry",
            "UPDATE record_entry SET title = 'x'",
            "INSERT INTO access.secret (inner_pad, outer_pad) VALUES ('x', 'x')",
            "SELECT access.make_secret()",
            "SET ROLE kith_engine",
        ):
            with pytest.raises(InsufficientPrivilege):
                backup.execute(statement)


def test_a_new_key_signs_keyrings_from_then_on(town: Any, planted: dict[str, Any]) -> None:
    """As after a restore: nobody is signed out, and whoever had the old key has nothing."""
    with town.database.superuser() as admin:
        admin.execute("SELECT access.make_secret()")
    with town.acting("sara"):
        assert Entry.objects.filter(person_id=planted["child"], title=WORDS).exists()


def test_the_write_ahead_log_holds_the_words(town: Any, planted: dict[str, Any]) -> None:
    """Whoever has the server's disk, or an archive of its log that is not encrypted, reads what was written lately."""
    with town.acting("sara"):
        for _ in range(20):  # a page of the log may end in the middle of a word
            _write(planted["child"])
    with town.database.superuser() as admin:
        admin.execute("SELECT pg_switch_wal()")
    assert _in_the_log(b"CANARY-wal")


def _write(child: UUID) -> None:
    store(
        Entry(
            person_id=child,
            domain="social_care",
            grade=4,
            kind="case_note",
            title="CANARY-wal",
            text="-",
            happened_at=now(),
        )
    )


def _in_the_log(words: bytes) -> bool:
    pieces = (conftest.server.data / "pg_wal").glob("0*")
    return any(words in Path(piece).read_bytes() for piece in pieces)
