#!/usr/bin/env python3
"""Checks an export of Kith's access log offline, trusting nothing but the keys that you were given.

    python3 verify.py EXPORT --keys FILE [--kept CHECKPOINT ...]

EXPORT: what `kith audit_export` wrote (.jsonl or .jsonl.gz), or one event's proof (.tlog-proof). FILE: lines of keys
(C2SP signed-note "vkeys") that reached you by another way than the export: the log's, the log's clock, witnesses'.
CHECKPOINT: signed checkpoints that you or a witness kept. Ends with 0 where nothing was found, else with 1.

One file on purpose, with Python's own library alone, so that an auditor can read it whole and run it anywhere. It is
the only place in Kith that checks signatures and proofs (RFC 6962, RFC 8032; C2SP signed-note, tlog-checkpoint,
tlog-cosignature, tlog-proof): Kith's own commands import it. What each finding means: docs/audit.md.
"""

import argparse
import base64
import binascii
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

try:  # a thousand times faster where it is there; the same answers
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment,misc]  # the variable says whether the library is there

KINDS = {
    "edited": "an event, or its place in the log, is not what was numbered and signed",
    "deleted": "an event that was numbered is gone, and no act of retention says why",
    "reordered": "events stand in another order than they were numbered in",
    "tail cut": "a signed checkpoint counts more events than there are",
    "forked": "the log signed two histories that cannot both be true",
    "clock set back": "times run backwards further than clocks and long transactions explain",
    "signature wrong": "a checkpoint is not signed by the log, or a signature on it is not genuine",
    "witness disagrees": "a witness saw, and signed, another history than this",
    "unsigned": "there is no signed checkpoint at all",
}
ED25519, COSIGNATURE = 1, 4  # signature types of C2SP signed-note


