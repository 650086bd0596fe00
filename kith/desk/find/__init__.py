"""Finding somebody, and registering somebody who is not on record."""
