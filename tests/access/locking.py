"""Probes of the locks that rows get: what is held meanwhile, whom they open to, whether they stay right."""

from typing import Any
from uuid import uuid4

import psycopg

from kith.access import world as w
from tests.access.asking import Planted
from tests.access.plainest import put

HELD = """
    SELECT count(*) FROM pg_locks WHERE pid = %s AND locktype = 'advisory' AND mode = 'ShareLock'
    AND (classid::bigint << 32) | objid::bigint = {}"""


def under_a_lock(planted: Planted) -> bool:
    """Whoever writes shares the person and the agreements until the end, so that no change of a fact passes them."""
    sam = planted.person["sam"]
    with planted.app.transaction(force_rollback=True):
        planted.enter(w.Caller("amina"))
        put(planted.app, "people_alert", _about(planted, "sam") | {"owner_id": -1, "author_id": -1})
        pid = planted.app.info.backend_pid
        person = planted.superuser.execute(HELD.format("access.lock_no(%s)"), [pid, sam]).fetchone()
        agreements = planted.superuser.execute(HELD.format("5747"), [pid]).fetchone()
        return (person, agreements) == ((1,), (1,))


def never_beside_an_old_snapshot(planted: Planted) -> bool:
    """Nor does the engine write where it would not see what was decided meanwhile."""
    try:
        with planted.superuser.transaction(force_rollback=True):
            planted.superuser.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _put(planted, "people_alert", _about(planted, "sam"))
    except psycopg.Error as error:
        return error.sqlstate == "KI001"
    return False


def a_letter_is_for_its_reader(planted: Planted) -> bool:
    """From the moment that it is written: for them, and for whom the facts let in."""
    to = {"parties": [planted.holder["cy"]], "asked_agency_id": planted.agency["trust"]}
    with planted.superuser.transaction(force_rollback=True):
        about = _about(planted, "sam") | {"domain": "voice"}
        _put(planted, "sharing_request", about | to)
        (mine,) = planted.superuser.execute(
            "SELECT audience @> ARRAY[access.key(%s, 0)] FROM sharing_request WHERE id = %s",
            [planted.holder["cy"], about["id"]],
        ).fetchone() or (False,)
        _put(planted, "sharing_request", _about(planted, "sam") | to)
        return bool(mine) and planted.drift() == 0


def what_was_given_stays_given(planted: Planted) -> bool:
    """A row that a share names is changed: whoever it was given to opens it still."""
    admin, row = planted.superuser, _about(planted, "sam")
    share = {"holder_id": planted.holder["cy"], "rows": [row["id"]], "grades": [5] * 11, "key": 900_000}
    share |= {"shared_by_id": planted.agency["council"], "starts": "2001-01-01", "ends": "infinity"}
    with admin.transaction(force_rollback=True):
        _put(planted, "people_alert", row)
        _put(planted, "access_share", _about(planted, "sam") | {"domain": "identity", "grade": 1} | share)
        admin.execute("SELECT access.rekey_person(%s)", [row["person_id"]])
        planted.enter_with_the_administrator(w.Caller("amina"))
        admin.execute("UPDATE people_alert SET grade = grade WHERE id = %s", [row["id"]])
        return planted.drift() == 0


def rekeyed(planted: Planted) -> bool:
    """Locks that are right are left alone; one that is not is brought in line, where nobody else has a row too."""
    admin = planted.superuser
    sam, lock = planted.person["sam"], {"audience": [], "gate": [], "denied": []}
    about = {"person_id": sam, "id": uuid4(), "domain": "family", "grade": 3, "author_id": planted.holder["amina"]}
    changed = "SELECT access.rekey_person(%s)"
    with admin.transaction(force_rollback=True):
        right = admin.execute(changed, [sam]).fetchone() == (0,)
        admin.execute("SET LOCAL session_replication_role = replica")
        put(admin, "people_birth", about | lock | {"owner_id": planted.agency["council"]})
        admin.execute("SET LOCAL session_replication_role = origin")
        return right and admin.execute(changed, [sam]).fetchone() == (1,)


def released_to_whom(planted: Planted) -> bool:
    """A reader of somebody else's record reads nothing of this one, whatever is released to them."""
    admin, row = planted.superuser, uuid4()
    opened = "SELECT access.released(%s, %s, 3::smallint)"
    about = {"domain": "identity", "grade": 5, "owner_id": planted.agency["council"], "author_id": 1}
    lock = {"audience": [], "gate": [], "denied": []}
    with admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL session_replication_role = replica")
        for name, holder in (("sam", 900_001), ("kin", 900_002)):
            told = about | lock | {"person_id": planted.person[name], "holder": holder, "human": 900_003}
            put(admin, "access.reader", told | {"id": uuid4(), "representative": False})
        for holder in (900_001, 900_002):
            told = about | lock | {"person_id": planted.person["sam"], "row_id": row, "holder": holder}
            put(admin, "access.release", told | {"id": uuid4()})
        return admin.execute(opened, [planted.person["sam"], row]).fetchone() == ([900_001 << 20],)


def _about(planted: Planted, person: str) -> dict[str, Any]:
    return {"person_id": planted.person[person], "id": uuid4(), "domain": "family", "grade": 3}


def _put(planted: Planted, table: str, row: dict[str, Any]) -> None:
    """As the engine writes: the lock is the trigger's, author and owner are given."""
    by = {"owner_id": planted.agency["council"], "author_id": planted.holder["amina"]}
    planted.superuser.execute("SET LOCAL ROLE kith_engine")
    put(planted.superuser, table, by | row)
    planted.superuser.execute("RESET ROLE")


PROBES = (under_a_lock, never_beside_an_old_snapshot, a_letter_is_for_its_reader, what_was_given_stays_given, rekeyed,
          released_to_whom)  # fmt: skip
