"""Documents about a person: kept, listed, looked at, taken out."""
