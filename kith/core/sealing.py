"""A stream sealed to a public key: who writes backups cannot read them, so a stolen server opens no older one.

X25519 with a key pair made for this one stream, HKDF-SHA256, then AES-256-GCM in pieces; a piece's number and whether
it is the last stand in its nonce, so that pieces are neither swapped nor left off (STREAM: Hoang, Reyhanitabar, Rogaway
and Vizár 2015). Decision 0033.
"""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kith.core.instance import closed

MARK = b"kith sealed 1\n"
PIECE = 1 << 20  # bytes of content; sealed it is 16 longer
KEY = 32


class NotOpened(ValueError):
    """Not this key, not a sealed stream, or not as it was written; the message says which."""


def make_key(file: Path) -> str:
    """A new private key in `file`, which only its owner reads; returns the public key, which the server needs."""
    private = X25519PrivateKey.generate()
    with open(file, "x", opener=closed) as out:
        out.write(_words(private.private_bytes_raw()))
    return _words(private.public_key().public_bytes_raw())


def sealed(pieces: Iterable[bytes], public: str) -> Iterator[bytes]:
    """What to write for `pieces` of any size, so that whoever has the private key of `public` can open it."""
    once = X25519PrivateKey.generate()
    to = X25519PublicKey.from_public_bytes(_key(public))
    mine = once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(to), mine, to)
    yield MARK + mine
    number, even = 1, _even(pieces)
    held = next(even, b"")
    for following in even:
        yield cipher.encrypt(_nonce(number, last=False), held, MARK)
        number, held = number + 1, following
    yield cipher.encrypt(_nonce(number, last=True), held, MARK)


def opened_up(stream: BinaryIO, private: str) -> Iterator[bytes]:
    """The content of a sealed stream, each piece only after it was proved whole. Raises NotOpened."""
    if stream.read(len(MARK)) != MARK:
        raise NotOpened("This is not a backup of Kith.")
    mine = X25519PrivateKey.from_private_bytes(_key(private))
    once = stream.read(KEY)
    cipher = _cipher(mine.exchange(X25519PublicKey.from_public_bytes(once)), once, mine.public_key())
    number, piece = 1, stream.read(PIECE + 16)
    while True:
        following = stream.read(PIECE + 16)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, MARK)
        except InvalidTag as wrong:
            raise NotOpened("The key is another one's, or the backup is not whole.") from wrong
        if not following:
            return
        number, piece = number + 1, following


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _cipher(shared: bytes, once: bytes, to: X25519PublicKey) -> AESGCM:
    both = once + to.public_bytes_raw()
    return AESGCM(HKDF(SHA256(), KEY, salt=both, info=MARK).derive(shared))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _words(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def _key(words: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(words.strip())
    except ValueError as wrong:
        raise NotOpened("This is not a key.") from wrong
    if len(key) != KEY:
        raise NotOpened("This is not a key.")
    return key
