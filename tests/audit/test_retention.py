"""Old events go by law and by an act that says so; the proofs over them stay whole, and a pretended act is found."""

import psycopg
import pytest

from kith.audit import exporting, sequencer
from kith.audit.stored import connect
from kith.audit.verify import examine
from kith.core.errors import Invalid, Refused
from kith.core.session import call, rows

LONG_AGO = "2019-06-01T10:00Z"


@pytest.fixture
def kept(town, where, events, database):
    """Six years ago 20 events of the children's services and 5 of the trust; some of today; all signed."""
    with database.superuser() as admin:
        database.set_clock(LONG_AGO)
        for agency, many in (("children", 20), ("trust", 5)):
            admin.execute(
                "SELECT audit.append(NULL, 1, 2, %s, 'care', CASE WHEN mod(n, 2) = 0 THEN 'open' ELSE 'list' END,"
                " gen_random_uuid(), NULL, NULL, NULL, NULL) FROM generate_series(1, %s) n",
                [town.agency[agency], many],
            )
        database.set_clock(None)
        admin.execute(
            "SELECT audit.append(NULL, 1, 2, %s, 'care', 'open', NULL, NULL, NULL, NULL, NULL)",
            [town.agency["children"]],
        )
        sequencer.run(where)
        admin.execute("SET session_replication_role = replica")  # as if they had been numbered when they were left
        yield admin
        admin.execute("DELETE FROM audit.retention WHERE agency <> 0")
        admin.execute("TRUNCATE audit.erasure")


def _examined(where, history=0, payloads=True):
    from kith.audit.verify import Tolerance

    with connect("kith_auditor") as server:
        told = exporting.records(server, "council.example/kith", payloads=payloads)
        return examine(told, sequencer.public_keys(where), tolerance=Tolerance(history=history))


def test_what_was_kept_long_enough_goes_and_the_proofs_hold(town, kept, where) -> None:
    with town.acting("governor"):
        call("access.keep_events", "open", 6, "Nothing on record needs them longer")
        call("access.erase_events")
    first = sequencer.run(where)
    assert first.erased == 10  # lists are kept for 75 years, the trust's are the trust's
    assert kept.execute("SELECT count(*) FROM audit_event WHERE at < '2020-01-01'").fetchone() == (15,)
    assert kept.execute("SELECT count(*), count(salt) FROM audit.leaf WHERE erased_by IS NOT NULL").fetchone() == (
        10,
        0,
    )
    report = _examined(where, history=25)
    assert not report.findings and (report.erased, report.signed) == (10, first.size)
    assert not _examined(where, payloads=False).findings
    assert sequencer.run(where).erased == 0


def test_the_act_says_who_and_by_which_policy(town, kept, where) -> None:
    with town.acting("governor"):
        call("access.keep_events", "open", 6, "Nothing on record needs them longer")
        call("access.erase_events")
    ((human, post, detail),) = kept.execute(
        "SELECT human, post, detail FROM audit_event WHERE action = 'erase events'"
    ).fetchall()
    assert (human, post) == (town.human["governor"], town.post["governor"]) and set(detail["before"]) == {"", "open"}
    ((decision,),) = kept.execute("SELECT detail FROM audit_event WHERE action = 'keep events'").fetchall()
    assert decision == {"action": "open", "years": 6, "reason": "Nothing on record needs them longer"}


def test_nothing_goes_before_the_act_is_numbered(town, kept, where) -> None:
    with town.acting("governor"):
        call("access.keep_events", "open", 6, "Nothing on record needs them longer")
        call("access.erase_events")
    with connect("kith_sequencer") as server:
        assert sequencer.erase(server) == 0
    assert sequencer.run(where).erased == 10


def test_a_true_act_does_not_cover_what_was_younger(town, kept, where, events) -> None:
    """An attacker marks an event of today as taken by the act of yesterday."""
    with town.acting("governor"):
        call("access.erase_events")
    sequencer.run(where)
    ((act,),) = kept.execute("SELECT id FROM audit_event WHERE action = 'erase events'").fetchall()
    kept.execute("DELETE FROM audit_event WHERE id = (SELECT event FROM audit.leaf WHERE no = 25)")
    kept.execute("UPDATE audit.leaf SET salt = NULL, erased_by = %s WHERE no = 25", [act])
    report = _examined(where, history=25)
    ((numbered,),) = kept.execute("SELECT to_char(numbered_at, 'YYYY-MM-DD') FROM audit.leaf WHERE no = 25").fetchall()
    (finding,) = report.findings
    assert finding.kind == "deleted" and "though it reached" in finding.words
    assert f"took what was numbered at {numbered}" in finding.words


def test_who_may_decide_and_how_long(town, kept) -> None:
    for post in ("sara", "manager", "admin"):
        with town.acting(post), pytest.raises(Refused):
            call("access.erase_events")
        with town.acting(post), pytest.raises(Refused):
            call("access.keep_events", "", 10, "x")
    for years in (0, 5, 151):
        with town.acting("governor"), pytest.raises(Invalid):
            call("access.keep_events", "", years, "x")
    with town.acting("governor"):
        assert [
            (action, years) for action, years, _ in rows("SELECT action, years, reason FROM access.events_kept()")
        ] == [("", 75)]


def test_nobody_else_erases(town, kept, database) -> None:
    """Not the owner, nor the sequencer without an act; the trigger knows no other way."""
    with database.connect("kith_sequencer") as server:
        assert server.execute("SELECT audit.erase()").fetchone() == (None,)
    with database.connect("kith_owner") as owner:
        for sql in ("DELETE FROM audit_event", "UPDATE audit.leaf SET salt = NULL, erased_by = 1"):
            with pytest.raises(psycopg.Error) as refused:
                owner.execute(sql)
            assert refused.value.sqlstate == "KI403"
