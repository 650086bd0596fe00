"""Whoever owns the whole database changes history in each way there is: each is found, and called by its name.

Triggers are off, nothing is refused. *Naive* attackers change the event alone; *thorough* ones work leaves, nodes and
where numbering stands out again, so that the database agrees with itself; with the signing key stolen as well, what
witnesses and auditors keep outside is left.
"""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from kith.audit import keys, sequencer
from kith.audit.verify import COSIGNATURE, KINDS, Checkpoint, Key, Report, told
from kith.audit.witness import Disagrees, Witness

REBUILD = """
    TRUNCATE audit.node;
    UPDATE audit.sequencer SET size = (SELECT count(*) FROM audit.leaf);
    SELECT audit.grow(0, (SELECT count(*) FROM audit.leaf))"""
REHASH = """
    UPDATE audit.leaf l SET hash = sha256('\\x00'::bytea
        || sha256(l.salt || convert_to(audit.payload(e, l.batch, l.numbered_at), 'UTF8')))
    FROM audit_event e WHERE e.id = l.event"""
RENUMBER = """
    UPDATE audit.leaf SET no = -1 - no;
    UPDATE audit.leaf l SET no = n.no FROM
        (SELECT event, row_number() OVER (ORDER BY event) - 1 AS no FROM audit.leaf) n WHERE n.event = l.event"""


def _kinds(report: Report) -> set[str]:
    assert {finding.kind for finding in report.findings} <= set(KINDS)
    return {finding.kind for finding in report.findings}


@pytest.fixture
def attacker(database):
    """The administrator, whom no trigger stops."""
    with database.superuser() as admin:
        admin.execute("SET session_replication_role = replica")
        yield admin


@pytest.fixture
def log(where, events):
    """600 events under three checkpoints, of 200, 400 and 600: the ids."""
    for _ in range(3):
        events(200)
        sequencer.run(where)
    return where


def _event(attacker: psycopg.Connection, no: int) -> int:
    return int(attacker.execute("SELECT event FROM audit.leaf WHERE no = %s", [no]).fetchone()[0])


def test_an_honest_log_is_found_whole(log, events, examined) -> None:
    report = examined()
    assert not report.findings
    assert (report.entries, report.signed, report.checkpoints) == (600, 600, 3)
    events(5)
    with sequencer.connect("kith_sequencer") as server:
        sequencer.number(server)
    report = examined()
    assert not report.findings and (report.entries, report.signed) == (605, 600)
    assert "first 600 entries" in told(report) and "Nothing was found" in told(report)


@pytest.mark.parametrize("column", ["human = 99",
                                    "person_id = gen_random_uuid()", "action = 'list'", "rows = '{}'",
                                    "domains = '{}'",
                                    "grades = '{1}'", "purpose = 'x'", "detail = '{}'", "session = NULL", "xact = 1",
                                    "at = at - interval '1 second'", "agency = NULL", "post = 7"])  # fmt: skip
def test_edited_in_any_part(log, attacker, examined, column) -> None:
    event = _event(attacker, 250)
    attacker.execute(f"UPDATE audit_event SET {column} WHERE id = %s", [event])
    report = examined()
    assert _kinds(report) == {"edited"}
    assert f"entry 250 (event {event})" in told(report) and report.findings[0].words.endswith("numbered")


@pytest.mark.parametrize(
    "column",
    ["salt = sha256('x')", "hash = sha256('x')", "numbered_at = numbered_at - interval '1 second'", "salt = NULL"],
)
def test_edited_beside_the_event(log, attacker, examined, column) -> None:
    attacker.execute(f"UPDATE audit.leaf SET {column} WHERE no = 250")
    assert "edited" in _kinds(examined())


def test_edited_by_a_thorough_attacker(log, attacker, examined) -> None:
    """Everything in the database agrees again; what was signed does not."""
    attacker.execute("UPDATE audit_event SET human = 99 WHERE id = %s", [_event(attacker, 250)])
    attacker.execute(f"{REHASH}; {REBUILD}")
    report = examined()
    assert _kinds(report) == {"edited"} and report.signed == 200
    assert "from 200 to 399" in report.findings[0].words


def test_deleted(log, attacker, examined) -> None:
    event = _event(attacker, 250)
    attacker.execute("DELETE FROM audit_event WHERE id = %s", [event])
    report = examined()
    assert _kinds(report) == {"deleted"} and f"event {event}" in report.findings[0].words


def test_deleted_with_its_number(log, attacker, examined) -> None:
    event = _event(attacker, 250)
    attacker.execute("DELETE FROM audit_event WHERE id = %s", [event])
    attacker.execute("DELETE FROM audit.leaf WHERE event = %s", [event])
    report = examined()
    assert _kinds(report) == {"deleted"} and "entry 250 is not there" in report.findings[0].words


