"""Refer a person to a front door: what was written goes to them, and the sender keeps the acknowledgement."""
