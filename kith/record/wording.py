"""An entry in words, as it is copied: what was written, the facts that its kind has, and who was there."""

from kith.record import kinds
from kith.record.models import Entry


def headed(entry: Entry) -> str:
    """Its title, or what kind of entry it is."""
    return entry.title or kinds.kind(entry.kind).label


def whole(entry: Entry) -> str:
    facts = [f"{f.label}: {entry.details[f.name]}" for f in kinds.kind(entry.kind).fields if entry.details.get(f.name)]
    there = [f"There: {entry.present}"] if entry.present else []
    return "\n".join([entry.text, *facts, *there])
