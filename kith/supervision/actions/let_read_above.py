"""Let one manager up read supervision from now on, or nobody any more: information governance's word."""

from django.db import transaction

from kith.core.session import call


@transaction.atomic
def let_read_above(*, yes: bool, why: str) -> None:
    """What was written before stays closed to them. Raises Refused, Invalid, Unconfirmed."""
    call("supervision.let_read_above", yes, why.replace("\0", ""))
