"""Takes what a witness signed, and publishes it with the checkpoint."""

from kith.audit import published
from kith.audit.sequencer import Place
from kith.audit.stored import Stored, connect
from kith.audit.verify import Checkpoint, Key


def take(note: str, witness: Key, where: Place) -> int:
    """Keep the witness's line under our checkpoint: of how many entries that is. Raises ValueError."""
    told = Checkpoint.parse(note)
    if not told.note.by(witness):
        raise ValueError("it does not bear this witness's genuine signature")
    with connect("kith_sequencer") as server:
        stored = Stored(server)
        ours = stored.note(told.origin, told.size)
        if ours is None or Checkpoint.parse(ours).note.text != told.note.text:
            raise ValueError("it is not a checkpoint that this log signed")
        for line in note.splitlines():
            if line.startswith(f"\N{EM DASH} {witness.name} "):
                stored.cosign(told, line)
        latest = stored.last_checkpoint(told.origin)
        if latest and latest.size == told.size:
            published.publish(where.published, stored, stored.note(told.origin, told.size) or ours)
    return told.size
