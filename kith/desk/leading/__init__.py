"""The lead of a record passes to another organisation: asked for by its guardians, taken by who works there."""
