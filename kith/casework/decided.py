"""What a step's form says that it came to, and why: it stands there, so it is not typed again."""

from kith.assessments.queries import Filled
from kith.casework.chains import kind_of
from kith.casework.models import Step


def decided(step: Step, filled: Filled) -> dict[str, str]:
    """`outcome` and `reason` to begin with, as far as the reader opens the form and it answers them.

    The reason only where it was asked in the step's own domain and no further in: the chronology will say it there.
    """
    kind = kind_of(step.chain, step.step)
    if not kind.decides:
        return {}
    what, *why = kind.decides
    said = {str(value) for value in filled.content.get(what, ())}
    came = next((code for code, outcome in kind.outcomes.items() if said & set(outcome.answers)), None)
    found = {"outcome": came} if came else {}
    for key in why:
        words = "\n".join(str(value) for value in filled.content.get(key, ()))
        domain, grade = filled.definition.items[key].part if key in filled.definition.items else ("", 0)
        if words and domain == step.domain and grade <= step.grade:
            found["reason"] = words
    return found
