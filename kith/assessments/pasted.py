"""What a word processor puts around words when they are pasted, taken off again: the words and their lines stay. Pure.

Only where its own marks are found: somebody who writes <b> or 3 < 5 means it, and it is kept as typed.
"""

import re
from html.parser import HTMLParser

MARKS = re.compile(r"class=\"?Mso|urn:schemas-microsoft-com|<o:p>|\[if gte mso|style=\"?mso-", re.IGNORECASE)
LINES = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
SILENT = frozenset({"style", "script", "xml", "head", "title"})  # what stands in these is not what was written


def plain(text: str) -> str:
    """The words alone, if a word processor's mark-up stands around them; else the text as it is."""
    if not MARKS.search(text):
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    """Comments, and Word's conditions inside them, are left out by not being asked for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in SILENT
        self.found += ["\n"] if tag in LINES else []

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.found += ["\n"] if tag == "p" else []

    def handle_data(self, data: str) -> None:
        self.found += [] if self.silent else [data.replace("\n", " ")]
