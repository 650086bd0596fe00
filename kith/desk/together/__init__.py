"""Joint work around a person: calling a table, opening to it, ending it for all."""
