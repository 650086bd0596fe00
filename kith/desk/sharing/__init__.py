"""Who is involved, whom the record is opened to, emergency access. The database decides who may; these pages ask."""
