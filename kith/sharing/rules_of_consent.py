"""Who may agree, or object, for whom. Pure.

A person of 16 is presumed able to decide (Mental Capacity Act 2005, section 1; Family Law Reform Act 1969, section 8).
A child under 16 decides who understands enough (Gillick v West Norfolk and Wisbech AHA [1986] AC 112). Nobody has
parental responsibility for an adult (Children Act 1989, section 105). An attorney for health and welfare and a deputy
decide only what the person cannot (Mental Capacity Act 2005, sections 11(7) and 20(1)).
"""

from datetime import date

from kith.core.errors import Invalid
from kith.sharing.models.consents import Capacity, GivenBy

ADULT, SIXTEEN = 18, 16
UNDER = (Capacity.GILLICK, Capacity.NOT_YET)
SAYS_HOW = (Capacity.GILLICK, Capacity.ASSESSED, Capacity.LACKS)


def check_given(given_by: str, capacity: str, age: int | None, capacity_words: str, by_words: str) -> None:
    """Raises Invalid where this person could not have decided it. `age`: in years; None: not known."""
    check_age(capacity, age)
    if given_by == GivenBy.SELF:
        if capacity in (Capacity.NOT_YET, Capacity.LACKS):
            raise Invalid("They cannot decide this themself. Say who decided it for them.")
    else:
        check_for_them(given_by, capacity, age)
        if not by_words.strip():
            raise Invalid("Say who decided it for them: a name, and what they are to the person.")
    if capacity in SAYS_HOW and not capacity_words.strip():
        raise Invalid("Say how you know what they can decide: what was asked, and what they understood.")


def check_age(capacity: str, age: int | None) -> None:
    """Raises Invalid where the answer about capacity is for another age."""
    if age is not None and (age < SIXTEEN) != (capacity in UNDER):
        raise Invalid(
            f"They are {age}. Choose what is said of somebody {'under 16' if age < SIXTEEN else 'of 16 or over'}."
        )


def check_for_them(given_by: str, capacity: str, age: int | None) -> None:
    """Raises Invalid where nobody may decide this for them, or not this one."""
    if given_by == GivenBy.PARENT:
        if age is not None and age >= ADULT:
            raise Invalid("Nobody has parental responsibility for an adult.")
        if capacity not in (Capacity.NOT_YET, Capacity.LACKS):
            raise Invalid("They can decide this themself, so nobody decides it for them. Ask them.")
    elif capacity != Capacity.LACKS:
        raise Invalid("An attorney or a deputy decides only what the person was assessed as unable to decide.")


def check_dates(given_on: date, until: date | None, review_on: date, today: date) -> None:
    """Raises Invalid unless it was given, is looked at again within a year, and ends after it began."""
    if given_on > today:
        raise Invalid("The day on which they said it has not come yet.")
    if until and until <= today:
        raise Invalid("It ends on a day that is still to come.")
    if not today < review_on <= date(today.year + 1, today.month, min(today.day, 28)):
        raise Invalid("Choose a day within a year on which it is talked about again.")
