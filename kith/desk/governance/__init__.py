"""Information governance: what to look at, whether the locks are as the facts say, and who sees what by agreement."""