def test_deleted_by_a_thorough_attacker(log, attacker, examined) -> None:
    event = _event(attacker, 250)
    attacker.execute("DELETE FROM audit_event WHERE id = %s", [event])
    attacker.execute("DELETE FROM audit.leaf WHERE event = %s", [event])
    attacker.execute(f"{RENUMBER}; {REBUILD}")
    report = examined()
    assert _kinds(report) == {"deleted"} and "from 200 to 399" in report.findings[0].words


def test_deleted_and_called_erased(log, attacker, examined) -> None:
    """No act of retention says so."""
    event = _event(attacker, 250)
    attacker.execute("DELETE FROM audit_event WHERE id = %s", [event])
    attacker.execute("UPDATE audit.leaf SET salt = NULL, erased_by = 1 WHERE event = %s", [event])
    report = examined()
    assert _kinds(report) == {"deleted"} and "no such act" in report.findings[0].words


def test_reordered(log, attacker, examined) -> None:
    attacker.execute("UPDATE audit.leaf SET no = -1 WHERE no = 250")
    attacker.execute("UPDATE audit.leaf SET no = 250 WHERE no = 260")
    attacker.execute("UPDATE audit.leaf SET no = 260 WHERE no = -1")
    report = examined()
    assert _kinds(report) == {"reordered"}


def test_reordered_by_a_thorough_attacker(log, attacker, examined) -> None:
    """Two events change places under each other's ids, hashes and nodes worked out again: contents differ."""
    one, other = _event(attacker, 250), _event(attacker, 260)
    attacker.execute("UPDATE audit_event SET id = -1 WHERE id = %s", [one])
    attacker.execute("UPDATE audit_event SET id = %s WHERE id = %s", [one, other])
    attacker.execute("UPDATE audit_event SET id = %s WHERE id = -1", [other])
    attacker.execute(f"{REHASH}; {REBUILD}")
    report = examined()
    assert _kinds(report) == {"edited"} and "from 200 to 399" in report.findings[0].words


@pytest.mark.parametrize("gone", [1, 150, 200, 350])
def test_the_tail_cut(log, attacker, examined, gone) -> None:
    attacker.execute("DELETE FROM audit_event WHERE id IN (SELECT event FROM audit.leaf WHERE no >= %s)", [600 - gone])
    attacker.execute("DELETE FROM audit.leaf WHERE no >= %s", [600 - gone])
    attacker.execute(REBUILD)
    report = examined()
    assert _kinds(report) == {"tail cut"}
    assert report.findings[0].words == f"600 entries were signed, {600 - gone} are there"


def test_the_tail_cut_with_its_checkpoints(log, attacker, examined) -> None:
    """What is left is a log as it once was: only what was kept outside tells."""
    kept = log.signed.read_text()
    attacker.execute("DELETE FROM audit_event WHERE id IN (SELECT event FROM audit.leaf WHERE no >= 400)")
    attacker.execute("DELETE FROM audit.leaf WHERE no >= 400; DELETE FROM audit.checkpoint WHERE size > 400")
    attacker.execute(REBUILD)
    assert not examined().findings
    assert _kinds(examined(kept=(kept,))) == {"tail cut"}


def test_no_checkpoint_left(log, attacker, examined) -> None:
    attacker.execute("TRUNCATE audit.checkpoint, audit.cosignature")
    assert _kinds(examined()) == {"unsigned"}


def test_the_log_does_not_sign_over_it(log, attacker, events) -> None:
    """The next run stops: nothing signed goes on from a history that was not signed."""
    attacker.execute("DELETE FROM audit_event WHERE id IN (SELECT event FROM audit.leaf WHERE no >= 500)")
    attacker.execute("DELETE FROM audit.leaf WHERE no >= 500; DELETE FROM audit.checkpoint WHERE size > 400")
    attacker.execute(REBUILD)
    events(200)
    with pytest.raises(sequencer.NotSigned):
        sequencer.run(log)


def _signed_again(log, attacker) -> None:
    """With the stolen key: history changed, checkpoints from there on signed anew."""
    attacker.execute("UPDATE audit_event SET human = 99 WHERE id = %s", [_event(attacker, 250)])
    attacker.execute(
        f"{REHASH}; {REBUILD}; DELETE FROM audit.checkpoint WHERE size > 200; TRUNCATE audit.cosignature CASCADE"
    )
    log.signed.unlink()
    sequencer.run(log)


def test_forked_with_the_stolen_key(log, attacker, examined) -> None:
    kept = log.signed.read_text()
    _signed_again(log, attacker)
    assert not examined().findings  # inside, nothing tells
    report = examined(kept=(kept,))
    assert _kinds(report) == {"forked"} and "600 entries" in report.findings[0].words


@pytest.fixture
def witness(tmp_path: Path, log) -> Witness:
    return Witness(tmp_path / "trust", sequencer.public_keys(log)[0])


def test_a_witness_disagrees_with_the_stolen_key(log, attacker, examined, witness, events) -> None:
    cosigned = witness.look("trust.example/witness", str(log.published))
    _signed_again(log, attacker)
    trust = witness.signer("trust.example/witness").key
    report = examined(kept=(cosigned,), witnesses=(trust,))
    assert _kinds(report) == {"forked", "witness disagrees"}
    assert any("trust.example/witness saw 600 entries" in finding.words for finding in report.findings)
    events(1)
    sequencer.run(log)
    with pytest.raises(Disagrees):
        witness.look("trust.example/witness", str(log.published))


