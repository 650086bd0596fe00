"""A witness keeps the last checkpoint that it saw of another's log, and signs a newer one if that continues it.

Meant for another organisation, or an officer: whoever changes history in one place cannot change what a witness has.
It needs the log's key, its own folder and nothing else; no database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kith.audit import keys, published, tree
from kith.audit.keys import Signer
from kith.audit.published import Fetch, Tiles
from kith.audit.verify import COSIGNATURE, Checkpoint, Key, consistent


class Disagrees(Exception):
    """The log does not continue what this witness has seen; what it offered is kept as evidence."""


@dataclass(frozen=True)
class Witness:
    """`folder`: its key, the last checkpoint, what it refused."""

    folder: Path
    log: Key

    @property
    def last(self) -> Path:
        return self.folder / "checkpoint"

    def signer(self, name: str) -> Signer:
        """Its key, made when it first looks. ValueError where the folder is of a witness with another name."""
        file = self.folder / "key"
        (signer,) = keys.read(file) if file.exists() else keys.made(file, (name, COSIGNATURE))
        if signer.name != name:
            raise ValueError(f"this folder is of the witness {signer.name}")
        return signer

    def look(self, name: str, place: str) -> str:
        """The log's present checkpoint with this witness's line under it, kept. Raises Disagrees, Unreachable."""
        signer, fetch = self.signer(name), published.fetching(place)
        note = fetch("checkpoint").decode()
        told = self._checked(note, lambda words: self._refuse(note, words))
        self._continues(told, fetch, lambda words: self._refuse(note, words))
        cosigned = note + signer.line(told.note.text)
        self.last.write_text(cosigned)
        return cosigned

    def _checked(self, note: str, refuse: Callable[[str], None]) -> Checkpoint:
        try:
            told = Checkpoint.parse(note)
        except ValueError:
            refuse("what is published is not a checkpoint")
            raise
        if told.origin != self.log.name or not told.note.by(self.log):
            refuse("the published checkpoint is not signed by the log")
        return told

    def _continues(self, told: Checkpoint, fetch: Fetch, refuse: Callable[[str], None]) -> None:
        """That it is the checkpoint kept here, grown."""
        if not self.last.exists():
            return
        kept = Checkpoint.parse(self.last.read_text())
        if told.size < kept.size:
            refuse(f"the log has gone back from {kept.size} entries to {told.size}")
        if told.size == kept.size and told.root != kept.root:
            refuse(f"the log has signed two histories of {told.size} entries")
        if told.size > kept.size > 0:
            proof = tree.consistency(Tiles(fetch, told.size), kept.size, told.size)
            if not consistent(kept.size, told.size, kept.root, told.root, proof):
                refuse(f"{told.size} entries do not continue the {kept.size} that were seen before")

    def _refuse(self, note: str, words: str) -> None:
        """Keep what was offered: with the checkpoint kept here, both signed, it proves what was done."""
        number = len(list(self.folder.glob("refused-*")))
        (self.folder / f"refused-{number:04}").write_text(note)
        raise Disagrees(words)
