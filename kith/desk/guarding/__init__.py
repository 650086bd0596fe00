"""Barring somebody from a record, and sealing it: acts of the lead organisation. The database decides who may."""
