"""Forms about a person: filled in section by section, saved as typed, read, signed off, amended, printed."""
