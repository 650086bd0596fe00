"""Sentences of practice, dealt like cards: within one family nothing is said twice until everything has been said.

`words/*.txt` hold the sentences: `# section` begins a section, each line below it is one way of saying it.
`{child}`, `{mum}`, `{they}` and the like are filled in by the family's `Slots`.
"""

import random
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("words")


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Every section by name. ValueError when a name is used twice or a section is empty."""
    found: dict[str, list[str]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        lines: list[str] = []
        for line in filter(None, map(str.strip, file.read_text().splitlines())):
            if line.startswith("# "):
                if line[2:] in found:
                    raise ValueError(f"{file.name}: {line[2:]} is already a section")
                lines = found.setdefault(line[2:], [])
            else:
                lines.append(line)
    empty = [name for name, lines in found.items() if not lines]
    if empty:
        raise ValueError(f"Sections without a sentence: {', '.join(empty)}")
    return {name: tuple(lines) for name, lines in found.items()}


class Deck:
    """The sentences of every section, shuffled for one family."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.left: dict[str, list[str]] = {}

    def draw(self, section: str) -> str:
        """The next sentence of a section. KeyError when there is no such section."""
        if not self.left.get(section):
            self.left[section] = list(sections()[section])
            self.rng.shuffle(self.left[section])
        return self.left[section].pop()

    def say(self, names: dict[str, str], *wanted: str) -> str:
        """One sentence of each section named, filled in. "section*2" draws two; "section?" draws half the time.

        "/" begins a new paragraph.
        """
        out: list[str] = []
        for part in wanted:
            if part == "/":
                out.append("\n\n")
            elif part.endswith("?"):
                out += [self.draw(part[:-1])] if self.rng.random() < 0.5 else []
            else:
                section, _, times = part.partition("*")
                out += [self.draw(section) for _ in range(int(times or 1))]
        return " ".join(out).replace(" \n\n ", "\n\n").strip().format_map(names)
