"""Domains and grades: what information is about, and how far in it is.

The order of the domains is the order of every grade vector in the database; never reorder, only append.
"""

from django.db import models


class Domain(models.TextChoices):
    """What a piece of information is about."""

    IDENTITY = "identity", "identity"
    FAMILY = "family", "family"
    SOCIAL_CARE = "social_care", "social care"
    PLAN = "plan", "the plan"
    HEALTH = "health", "health"
    MENTAL_HEALTH = "mental_health", "mental health"
    EDUCATION = "education", "education"
    JUSTICE = "justice", "justice"
    HOUSING_FINANCE = "housing_finance", "housing and money"
    VOICE = "voice", "the person's own voice"
    STAFF_CONCERN = "staff_concern", "concerns about staff"


class Grade(models.IntegerChoices):
    """How far in a piece of information is. 0 opens nothing."""

    NONE = 0, "none"
    LOCATE = 1, "locate"
    ESSENTIAL = 2, "essential"
    PRACTICE = 3, "practice"
    SENSITIVE = 4, "sensitive"
    RESTRICTED = 5, "restricted"


DOMAINS: tuple[str, ...] = tuple(Domain.values)

GRADE_MEANS = {
    Grade.NONE: "nothing",
    Grade.LOCATE: "that they are known, and whom to ring",
    Grade.ESSENTIAL: "what anyone who knocks must know to be safe",
    Grade.PRACTICE: "day-to-day recording, needs, plans and service history",
    Grade.SENSITIVE: "health detail, offences, other people's accounts, what happened at home",
    Grade.RESTRICTED: "what is opened to people by name: adoption, a protected address, an allegation against staff",
}


def vector(grades: dict[str, int]) -> list[int]:
    """The eleven grades in the order of `DOMAINS`; domains left out are 0."""
    unknown = set(grades) - set(DOMAINS)
    if unknown:
        raise ValueError(f"No such domain: {', '.join(sorted(unknown))}")
    return [int(grades.get(domain, 0)) for domain in DOMAINS]


def by_domain(grades: list[int]) -> dict[str, int]:
    """A grade vector as domain → grade."""
    return dict(zip(DOMAINS, grades, strict=True))
