"""Supervision between two of the town, with a canary in every text: words about those who work, on nobody's record."""

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from kith.supervision.models import SECTIONS
from tests.sweep.addresses import PARTS

AGREEMENT, SESSION = PARTS["supervision"][0], PARTS["session"][0]
WORD = "CANARY-supervision-identity-5-"
TEXTS = """
    SELECT count(*) FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped
      AND a.attrelid::regclass::text IN ('supervision_agreement', 'supervision_session', 'supervision_remark',
                                         'supervision_typed')
      AND format_type(a.atttypid, NULL) IN ('text', 'text[]', 'jsonb')"""


def plant(
    superuser: psycopg.Connection[Any], agency: int, supervisee: int, supervisor: int
) -> dict[str, frozenset[str]]:
    """By number, the posts that open it. A new column of text needs a canary here."""
    assert superuser.execute(TEXTS).fetchone() == (5,), "a column of text without a canary"
    now, numbers = datetime.now(UTC), ("900001", "900002", "900003", "900004", "900005")
    two = {"agency": agency, "supervisee": supervisee, "supervisor": supervisor, "now": now}
    two |= {"agreement": AGREEMENT, "session": SESSION} | {f"word{n}": WORD + n for n in numbers}
    superuser.execute(
        "INSERT INTO supervision_agreement (id, agency_id, supervisee_id, supervisor_id, proposed_by_id, proposed_at,"
        " agreed_at, every, words, next_on) VALUES (%(agreement)s, %(agency)s, %(supervisee)s, %(supervisor)s,"
        " %(supervisor)s, %(now)s, %(now)s, 28, %(word900001)s, %(now)s::date)", two)  # fmt: skip
    said = Jsonb(dict.fromkeys(SECTIONS, WORD + "900002"))
    superuser.execute(
        "INSERT INTO supervision_session (id, agreement_id, supervisee_id, supervisor_id, author_id, held_on,"
        " written_at, said, above) VALUES (%(session)s, %(agreement)s, %(supervisee)s, %(supervisor)s, %(supervisor)s,"
        " %(now)s::date - 3, %(now)s, %(said)s, true)", two | {"said": said})  # fmt: skip
    superuser.execute(
        "INSERT INTO supervision_remark (id, session_id, author_id, words, written_at)"
        " VALUES (gen_random_uuid(), %(session)s, %(supervisee)s, %(word900003)s, %(now)s)", two)  # fmt: skip
    words = {name: Jsonb({"wellbeing": WORD + n}) for name, n in (("words", "900004"), ("earlier", "900005"))}
    superuser.execute(
        "INSERT INTO supervision_typed (id, agreement_id, author_id, words, earlier, revision, saved_at)"
        " VALUES (gen_random_uuid(), %(agreement)s, %(supervisee)s, %(words)s, jsonb_build_array(%(earlier)s::jsonb),"
        " 1, %(now)s)",
        two | words)  # fmt: skip
    both, author = frozenset({str(supervisee), str(supervisor)}), frozenset({str(supervisee)})
    return {n: author if n in numbers[3:] else both for n in numbers}
