"""Home: my people, what is new on them, what waits for me. And a manager's board of a team."""
