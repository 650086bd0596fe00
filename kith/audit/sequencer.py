"""Numbers events, signs a checkpoint, publishes it, erases what was decided: by the worker, and by `kith sequence`.

It can be ended and begun again at any point: each step begins from what the one before left. One runs at a time.
"""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from kith.audit import keys, published, tree
from kith.audit.stored import Stored, connect
from kith.audit.verify import COSIGNATURE, ED25519, Checkpoint, Key
from kith.core.instance import closed

AT_ONCE = 20_000  # events numbered in one transaction
SIGNING = 5_424_002  # the advisory lock of whoever signs


class NotSigned(RuntimeError):
    """No checkpoint was signed; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """Where a log's keys and files are: settings KITH_AUDIT_KEY, KITH_AUDIT_PUBLISHED, KITH_AUDIT_ORIGIN."""

    key: Path
    published: Path
    origin: str  # for the key that is made; afterwards the key's own name counts

    @property
    def signed(self) -> Path:
        """The last checkpoint that was signed, beside the key: what the database says of it is not enough."""
        return self.key.with_name(f"{self.key.name}.signed")


def place() -> Place:
    return Place(Path(settings.AUDIT_KEY), Path(settings.AUDIT_PUBLISHED), settings.AUDIT_ORIGIN)


@dataclass(frozen=True)
class Run:
    """What one run did. `checkpoint`: the note, where a new one was signed."""

    numbered: int
    size: int
    checkpoint: str | None = None
    erased: int = 0


def run(where: Place | None = None, *, anew: bool = False) -> Run:
    """Number, sign, publish. `anew`: with a new key, as a new log. Raises NotSigned, having numbered all the same."""
    where = where or place()
    with connect("kith_sequencer") as server, _alone(server) as alone:
        numbered = number(server)
        size = Stored(server).size()
        if not alone:
            return Run(numbered, size)
        return Run(numbered, size, sign(server, where, anew=anew), erase(server))


def number(server: psycopg.Connection) -> int:
    """Everything that is settled, in transactions of `AT_ONCE`."""
    total = 0
    while True:
        row = server.execute("SELECT audit.number(%s)", [AT_ONCE]).fetchone()
        total += row[0] if row else 0
        if not row or row[0] < AT_ONCE:
            return total


def erase(server: psycopg.Connection) -> int:
    """Carry out what was decided to erase (audit/sql/0003_retention.sql), now that the decision is signed: how many."""
    total = 0
    while (row := server.execute("SELECT audit.erase()").fetchone()) and row[0] is not None:
        total += row[0]
    return total


def sign(server: psycopg.Connection, where: Place, *, anew: bool = False) -> str | None:
    """Sign and publish the tree as it is; None where nothing has come since the last time. Raises NotSigned."""
    stored = Stored(server)
    log, clock = _signers(where, stored, anew)
    before, size, note = _held_to(stored, where, log.key), stored.size(), None
    if size > before:
        text = f"{log.name}\n{size}\n{base64.b64encode(tree.root(stored, size)).decode()}\n"
        note = f"{text}\n{log.line(text)}{clock.line(text)}"
        _remember(where.signed, note)  # first: what has been signed may never be denied
    if size:
        _hand_on(stored, where)
    return note


def _hand_on(stored: Stored, where: Place) -> None:
    """To the database and the published folder, what was signed last: now, or where a run before was ended half way."""
    last = Checkpoint.parse(note := where.signed.read_text())
    if stored.note(last.origin, last.size) is None:
        stored.keep(last, note)
    published.publish(where.published, stored, stored.note(last.origin, last.size) or note)


def public_keys(where: Place) -> list[Key]:
    """What auditors and witnesses need; give it to them by another way than the log."""
    return [signer.key for signer in keys.read(where.key)]


def _held_to(stored: Stored, where: Place, log: Key) -> int:
    """The size last signed, once the tree is found to continue it: a log never signs what does not."""
    size = 0
    if (kept := stored.last_checkpoint(log.name)) and not where.signed.exists():
        _remember(where.signed, stored.note(log.name, kept.size) or "")
    for last in (_remembered(where.signed, log), kept):
        if last is None:
            continue
        if last.size > stored.size() or tree.root(stored, last.size) != last.root:
            raise NotSigned(
                f"The events do not continue the checkpoint of {last.size} that was signed last. Nothing is signed "
                "until somebody has looked: kith audit_verify says what differs. After a restored backup, see "
                "docs/audit.md."
            )
        size = max(size, last.size)
    return size


def _signers(where: Place, stored: Stored, anew: bool) -> list[keys.Signer]:
    try:
        signers = keys.read(where.key)
    except FileNotFoundError:
        if stored.any_checkpoint() and not anew:
            raise NotSigned(
                f"The log's key is not in {where.key}, but checkpoints were signed with it. Put it back, or begin a "
                "new log with kith sequence --anew (docs/audit.md)."
            ) from None
        if stored.last_checkpoint(where.origin):
            raise NotSigned(f"A new log needs another name than {where.origin}: set KITH_AUDIT_ORIGIN.") from None
        return keys.made(where.key, *keys.of_a_log(where.origin))
    if [signer.kind for signer in signers] != [ED25519, COSIGNATURE]:
        raise NotSigned(f"{where.key} does not hold a log's two keys.")
    return signers


def _remember(file: Path, note: str) -> None:
    new = file.with_name(f"{file.name}.new")
    with open(new, "w", opener=closed) as out:
        out.write(note)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def _remembered(file: Path, log: Key) -> Checkpoint | None:
    """Only of this log: another key begins another."""
    if not file.exists():
        return None
    told = Checkpoint.parse(file.read_text())
    return told if told.origin == log.name and told.note.by(log) else None


@contextmanager
def _alone(server: psycopg.Connection) -> Iterator[bool]:
    """Whether nobody else signs at this moment; while inside, nobody else does."""
    row = server.execute("SELECT pg_try_advisory_lock(%s)", [SIGNING]).fetchone()
    alone = bool(row and row[0])
    try:
        yield alone
    finally:
        if alone and not server.closed:
            server.execute("SELECT pg_advisory_unlock(%s)", [SIGNING])