# ---- Ed25519 (RFC 8032, section 5.1), for whoever has no library: clear rather than quick, and for checking alone

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(n: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = _add(total, point)
        point, n = _add(point, point), n >> 1
    return total


def _point(encoded: bytes) -> Point | None:
    """A point from its 32 bytes (RFC 8032, 5.1.3); None where there is none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def plainly_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) over `message` is by the key `public` (32 bytes): RFC 8032, 5.1.7."""
    key, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or r is None or BASE is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(r, _times(k, key))
    return not any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1))


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    if Ed25519PublicKey is None:
        return plainly_signed(public, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


# ---- Notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature)


@dataclass(frozen=True)
class Key:
    """A verifier key. `kind`: ED25519 signs a note; COSIGNATURE says when it was seen as well."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> "Key":
        """Raises ValueError: malformed, of a kind that is not Ed25519, or its id is not its own."""
        name, key_id, material = vkey.strip().split("+", 2)
        decoded = base64.b64decode(material, validate=True)
        key = cls(name, decoded[0], decoded[1:])
        if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != 32 or key.id.hex() != key_id:
            raise ValueError(f"not an Ed25519 key of this form: {vkey.strip()}")
        return key

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


@dataclass(frozen=True)
class Note:
    """Text that ends in a newline, and its signature lines as (name, id, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def parse(cls, note: str) -> "Note":
        """Raises ValueError where it is not a signed note."""
        text, blank, lines = note.rpartition("\n\n")
        if not (blank and lines.endswith("\n")) or any(ord(c) < 32 and c != "\n" for c in note):
            raise ValueError("not a signed note")
        return cls(text + "\n", tuple(cls._signature(line) for line in lines[:-1].split("\n")))

    @staticmethod
    def _signature(line: str) -> tuple[str, bytes, bytes]:
        dash, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
        if dash != "\N{EM DASH}" or not name or "+" in name or len(blob) < 5:
            raise ValueError(f"not a signature line: {line}")
        return name, blob[:4], blob[4:]

    def by(self, key: Key) -> bool | None:
        """Whether `key` signed this: None where no line is its, False where one is and is not genuine."""
        mine = [blob for name, key_id, blob in self.signatures if (name, key_id) == (key.name, key.id)]
        return all(self._genuine(key, blob) for blob in mine) if mine else None

    def _genuine(self, key: Key, blob: bytes) -> bool:
        if key.kind == ED25519:
            return signed(key.public, self.text.encode(), blob)
        return len(blob) == 72 and signed(key.public, cosigned(self.text, int.from_bytes(blob[:8])), blob[8:])

    def seconds_by(self, key: Key) -> int | None:
        """When a cosigner says that it saw this (POSIX seconds), genuine or not."""
        mine = [blob for name, key_id, blob in self.signatures if (name, key_id) == (key.name, key.id)]
        return int.from_bytes(mine[0][:8]) if mine else None


def cosigned(text: str, seconds: int) -> bytes:
    """What a cosigner signs (tlog-cosignature, Ed25519)."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log's tree, as signed."""

    origin: str
    size: int
    root: bytes
    note: Note

    @classmethod
    def parse(cls, note: str) -> "Checkpoint":
        """Raises ValueError."""
        parsed = Note.parse(note)
        lines = parsed.text.split("\n")[:-1]
        if len(lines) < 3 or not all(lines) or not (lines[1].isascii() and lines[1].isdigit()):
            raise ValueError("not a checkpoint")
        if str(int(lines[1])) != lines[1] or len(root := base64.b64decode(lines[2], validate=True)) != 32:
            raise ValueError("not a checkpoint")
        return cls(lines[0], int(lines[1]), root, parsed)


# ---- The tree (RFC 6962, section 2.1)

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def event_hash(salt: bytes, payload: str) -> bytes:
    """The leaf of an event: what is hashed into it can be forgotten, salt and all, and the leaf stays."""
    return leaf_hash(hashlib.sha256(salt + payload.encode()).digest())


class Growing:
    """The root of what was added so far; memory grows with the logarithm."""

    def __init__(self) -> None:
        self.size, self.complete = 0, list[bytes]()

    def add(self, leaf: bytes) -> None:
        self.complete.append(leaf)
        self.size += 1
        pairs = self.size
        while pairs % 2 == 0:
            right = self.complete.pop()
            self.complete.append(node_hash(self.complete.pop(), right))
            pairs //= 2

    def root(self) -> bytes:
        if not self.complete:
            return EMPTY
        *lefts, root = self.complete
        for left in reversed(lefts):
            root = node_hash(left, root)
        return root


def split(size: int) -> int:
    """The largest power of two below `size` (at least 2): where RFC 6962 divides a tree."""
    return 1 << (size - 1).bit_length() - 1


def follow(start: int, end: int, size: int, proof: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Roots of the part [start, end) and of the whole of `size` leaves, by a proof that is used up from its front.

    `known`: the part's root while the part is one complete subtree. An inclusion proof is the case of one leaf, a
    consistency proof that of start 0 (RFC 6962, 2.1.2, read backwards). Raises ValueError where the proof is too short.
    """
    if (start, end) == (0, size):
        whole = known if known is not None else _next(proof)
        return whole, whole
    k = split(size)
    if end <= k:
        part, whole = follow(start, end, k, proof, known)
        return part, node_hash(whole, _next(proof))
    if start >= k:
        part, whole = follow(start - k, end - k, size - k, proof, known)
        return part, node_hash(_next(proof), whole)
    part, whole = follow(0, end - k, size - k, proof, None)
    left = _next(proof)
    return node_hash(left, part), node_hash(left, whole)


def _next(proof: list[bytes]) -> bytes:
    if not proof or len(proof[0]) != 32:
        raise ValueError("the proof is too short, or not of hashes")
    return proof.pop(0)


def apt(start: int, end: int) -> bool:
    """Whether [start, end) is a complete subtree of any tree that has so many leaves."""
    return 0 <= start <= end and (start == end or start % (1 << (end - start - 1).bit_length()) == 0)


def part_proved(start: int, end: int, size: int, proof: Sequence[bytes], part: bytes, whole: bytes) -> bool:
    """Whether the subtree [start, end) with root `part` lies in the tree of `size` leaves with root `whole`."""
    if not apt(start, end) or end > size:
        return False
    if start == end:
        return not proof and part == EMPTY
    rest = list(proof)
    try:
        found = follow(start, end, size, rest, part)
    except ValueError:
        return False
    return not rest and found == (part, whole)


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    return 0 <= index < size and len(leaf) == 32 and part_proved(index, index + 1, size, proof, leaf, root)


def consistent(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `size1` is the beginning of that of `size2`. Nothing follows from an empty tree: False."""
    return size1 > 0 and part_proved(0, size1, size2, proof, root1, root2)


# ---- The examination


@dataclass(frozen=True)
class Finding:
    kind: str  # one of KINDS
    words: str


@dataclass
class Report:
    """What was looked at, and what was found."""

    entries: int = 0
    erased: int = 0
    signed: int = 0  # entries under the last genuine checkpoint that is true of them
    checkpoints: int = 0
    witnessed: dict[str, int] = field(default_factory=dict)  # name → entries under its last true cosignature
    findings: list[Finding] = field(default_factory=list)

    def found(self, kind: str, words: str) -> None:
        self.findings.append(Finding(kind, words))


@dataclass(frozen=True)
class Tolerance:
    """How far times may run backwards: clocks of machines; transactions, whose events bear the time of their beginning.

    `history`: so many entries at the beginning were loaded with the times of an earlier life (a demo, a migration).
    """

    clock: timedelta = timedelta(minutes=2)
    transaction: timedelta = timedelta(hours=1)
    history: int = 0


class Examination:
    """One pass over an export: each entry by itself, its order and times, and each checkpoint where it falls."""

    def __init__(self, keys: Sequence[Key], kept: Sequence[str], tolerance: Tolerance):
        self.log = next((key for key in keys if key.kind == ED25519), None)
        self.clock = next(
            (k for k in keys if k.kind == COSIGNATURE and self.log and k.name == f"{self.log.name}/clock"), None
        )
        self.witnesses = [key for key in keys if key.kind == COSIGNATURE and key != self.clock]
        self.tolerance, self.report, self.tree = tolerance, Report(), Growing()
        self.due: dict[int, list[tuple[Checkpoint, bool]]] = {}  # size → (checkpoint, kept outside)
        self.suspect: list[int] = []  # entries that were found fault with
        self.last: tuple[int, int] = (0, 0)
        self.numbered, self.latest, self.told = 0, 0, 0
        self.wrong: list[tuple[Checkpoint, bool]] = []
        self.erasures: dict[int, list[int]] = {}  # event of the act → when what it took was numbered
        self.told_payloads = False
        self.acts: dict[int, int] = {}  # event of the act → nothing younger than this was to go
        for note in kept:
            self.checkpoint(note, kept=True)

    def checkpoint(self, note: str, kept: bool = False) -> None:
        """Its signatures; it falls due when so many entries have been read."""
        whose = "a kept checkpoint" if kept else "a checkpoint"
        try:
            told = Checkpoint.parse(note)
        except (ValueError, binascii.Error) as wrong:
            return self.report.found("signature wrong", f"{whose} cannot be read: {wrong}")
        if self.log is None or told.origin != self.log.name or not told.note.by(self.log):
            return self.report.found("signature wrong", f"{whose} of {told.size} entries is not signed by the log")
        for key in [*self.witnesses, *([self.clock] if self.clock else [])]:
            if told.note.by(key) is False:
                self.report.found(
                    "signature wrong", f"{whose} of {told.size}: the signature of {key.name} is not genuine"
                )
        self.report.checkpoints += 1
        self.due.setdefault(told.size, []).append((told, kept))

    def entry(self, told: dict[str, Any]) -> None:
        """One line of the export: place, order, hash, times."""
        no, place = told["no"], self.report.entries
        if no != place and not self.suspect:
            kind = "deleted" if no > place else "reordered"
            self._suspect(kind, place, f"entry {place} is not there: after {place - 1} comes {no}")
        at = (told["batch"], told["event"])
        if at <= self.last:
            self._suspect("reordered", place, f"entry {no} (event {told['event']}) stands behind event {self.last[1]}")
        self.last = at
        self._content(told)
        self._numbered(told)
        self.report.entries += 1
        self.tree.add(bytes.fromhex(told["hash"]))
        self._compare()

    def _suspect(self, kind: str, place: int, words: str) -> None:
        self.suspect.append(place)
        self.report.found(kind, words)

    def _content(self, told: dict[str, Any]) -> None:
        no, name = told["no"], f"entry {told['no']} (event {told['event']})"
        if told.get("missing"):
            return self._suspect("deleted", no, f"{name} was numbered; its event is gone")
        if "erased" in told:
            self.report.erased += 1
            count, latest = self.erasures.get(told["erased"], [0, 0])
            self.erasures[told["erased"]] = [
                count + 1,
                max(latest, told["numbered"] if no >= self.tolerance.history else 0),
            ]
            return None
        if "payload" not in told:  # an export of hashes alone
            return None
        if event_hash(bytes.fromhex(told["salt"] or ""), told["payload"]).hex() != told["hash"]:
            return self._suspect("edited", no, f"{name} does not hash to what was numbered")
        self.told_payloads, event = True, json.loads(told["payload"])
        if any(event[part] != told[part] for part in ("event", "batch", "numbered")):
            self._suspect("edited", no, f"{name} has been put under another number or time")
        if event["action"] == "erase events":
            self.acts[event["event"]] = max(event["detail"]["before"].values())
        return self._time(no, event)

    def _numbered(self, told: dict[str, Any]) -> None:
        if self.numbered - told["numbered"] > self.tolerance.clock / timedelta(microseconds=1):
            words = f"entry {told['no']} was numbered at {_when(told['numbered'])}, after {_when(self.numbered)}"
            self.report.found("clock set back", words)
        self.numbered = told["numbered"]

    def _time(self, no: int, event: dict[str, Any]) -> None:
        at, micro = event["at"], timedelta(microseconds=1)
        if no < self.tolerance.history:
            return
        if at - event["numbered"] > self.tolerance.clock / micro:
            words = f"says {_when(at)} but was numbered at {_when(event['numbered'])}"
            self.report.found("clock set back", f"entry {no} (event {event['event']}) {words}")
        elif self.latest - at > self.tolerance.transaction / micro:
            words = f"says {_when(at)} but follows one of {_when(self.latest)}"
            self.report.found("clock set back", f"entry {no} (event {event['event']}) {words}")
        self.latest = max(self.latest, at)

    def _compare(self) -> None:
        """The checkpoints of as many entries as have been read."""
        for told, kept in self.due.pop(self.tree.size, []):
            if told.root != self.tree.root():
                self.wrong.append((told, kept))
                continue
            self.report.signed = told.size
            for key in self.witnesses:
                if told.note.by(key):
                    self.report.witnessed[key.name] = told.size
            self._checkpoint_time(told)

    def _checkpoint_time(self, told: Checkpoint) -> None:
        seconds = told.note.seconds_by(self.clock) if self.clock and told.note.by(self.clock) else None
        if seconds is None:
            return
        before = max(self.told, self.numbered // 1_000_000)
        if before - seconds > self.tolerance.clock.total_seconds():
            words = f"the checkpoint of {told.size} entries was signed at {_when(seconds * 1_000_000)}"
            self.report.found("clock set back", f"{words}, after what happened at {_when(before * 1_000_000)}")
        self.told = seconds

    def end(self) -> Report:
        """What only the whole tells: roots that differ, entries that are short, acts that erased."""
        short = [(told, kept) for size in sorted(self.due) for told, kept in self.due[size] if size]
        self._roots(bool(short))
        if short and not self.wrong and not self.suspect:
            most = max(told.size for told, _ in short)
            self.report.found("tail cut", f"{most} entries were signed, {self.tree.size} are there")
        for told, _ in short:
            self._witnesses(told, f"{self.tree.size} are there")
        self._erasures()
        if self.report.entries and not self.report.checkpoints:
            self.report.found("unsigned", "no checkpoint is signed by the log's key")
        return self.report

    def _erasures(self) -> None:
        """Each by an act that is in the log and reached so far; an export of hashes alone cannot tell."""
        day = timedelta(days=1) / timedelta(microseconds=1)
        for act, (many, latest) in self.erasures.items() if self.told_payloads else ():
            if act not in self.acts:
                self.report.found("deleted", f"{many} are marked as erased by event {act}, which is no such act")
            elif latest - self.acts[act] > day:
                words = f"took what was numbered at {_when(latest)}, though it reached to {_when(self.acts[act])}"
                self.report.found("deleted", f"event {act} {words}")

    def _roots(self, short: bool) -> None:
        """Where a root first differs: what was signed before it holds."""
        own = [told for told, kept in self.wrong if not kept]
        if own:
            size = own[0].size
            if not any(self.report.signed <= place < size for place in self.suspect):
                kind, lost = (
                    ("deleted", "fewer than were signed") if short else ("edited", "not those that were signed")
                )
                self.report.found(kind, f"the entries from {self.report.signed} to {size - 1} are {lost}")
        for told, kept in self.wrong:
            if kept and told.size not in {o.size for o in own}:
                self.report.found("forked", f"a kept checkpoint of {told.size} entries is signed with another root")
            self._witnesses(told, "with another root")

    def _witnesses(self, told: Checkpoint, words: str) -> None:
        for key in self.witnesses:
            if told.note.by(key):
                when = _when((told.note.seconds_by(key) or 0) * 1_000_000)
                self.report.found("witness disagrees", f"{key.name} saw {told.size} entries at {when}: {words}")


def examine(
    records: Iterable[dict[str, Any]], keys: Sequence[Key], kept: Sequence[str] = (), tolerance: Tolerance = Tolerance()
) -> Report:
    """Look at an export's records: its head, its checkpoints, its entries, in this order."""
    examination = Examination(keys, kept, tolerance)
    for record in records:
        if "checkpoint" in record:
            examination.checkpoint(record["checkpoint"])
        elif "no" in record:
            examination.entry(record)
    return examination.end()


def proved(proof: str, keys: Sequence[Key]) -> tuple[bool, str]:
    """Whether one event stood in the signed log (C2SP tlog-proof; `extra` carries its salt and payload), and which."""
    head, _, note = proof.partition("\n\n")
    lines = head.split("\n")
    extra = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
    index, hashes = int(lines[2].removeprefix("index ")), [base64.b64decode(line) for line in lines[3:]]
    told, log = Checkpoint.parse(note), next(key for key in keys if key.kind == ED25519)
    genuine = told.origin == log.name and bool(told.note.by(log))
    leaf = event_hash(bytes.fromhex(extra["salt"]), extra["payload"])
    return genuine and included(index, told.size, leaf, hashes, told.root), extra["payload"]


def _when(microseconds: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).isoformat(timespec="seconds")


def records(file: Path) -> Iterator[dict[str, Any]]:
    opened: Callable[..., TextIO] = gzip.open if file.suffix == ".gz" else open  # type: ignore[assignment]  # both give text
    with opened(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def told(report: Report, each: int = 5) -> str:
    """The report in words: at most `each` findings of a kind in full."""
    lines = [f"{report.entries} entries ({report.erased} erased), {report.checkpoints} checkpoints."]
    lines += [f"True of what the log signed: the first {report.signed} entries."]
    lines += [f"Witnessed by {name}: the first {size} entries." for name, size in sorted(report.witnessed.items())]
    for kind, meaning in KINDS.items():
        words = [finding.words for finding in report.findings if finding.kind == kind]
        lines += [f"{kind.upper()}: {meaning}."] if words else []
        lines += [f"  {w}" for w in words[:each]] + ([f"  and {len(words) - each} more"] if len(words) > each else [])
    return "\n".join([*lines, "Nothing else was found." if report.findings else "Nothing was found.", ""])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--keys", type=Path, required=True, help="a file of keys, one a line")
    parser.add_argument("--kept", type=Path, nargs="*", default=[], help="checkpoints kept outside")
    parser.add_argument("--history", type=int, default=0, help="entries that were loaded with earlier times")
    asked = parser.parse_args(arguments)
    keys = [Key.parse(line) for line in asked.keys.read_text().splitlines() if line.strip()]
    if asked.export.suffix == ".tlog-proof":
        true, payload = proved(asked.export.read_text(), keys)
        sys.stdout.write(
            f"{'This event stands' if true else 'It is NOT proved that this event stands'} in the log:\n{payload}\n"
        )
        return 0 if true else 1
    kept = list(chain.from_iterable([file.read_text()] for file in asked.kept))
    report = examine(records(asked.export), keys, kept, Tolerance(history=asked.history))
    sys.stdout.write(told(report))
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
