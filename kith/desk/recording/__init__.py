"""One box to record: kind, when, who was there, words; everything else has a right default. Saved as typed."""
