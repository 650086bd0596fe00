"""The person's own record, for them to have: asked for, put together, decided word by word, given as a file."""
