"""People and teams of my organisation: the pages of an administrator."""
