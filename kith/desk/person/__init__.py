"""One person's record: the banner, and each part of it at its own address."""
