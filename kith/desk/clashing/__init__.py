"""Numbers that stand on two records: who may open both finds out why, and says so."""
