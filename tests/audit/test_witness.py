"""Another organisation sees the published log, from a folder or over HTTP, and signs that it goes on."""

import http.server
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from kith.audit import exporting, sequencer, verify
from kith.audit.published import Tiles, Unreachable, fetching, tile_path
from kith.audit.stored import Stored, connect
from kith.audit.taking import take
from kith.audit.tree import consistency, inclusion, root
from kith.audit.verify import Checkpoint, Growing, consistent, included, leaf_hash
from kith.audit.witness import Disagrees, Witness

NAME = "trust.example/witness"


class Leaves:
    """A tree in memory, as a source of hashes."""

    def __init__(self, size: int):
        self.leaves = [leaf_hash(str(i).encode()) for i in range(size)]

    def hashes(self, level: int, start: int, count: int) -> list[bytes]:
        width = 256**level
        return [self._root(i * width, width) for i in range(start, start + count)]

    def _root(self, start: int, width: int) -> bytes:
        growing = Growing()
        for leaf in self.leaves[start : start + width]:
            growing.add(leaf)
        return growing.root()


def test_proofs_at_every_size() -> None:
    """Each leaf in each tree, each tree in each later one; and none of them proves anything else."""
    source, most = Leaves(40), 40
    roots = [root(source, size) for size in range(most + 1)]
    for size in range(1, most + 1):
        for i in range(size):
            proof = inclusion(source, i, size)
            assert included(i, size, source.leaves[i], proof, roots[size])
            assert not included(i, size, source.leaves[(i + 1) % most], proof, roots[size])
        for smaller in range(1, size + 1):
            proof = consistency(source, smaller, size)
            assert consistent(smaller, size, roots[smaller], roots[size], proof)
            assert not consistent(smaller, size, roots[smaller - 1], roots[size], proof)
            assert smaller == size or not consistent(smaller, size, roots[smaller], roots[size - 1], proof)


def test_proofs_across_levels_of_nodes() -> None:
    source = Leaves(66_000)
    for smaller, size in ((255, 66_000), (256, 257), (65_536, 66_000), (1, 65_537)):
        proof = consistency(source, smaller, size)
        assert consistent(smaller, size, root(source, smaller), root(source, size), proof)
        assert len(proof) <= 18


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        (1, 0, 17, "tile/1/000.p/17"),
        (0, 273, 112, "tile/0/273.p/112"),
        (2, 1000, 256, "tile/2/x001/000"),
    ],
)
def test_tiles_lie_where_the_specification_puts_them(level, number, width, path) -> None:
    assert tile_path(level, number, width) == path


@pytest.fixture
def witness(where, events, tmp_path: Path) -> Witness:
    events(300)
    sequencer.run(where)
    return Witness(tmp_path / "trust", sequencer.public_keys(where)[0])


