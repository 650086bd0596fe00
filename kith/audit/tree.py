"""Roots and proofs of the tree over events (RFC 6962), from what holds its hashes: database, or published tiles.

A source answers with the hashes of complete subtrees of 256 to the power of `level` leaves, as in C2SP tlog-tiles.
A root or a proof asks it for a few hundred hashes, however large the tree is. Checking proofs: `verify.py`.
"""

from typing import Protocol

from kith.audit.verify import EMPTY, node_hash, split


class Source(Protocol):
    def hashes(self, level: int, start: int, count: int) -> list[bytes]:
        """`count` neighbours, a power of two below 256, from `start` on, a multiple of it."""


def root(source: Source, size: int) -> bytes:
    """Of the first `size` leaves."""
    return _root(source, 0, size) if size else EMPTY


def inclusion(source: Source, index: int, size: int) -> list[bytes]:
    """That the leaf `index` is in the tree of `size` leaves."""
    return _proof(source, index, index + 1, 0, size, known=True)


def consistency(source: Source, size1: int, size2: int) -> list[bytes]:
    """That the tree of `size1` leaves (not none) is the beginning of that of `size2`."""
    return _proof(source, 0, size1, 0, size2, known=True)


def _root(source: Source, start: int, end: int) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        return _complete(source, start, size)
    middle = start + split(size)
    return node_hash(_root(source, start, middle), _root(source, middle, end))


def _complete(source: Source, start: int, size: int) -> bytes:
    """Of a subtree whose size is a power of two."""
    level, rest = divmod(size.bit_length() - 1, 8)
    hashes = source.hashes(level, start >> 8 * level, 1 << rest)
    while len(hashes) > 1:
        hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def _proof(source: Source, start: int, end: int, low: int, high: int, known: bool) -> list[bytes]:
    """What `verify.follow` needs, in its order. `known`: whoever checks has the part's own root."""
    if (start, end) == (low, high):
        return [] if known else [_root(source, low, high)]
    middle = low + split(high - low)
    if end <= middle:
        return [*_proof(source, start, end, low, middle, known), _root(source, middle, high)]
    if start >= middle:
        return [*_proof(source, start, end, middle, high, known), _root(source, low, middle)]
    return [*_proof(source, middle, end, middle, high, False), _root(source, low, middle)]
