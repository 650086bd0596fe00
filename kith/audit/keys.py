"""Signing keys, kept in files outside the database: whoever can change events cannot sign for them.

A line of a key file: PRIVATE+KEY+name+id+base64(kind, 32 bytes), the form that others' tools for notes use.
"""

import base64
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kith.audit.verify import COSIGNATURE, ED25519, Key, cosigned
from kith.core.instance import closed, make_passable

PREFIX = "PRIVATE+KEY+"


@dataclass(frozen=True)
class Signer:
    """A private key and its name. `kind`: see `verify.Key`."""

    name: str
    kind: int
    seed: bytes

    @property
    def key(self) -> Key:
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Key(self.name, self.kind, public.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def line(self, text: str) -> str:
        """The signature line of a note with this text, which ends in a newline. A cosigner's says that it is now."""
        private, stamp, signed = Ed25519PrivateKey.from_private_bytes(self.seed), b"", text.encode()
        if self.kind == COSIGNATURE:
            seconds = int(time.time())
            stamp, signed = seconds.to_bytes(8), cosigned(text, seconds)
        blob = self.key.id + stamp + private.sign(signed)
        return f"\N{EM DASH} {self.name} {base64.b64encode(blob).decode()}\n"

    def __str__(self) -> str:
        key_id, material = self.key.id.hex(), base64.b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{PREFIX}{self.name}+{key_id}+{material}"

    @classmethod
    def parse(cls, line: str) -> "Signer":
        """Raises ValueError."""
        if not line.startswith(PREFIX):
            raise ValueError("not a line of a key file")
        name, key_id, material = line.removeprefix(PREFIX).strip().split("+", 2)
        decoded = base64.b64decode(material, validate=True)
        signer = cls(name, decoded[0], decoded[1:])
        if len(signer.seed) != 32 or signer.key.id.hex() != key_id:
            raise ValueError(f"the key of {name} is damaged")
        return signer


def made(file: Path, *names: tuple[str, int]) -> list[Signer]:
    """New keys in a new file that only its owner reads. FileExistsError where there is one: keys are not lost so."""
    signers = [Signer(name, kind, secrets.token_bytes(32)) for name, kind in names]
    make_passable(file.parent)
    with open(file, "x", opener=closed) as out:
        out.writelines(f"{signer}\n" for signer in signers)
    return signers


def read(file: Path) -> list[Signer]:
    """FileNotFoundError, ValueError."""
    return [Signer.parse(line) for line in file.read_text().splitlines()]


def of_a_log(origin: str) -> Sequence[tuple[str, int]]:
    """A log signs checkpoints with one key, and says when with another."""
    return (origin, ED25519), (f"{origin}/clock", COSIGNATURE)
