"""A bundle of papers for a court: put together, fixed, drawn, checked."""
