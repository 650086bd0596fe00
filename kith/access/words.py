"""How grades and domains are said on screen: "practice grade in social care, essential in health"."""

from collections.abc import Callable, Mapping, Sequence

from kith.access.grades import DOMAINS, GRADE_MEANS, Domain, Grade

FEW = 3  # domains that are sooner said than all the others


def grade_name(grade: int) -> str:
    return str(Grade(grade).label)


def grade_means(grade: int) -> str:
    """What a grade opens, in words that follow "opens"."""
    return GRADE_MEANS[Grade(grade)]


def domain_name(domain: str) -> str:
    return str(Domain(domain).label)


def reach_in_words(reach: Mapping[str, int]) -> str:
    """A reach (domain → grade) as people say it, the furthest grade first; domains at 0 are left unsaid."""
    said = [_at(Grade(grade), reach) for grade in sorted({g for g in reach.values() if g}, reverse=True)]
    if not said:
        return "nothing of this record"
    return "; ".join([said[0].replace(" in ", " grade in ", 1), *said[1:]])


def _at(grade: Grade, reach: Mapping[str, int]) -> str:
    names = [domain_name(domain) for domain in DOMAINS if reach.get(domain, 0) == grade]
    return f"{grade.label} in {listed(names) if len(names) < len(DOMAINS) else 'everything'}"


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def most_of(names: Sequence[str]) -> str:
    """Names of domains as people say them: where most of them stand, what does not."""
    left = [name for name in map(domain_name, DOMAINS) if name not in names]
    if len(left) > FEW:
        return listed(list(names))
    return f"everything but {listed(left)}" if left else "everything"


FILTERS: dict[str, Callable[..., str]] = {
    "grade_name": grade_name,
    "grade_means": grade_means,
    "domain_name": domain_name,
    "reach_in_words": reach_in_words,
    "listed": listed,
    "most_of": most_of,
}
