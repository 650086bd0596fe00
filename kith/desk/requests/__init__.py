"""Asking another organisation about a person, and answering: both sides read one page."""
