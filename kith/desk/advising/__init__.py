"""Discussing whether something may be shared, before anybody is named."""
