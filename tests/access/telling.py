"""Probes of what is said beside the rows: which looks are withheld, what was given together, who is let in."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from kith.access import world as w
from tests.access.asking import Planted
from tests.access.generated import EVENING
from tests.access.plainest import put


def withheld(planted: Planted) -> bool:
    """Looks of one post for an hour until a day, of a whole organisation since another: those and no others."""
    admin = planted.superuser
    sam, kin = planted.person["sam"], planted.person["kin"]
    now, hour, day = EVENING, timedelta(hours=1), EVENING.date()
    about = {"domain": "identity", "grade": 5, "owner_id": planted.agency["council"], "author_id": 1, "words": "x"}
    about |= {"audience": [], "gate": [], "denied": [], "person_id": sam, "ground": "risk", "review_on": day}
    decided: list[dict[str, Any]] = [
        {"agency": 1, "post": 11, "since": now, "until": now + hour, "shown_on": day + timedelta(days=1)},
        {"agency": 2, "since": now}, {"agency": 3, "since": now, "ended_at": now},
        {"agency": 4, "since": now, "shown_on": day},
    ]  # fmt: skip
    asked = [(sam, 1, 11, now), (sam, 2, 21, now), (sam, 2, 21, now + 9 * hour), (sam, 1, 11, now + hour / 2),
             (sam, 1, 12, now), (kin, 1, 11, now), (sam, 1, 11, now + hour), (sam, 1, 11, now - hour),
             (sam, 2, 21, now - hour), (sam, 3, 31, now), (sam, 4, 41, now), (sam, 9, 21, now)]  # fmt: skip
    with admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL session_replication_role = replica")
        for one in decided:
            put(admin, "sharing.withholding", about | {"id": uuid4()} | one)
        said = [admin.execute("SELECT sharing.is_withheld(%s, %s, %s, %s)", each).fetchone() for each in asked]
    return said == [(True,)] * 4 + [(False,)] * 8


def given_with(planted: Planted) -> bool:
    """What a share gives the caller now together with a row: of a share about this person, to them, that holds, that
    names the row, and that no seal or bar shuts; of any other, nothing."""
    admin, now, hour = planted.superuser, EVENING, timedelta(hours=1)
    sam, asked, also, shut = planted.person["sam"], uuid4(), uuid4(), uuid4()
    to = {"person_id": sam, "holder_id": planted.holder["cy"], "starts": now, "ends": now + hour, "named": asked}
    holding: list[dict[str, Any]] = [{"also": also}, {"also": also, "starts": now - hour}]
    others: list[dict[str, Any]] = [
        {"person_id": planted.person["kin"]}, {"holder_id": planted.holder["amina"]}, {"named": uuid4()},
        {"starts": now + hour / 60}, {"starts": now - hour, "ends": now},
        {"starts": now - hour, "ends": now, "closed": True}, {"denied": [planted.human["Cy"] << 20]},
        {"named": shut}, {"also": shut},
    ]  # fmt: skip
    with admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL session_replication_role = replica")
        for key, one in enumerate([*holding, *others], 900_000):
            _share(planted, key, to | {"also": uuid4()} | one)
        sealed = {"row_id": shut, "humans": [planted.human["Amina"]], "person_id": sam}
        put(admin, "access.seal", _row(planted) | sealed)
        planted.enter_with_the_administrator(w.Caller("cy"))
        told = [_given(admin, sam, row) for row in (asked, shut, uuid4())]
        nobody = admin.execute("SELECT set_config('kith.ring', '', true)") and _given(admin, sam, asked)
    return told == [{asked, also}, set(), set()] and nobody == set()


def _share(planted: Planted, key: int, told: dict[str, Any]) -> None:
    """A share of two rows, under a lock of its own."""
    rows = {"rows": [told.pop("named"), told.pop("also")]}
    put(planted.superuser, "access_share", _row(planted) | {"key": key} | rows | told)


def _row(planted: Planted) -> dict[str, Any]:
    about = {"id": uuid4(), "domain": "identity", "grade": 1, "owner_id": planted.agency["council"], "author_id": 1}
    return about | {"audience": [], "gate": [0], "denied": []}


def _given(connection: psycopg.Connection[Any], person: UUID, row: UUID) -> set[UUID] | None:
    (found,) = connection.execute("SELECT access.given_with(%s, %s)", [person, row]).fetchone() or (None,)
    return None if found is None else set(found)


def at_its_post(planted: Planted) -> bool:
    """Who acts in a post is let in from the moment that it begins until that in which it ends, and not outside it."""
    now, moment = EVENING, timedelta(seconds=1)
    spans = [(now, None), (now, now + moment), (now + moment, None), (now - moment, now)]
    return [_let_in(planted, *span) for span in spans] == [True, True, False, False]


def _let_in(planted: Planted, starts: Any, ends: Any) -> bool:
    admin, human, post = planted.superuser, planted.human["Cy"], planted.holder["cy"]
    try:
        with admin.transaction(force_rollback=True):
            admin.execute("UPDATE agencies_post SET starts = %s, ends = %s WHERE id = %s", [starts, ends, post])
            return bool(admin.execute("SELECT access.open_session(%s, %s, 'care', '1 hour')", [human, post]).fetchone())
    except psycopg.Error as error:
        if error.sqlstate != "KI403":
            raise
        return False


PROBES = (withheld, given_with, at_its_post)
