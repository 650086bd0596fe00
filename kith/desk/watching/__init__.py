"""Reading out of the ordinary, for information governance: found, explained, followed up (docs/watching.md)."""
