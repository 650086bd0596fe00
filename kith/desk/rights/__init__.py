"""The person's own rights: what they agreed to, who speaks for them, who has looked, what has left Kith."""