@pytest.fixture
def served(where):
    """The published folder offered by a plain web server on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *told: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.startswith("/elsewhere/"):
                self.send_response(302)
                self.send_header("Location", "/checkpoint")
                self.end_headers()
            else:
                super().do_GET()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(where.published))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_published_tiles_are_the_tree(where, witness, events) -> None:
    for more in (1, 211, 1, 300):
        events(more)
        note = str(sequencer.run(where).checkpoint)
        told = Checkpoint.parse(note)
        assert root(Tiles(fetching(str(where.published)), told.size), told.size) == told.root
    assert (where.published / "tile/0/000").stat().st_size == 8192
    assert (where.published / "tile/1/000.p/3").stat().st_size == 96


@pytest.mark.parametrize("by", ["folder", "http"])
def test_a_witness_signs_what_goes_on(where, witness, events, served, by, examined) -> None:
    place = served if by == "http" else str(where.published)
    first = witness.look(NAME, place)
    trust = witness.signer(NAME).key
    assert Checkpoint.parse(first).note.by(trust) is True
    assert witness.look(NAME, place).count("\N{EM DASH}") == 3  # again: the same checkpoint, signed again
    events(250)
    sequencer.run(where)
    second = witness.look(NAME, place)
    assert Checkpoint.parse(second).size == 550 and witness.last.read_text() == second
    assert take(second, trust, where) == 550
    assert Checkpoint.parse((where.published / "checkpoint").read_text()).note.by(trust) is True
    report = examined(witnesses=(trust,))
    assert not report.findings and report.witnessed == {NAME: 550}


def test_a_checkpoint_that_bears_a_cosignature_is_cosigned_on(where, witness, tmp_path) -> None:
    take(witness.look(NAME, str(where.published)), witness.signer(NAME).key, where)
    other = Witness(tmp_path / "school", witness.log)
    both = Checkpoint.parse(other.look("school.example/witness", str(where.published)))
    assert both.note.by(witness.signer(NAME).key) and both.note.by(other.signer("school.example/witness").key)


def test_redirections_and_silence_are_no_log(served, tmp_path) -> None:
    for place in (f"{served}/elsewhere", "http://127.0.0.1:9", str(tmp_path / "nowhere"), f"{served}/absent"):
        with pytest.raises(Unreachable):
            fetching(place)("checkpoint")


def test_a_log_that_went_back_or_parted_is_refused_and_kept(where, witness, events) -> None:
    earlier = (where.published / "checkpoint").read_text()
    events(5)
    sequencer.run(where)
    witness.look(NAME, str(where.published))
    (where.published / "checkpoint").write_text(earlier)
    with pytest.raises(Disagrees, match="gone back from 305 entries to 300"):
        witness.look(NAME, str(where.published))
    assert (witness.folder / "refused-0000").read_text() == earlier
    signer = sequencer.keys.read(where.key)[0]
    (where.published / "tile/0/001.p/50").write_bytes((where.published / "tile/0/001.p/49").read_bytes() + b"\x00" * 32)
    for size, match in ((305, "two histories"), (306, "do not continue")):
        text = f"council.example/kith\n{size}\n{'A' * 43}=\n"
        (where.published / "checkpoint").write_text(f"{text}\n{signer.line(text)}")
        with pytest.raises(Disagrees, match=match):
            witness.look(NAME, str(where.published))


def test_a_strangers_log_is_refused(where, witness, tmp_path) -> None:
    stranger = sequencer.keys.made(tmp_path / "stranger", *sequencer.keys.of_a_log("council.example/kith"))[0]
    text = f"council.example/kith\n1\n{'A' * 43}=\n"
    (where.published / "checkpoint").write_text(f"{text}\n{stranger.line(text)}")
    with pytest.raises(Disagrees, match="not signed by the log"):
        witness.look(NAME, str(where.published))
    assert not witness.last.exists()


def test_what_a_witness_did_not_sign_is_not_kept(where, witness, tmp_path, events) -> None:
    note = witness.look(NAME, str(where.published))
    trust = witness.signer(NAME).key
    stranger = Witness(tmp_path / "stranger", witness.log).signer(NAME).key
    for wrong, key in (
        (note, stranger),
        (note.split("\N{EM DASH} trust")[0], trust),
        (note.replace("\n300\n", "\n301\n"), trust),
    ):
        with pytest.raises(ValueError):
            take(wrong, key, where)
    with connect("kith_sequencer") as server:
        assert str(Stored(server).note("council.example/kith", 300)).count("\N{EM DASH}") == 2


def test_one_event_is_proved_on_its_own(where, witness, database) -> None:
    with connect("kith_auditor") as server:
        event = server.execute("SELECT event FROM audit.leaf WHERE no = 123").fetchone()[0]
        proof = exporting.proof(server, "council.example/kith", event)
        with pytest.raises(LookupError):
            exporting.proof(server, "council.example/kith", 10**9)
    true, payload = verify.proved(proof, sequencer.public_keys(where))
    assert true and f'"event": {event}' in payload
    assert not verify.proved(proof.replace("index 123", "index 124"), sequencer.public_keys(where))[0]
    assert proof.startswith("c2sp.org/tlog-proof@v1\nextra ")


def test_the_verifier_alone_on_another_machine(where, witness, tmp_path, database, events) -> None:
    """One file, no library, an empty environment; honest, then edited."""
    alone = tmp_path / "elsewhere" / "verify.py"
    alone.parent.mkdir()
    alone.write_bytes(Path(verify.__file__).read_bytes())
    kept = alone.with_name("kept")
    kept.write_text(witness.look(NAME, str(where.published)))
    keys = [*sequencer.public_keys(where), witness.signer(NAME).key]
    alone.with_name("keys").write_text("".join(f"{key}\n" for key in keys))

    def examined(name: str, *more: str, payloads: bool = True) -> subprocess.CompletedProcess[str]:
        file = alone.with_name(name)
        with connect("kith_auditor") as server:
            exporting.write(file, exporting.records(server, "council.example/kith", payloads=payloads))
        command = [sys.executable, "-I", "-S", "verify.py", name, "--keys", "keys", *more]
        return subprocess.run(command, cwd=alone.parent, env={}, capture_output=True, text=True)

    honest = examined("export.jsonl.gz", "--kept", "kept")
    assert (honest.returncode, honest.stderr) == (0, "")
    assert "300 entries" in honest.stdout and f"Witnessed by {NAME}: the first 300" in honest.stdout
    assert examined("hashes.jsonl", payloads=False).returncode == 0
    assert "payload" not in (alone.parent / "hashes.jsonl").read_text()
    with database.superuser() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE audit_event SET human = 99 WHERE id = (SELECT event FROM audit.leaf WHERE no = 7)")
    edited = examined("edited.jsonl.gz")
    assert edited.returncode == 1 and "EDITED" in edited.stdout and "entry 7" in edited.stdout
