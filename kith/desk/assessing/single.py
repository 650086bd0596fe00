"""One question a page: which pages a form then has, what is kept from one, and which comes after it.

A page holds a question, or a repeating group with all of its instances. It is named by the linkId of what it asks, and
saves its section as every page does: what stands in the rest of the section is sent along.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kith.assessments.definition import Content, Definition, Item, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.queries import Filled
from kith.desk.assessing.asking import Typed, typed_of


@dataclass(frozen=True)
class Single:
    """`around`: the groups that it stands in, below its section, and the words before it."""

    section: Item
    item: Item
    around: tuple[Item, ...]

    def holds(self, key: str) -> bool:
        """Whether an answer of this key is given here."""
        return any(item.key == link_id(key) for item in self.item.walk())

    def asked(self, filled: Filled, answered: Enabled) -> bool:
        """Whether there is something to answer for this reader."""
        return answered(self.item.key) and any(item.asks and item.part in filled.opened for item in self.item.walk())

    def in_section(self, filled: Filled, typed: Typed) -> Typed:
        """What the whole section says with what was typed here: the rest as it stands."""
        stands = {k: v for k, v in filled.said_in(self.section.key).items() if not self.holds(k) and _opens(filled, k)}
        return {**typed_of(filled.definition, stands), **typed}

    def begins_with(self, said: Content, from_record: Content) -> Content:
        """What the record fills in here, where nobody has answered."""
        return {key: values for key, values in from_record.items() if self.holds(key)} | said


def _opens(filled: Filled, key: str) -> bool:
    return filled.definition.items[link_id(key)].part in filled.opened


def singles(definition: Definition) -> Iterator[Single]:
    """Every page of a form, in order."""
    for section in definition.sections:
        yield from _within(section, section, ())


def _within(section: Item, group: Item, around: tuple[Item, ...]) -> Iterator[Single]:
    words: tuple[Item, ...] = ()
    for item in group.items:
        if item.kind == "display":
            words += (item,)
        elif item.kind == "group" and not item.repeats:
            yield from _within(section, item, (*around, *words, item))
        elif item.kind == "group" or item.asks:
            yield Single(section, item, (*around, *words))
            words = ()


def single_of(definition: Definition, name: str) -> Single | None:
    return next((each for each in singles(definition) if each.item.key == name), None)


def asked_of(filled: Filled, content: Content) -> list[Single]:
    """The pages that this reader is asked, given these answers."""
    answered = Enabled(filled.definition, content)
    return [each for each in singles(filled.definition) if each.asked(filled, answered)]


def after(name: str, filled: Filled, content: Content) -> Single | None:
    """The page that comes after one; None after the last."""
    order = [each.item.key for each in singles(filled.definition)]
    later = order[order.index(name) + 1 :]
    return next((each for each in asked_of(filled, content) if each.item.key in later), None)
