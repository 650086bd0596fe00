"""From a complete sign-in to a session in a post, and out again."""
