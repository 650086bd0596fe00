"""Supervision on screen: mine, those whom I supervise, one session; a case discussed, which goes on the record."""
