"""Putting right what is on a record: a lower grade, an alert looked at again, what was recorded in error."""
