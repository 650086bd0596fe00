"""Benchmarks: each is one command, prints a table and keeps its figures in `results/` (README.md)."""
