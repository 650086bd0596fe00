"""Adding to and correcting the index: one small form for each thing, nothing overwritten."""
