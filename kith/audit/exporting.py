"""What an auditor takes away: checkpoints with their cosignatures, then every entry, read with the auditor's login.

One snapshot, a few thousand rows in memory at a time. The records are those that `verify.examine` looks at.
"""

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import psycopg
from psycopg.rows import dict_row

from kith.audit import tree
from kith.audit.stored import Stored

AT_ONCE = 5_000
NOTES = """
    SELECT c.note || coalesce((SELECT string_agg(s.line || chr(10), '' ORDER BY s.kept_at, s.line)
           FROM audit.cosignature s WHERE s.origin = c.origin AND s.size = c.size), '') AS checkpoint
    FROM audit.checkpoint c WHERE c.origin = %(origin)s ORDER BY c.size"""
ENTRIES = """
    SELECT l.no, l.batch, l.event, (extract(epoch FROM l.numbered_at) * 1000000)::bigint AS numbered,
           encode(l.hash, 'hex') AS hash, encode(l.salt, 'hex') AS salt, l.erased_by AS erased, e.id IS NULL AS missing,
           CASE WHEN e.id IS NOT NULL THEN audit.payload(e, l.batch, l.numbered_at) END AS payload
    FROM audit.leaf l LEFT JOIN audit_event e ON e.id = l.event ORDER BY l.no"""
UNNUMBERED = """
    SELECT count(*) FROM audit_event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event = e.id)
    AND e.id <= (SELECT max(event) FROM audit.leaf) AND e.at < now() - interval '1 day'"""


def records(server: psycopg.Connection, origin: str, *, payloads: bool = True) -> Iterator[dict[str, Any]]:
    """Everything, in order. Without `payloads` who looked at whom stays here, and the tree is proved all the same."""
    server.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield {"kith-audit": 1, "origin": origin}
        for sql in (NOTES, ENTRIES):
            with server.cursor("export", row_factory=dict_row) as cursor:
                cursor.itersize = AT_ONCE
                cursor.execute(sql, {"origin": origin})
                yield from (_record(row, payloads) for row in cursor)
    finally:
        server.execute("ROLLBACK")


def _record(row: dict[str, Any], payloads: bool) -> dict[str, Any]:
    """Without what does not apply: an entry is whole, erased or missing."""
    if "checkpoint" in row:
        return row
    entry = {name: row[name] for name in ("no", "batch", "event", "numbered", "hash")}
    if row["erased"] is not None and row["missing"]:
        return entry | {"erased": row["erased"]}
    if row["missing"]:
        return entry | {"missing": True}
    return entry | ({"salt": row["salt"], "payload": row["payload"]} if payloads else {})


def write(file: Path, told: Iterator[dict[str, Any]]) -> int:
    """One record a line; compressed where the name ends in .gz. How many records."""
    opened: Callable[..., TextIO] = gzip.open if file.suffix == ".gz" else open  # type: ignore[assignment]  # both give text
    count = 0
    with opened(file, "wt", encoding="utf-8") as out:
        for record in told:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def proof(server: psycopg.Connection, origin: str, event: int) -> str:
    """That one event stands in the signed log (C2SP tlog-proof). LookupError where it does not, or not yet."""
    stored = Stored(server)
    last = stored.last_checkpoint(origin)
    row = server.execute(
        "SELECT l.no, l.salt, audit.payload(e, l.batch, l.numbered_at) FROM audit.leaf l"
        " JOIN audit_event e ON e.id = l.event WHERE l.event = %s AND l.salt IS NOT NULL",
        [event],
    ).fetchone()
    if row is None or last is None or row[0] >= last.size:
        raise LookupError(f"Event {event} is not under a signed checkpoint: not there, erased, or not signed yet.")
    extra = json.dumps({"salt": row[1].hex(), "payload": row[2]}, ensure_ascii=False).encode()
    lines = ["c2sp.org/tlog-proof@v1", f"extra {base64.b64encode(extra).decode()}", f"index {row[0]}"]
    lines += [base64.b64encode(each).decode() for each in tree.inclusion(stored, row[0], last.size)]
    return "\n".join(lines) + "\n\n" + str(stored.note(origin, last.size))


def never_numbered(server: psycopg.Connection) -> int:
    """Events of before yesterday that the sequencer has passed over: none, unless somebody changed where it stands."""
    row = server.execute(UNNUMBERED).fetchone()
    return int(row[0]) if row else 0
