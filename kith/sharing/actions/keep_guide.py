"""Keep a new edition of the guide to the law, for one's own organisation: it holds from now on."""

from django.db import transaction

from kith.core.errors import Invalid
from kith.core.session import call
from kith.people.rules import needed
from kith.sharing.guide import read
from kith.sharing.guide_checking import faults


@transaction.atomic
def keep_guide(*, told: str, why: str) -> int:
    """The edition as it was sent; returns its number. `why`: what is new in it, and who decided it.

    Raises Invalid (where something is wrong in it; the name is taken), Refused (only governance), Unconfirmed.
    """
    if wrong := faults(told):
        raise Invalid(str(wrong[0]))
    return int(call("sharing.keep_guide", read(told).version, told, needed(why, "What is new in it", 1000, lines=True)))
