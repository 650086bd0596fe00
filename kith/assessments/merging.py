"""Two people in one section: what each changed is kept, and what both changed is said. Pure."""

from dataclasses import dataclass

from kith.assessments.definition import Content


@dataclass(frozen=True)
class Merged:
    """`content`: both; where both changed the same question, mine. `clashes`: those questions → what the other said."""

    content: Content
    clashes: Content


def merge(base: Content, theirs: Content, mine: Content) -> Merged:
    """`base`: what I began from; `theirs`: what was saved since; `mine`: what I send now. Question by question."""
    content: Content = {}
    clashes: Content = {}
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        was, saved, sent = (said.get(key, []) for said in (base, theirs, mine))
        if saved not in (was, sent) and sent != was:
            clashes[key] = saved
        if value := saved if sent == was else sent:
            content[key] = value
    return Merged(content, clashes)