@pytest.mark.parametrize("part", ["body", "log", "line"])
def test_a_signature_wrong(log, attacker, examined, part) -> None:
    if part == "body":
        attacker.execute(
            "UPDATE audit.checkpoint SET note = replace(note, E'\\n400\\n', E'\\n399\\n') WHERE size = 400"
        )
    elif part == "log":
        attacker.execute("UPDATE audit.checkpoint SET note = replace(note, 'council', 'parish') WHERE size = 400")
    else:
        attacker.execute("UPDATE audit.checkpoint SET note = split_part(note, chr(8212), 1) WHERE size = 400")
    report = examined()
    assert _kinds(report) == {"signature wrong"} and report.signed == 600


def test_signed_with_another_key(log, attacker, examined, tmp_path) -> None:
    """A key of the attacker's own under the log's name is not the log's."""
    log_key, clock = keys.made(tmp_path / "stranger", *keys.of_a_log("council.example/kith"))
    note = attacker.execute("SELECT note FROM audit.checkpoint WHERE size = 600").fetchone()[0]
    text = Checkpoint.parse(note).note.text
    attacker.execute(
        "UPDATE audit.checkpoint SET note = %s WHERE size = 600", [f"{text}\n{log_key.line(text)}{clock.line(text)}"]
    )
    assert _kinds(examined()) == {"signature wrong"}


def test_a_cosignature_that_is_not_genuine(log, attacker, examined, witness) -> None:
    witness.look("trust.example/witness", str(log.published))
    trust = witness.signer("trust.example/witness")
    other = attacker.execute("SELECT note FROM audit.checkpoint WHERE size = 400").fetchone()[0]
    line = trust.line(Checkpoint.parse(other).note.text)
    attacker.execute("INSERT INTO audit.cosignature VALUES ('council.example/kith', 600, %s)", [line.strip()])
    report = examined(witnesses=(trust.key,))
    assert _kinds(report) == {"signature wrong"} and "trust.example/witness" in report.findings[0].words


def test_the_clock_set_back_for_an_event(log, attacker, events, examined, database) -> None:
    """An access as if it had been last month, by the clock that the owner may set."""
    database.set_clock("2026-01-01T03:00Z")
    events(1)
    database.set_clock(None)
    sequencer.run(log)
    report = examined()
    assert _kinds(report) == {"clock set back"} and "2026-01-01T03:00:00" in report.findings[0].words


def test_the_clock_set_ahead_for_an_event(log, events, examined, database) -> None:
    database.set_clock("2096-01-01T03:00Z")
    events(1)
    database.set_clock(None)
    sequencer.run(log)
    assert _kinds(examined()) == {"clock set back"}


def test_the_machines_clock_set_back(log, attacker, events, examined, monkeypatch) -> None:
    """Numbering and signing go back together; what was numbered before tells."""
    events(1)
    with sequencer.connect("kith_sequencer") as server:
        sequencer.number(server)
    attacker.execute("UPDATE audit.leaf SET numbered_at = numbered_at - interval '1 day' WHERE no = 600")
    attacker.execute("UPDATE audit_event SET at = at - interval '1 day' WHERE id = %s", [_event(attacker, 600)])
    attacker.execute(REHASH)
    real = keys.time.time
    monkeypatch.setattr(keys.time, "time", lambda: real() - timedelta(days=1).total_seconds())
    sequencer.run(log)
    report = examined()
    assert _kinds(report) == {"clock set back"}
    assert sum("was numbered at" in f.words for f in report.findings) == 1
    assert sum("was signed at" in f.words for f in report.findings) == 1


def test_a_long_transaction_is_no_clock_set_back(log, database, events, examined) -> None:
    """Its events bear the time of its beginning."""
    with database.superuser(autocommit=False) as slow:
        slow.execute("SELECT audit.append(NULL, 1, 2, 3, 'care', 'import', NULL, NULL, NULL, NULL, NULL)")
        events(2)
        slow.commit()
    sequencer.run(log)
    assert not examined().findings


def test_an_event_that_was_never_numbered(log, attacker, events) -> None:
    """Somebody moved where numbering stands, to pass one over: it has been lying there since before yesterday."""
    from kith.audit.exporting import never_numbered
    from kith.audit.stored import connect

    events(1)
    attacker.execute("UPDATE audit_event SET at = at - interval '3 days' WHERE id = (SELECT max(id) FROM audit_event)")
    attacker.execute("UPDATE audit.sequencer SET floor = (SELECT max(id) FROM audit_event)")
    events(1)
    sequencer.run(log)
    with connect("kith_auditor") as server:
        assert never_numbered(server) == 1


def test_keys_of_witnesses_are_cosigners(witness) -> None:
    assert Key.parse(str(witness.signer("trust.example/witness").key)).kind == COSIGNATURE
