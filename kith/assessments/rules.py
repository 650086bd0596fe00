"""Who is shown which questions of a form, and when it can be signed off. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kith.access.grades import DOMAINS, Grade
from kith.access.words import domain_name, grade_name, listed
from kith.assessments.definition import Content, Definition, Part, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.models import State
from kith.core.errors import Invalid, Refused

LONGEST_REASON = 1_000


@dataclass(frozen=True)
class NotShown:
    """Questions of a form that a reader does not get, by what they are about: from the form and their grades alone."""

    domain: str
    grade: int  # at which they are asked; the lowest of them
    reach: int
    count: int
    confirm: bool  # they open as soon as the reader confirms that it is them


def opened(definition: Definition, reach: Mapping[str, int], confirmed: bool) -> frozenset[Part]:
    """The parts that a reader opens now. `reach`: domain → grade, on rows of the organisation that filled it in."""
    within = {part for part in definition.parts if part[1] <= reach.get(part[0], 0)}
    return frozenset(part for part in within if confirmed or part[1] < Grade.SENSITIVE)


def not_shown(
    definition: Definition, reach: Mapping[str, int], confirmed: bool, given: Collection[Part] = ()
) -> tuple[NotShown, ...]:
    """What a reader is told of the rest: nothing of a domain in which they do not even locate. `given`: by itself."""
    shown = opened(definition, reach, confirmed) | set(given)
    found = []
    for domain in DOMAINS:
        for confirm in (True, False):
            parts = [
                item.part
                for item in definition.items.values()
                if item.asks and item.part[0] == domain and item.part not in shown
                and reach.get(domain, 0) >= Grade.LOCATE and (item.part[1] <= reach[domain]) == confirm
            ]  # fmt: skip
            if parts:
                found.append(NotShown(domain, min(grade for _, grade in parts), reach[domain], len(parts), confirm))
    return tuple(found)


def missing(definition: Definition, content: Content, keys: Collection[str]) -> list[str]:
    """Of these questions, those that must be answered, are asked, and are not."""
    asked = Enabled(definition, content)
    return [key for key in keys if definition.items[link_id(key)].required and asked(key) and not content.get(key)]


def check_fillable(own: bool, state: str) -> None:
    """The organisation that began a form fills it in, until it is signed off. The database holds the same rule."""
    if not own:
        raise Refused("Only the organisation that began this form can fill it in. Ring them, or record what you know.")
    if state != State.OPEN:
        raise Invalid("This form has been signed off or put away. Begin an amendment if it is to change.")


class Unanswered(Invalid):
    """Questions that must be answered before a form is signed off are not."""


def check_signing(definition: Definition, shown: Collection[Part], lacking: Collection[str]) -> None:
    """Whoever signs off has read all of it, and everything that must be answered is."""
    if beyond := definition.parts - set(shown):
        parts = listed(sorted(f"{domain_name(domain)} at {grade_name(grade)} grade" for domain, grade in beyond))
        raise Refused(
            f"You can sign off only what you can read whole. It also asks about {parts}, which you do not open."
        )
    if lacking:
        some = [definition.items[link_id(key)].text for key in lacking]
        more = f" and {len(some) - 3} more" if len(some) > 3 else ""
        raise Unanswered(f"Answer these before you sign off: “{'”, “'.join(some[:3])}”{more}.")


def check_reason(reason: str) -> None:
    """An amendment, and putting a form away, say why."""
    if not reason.strip():
        raise Invalid("Say why.")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Keep the reason to {LONGEST_REASON:,} characters.")
