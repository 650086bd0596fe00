"""The rules of recording, pure. Each `check_x()` raises Invalid with words for the writer; `x()` is its twin."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import ParamSpec

from kith.access.grades import GRADE_MEANS, Domain, Grade
from kith.core.errors import Invalid
from kith.record.kinds import Kind

LONGEST_TITLE = 200
LONGEST_TEXT = 100_000
LONGEST_PRESENT = 2_000
LONGEST_REASON = 1_000
LONGEST_DETAIL = 10_000
LARGEST_DRAFT = 1_000_000
SLOW_CLOCK = timedelta(minutes=5)  # a telephone's clock may run ahead of the server's
FURTHEST_AHEAD = timedelta(days=2 * 366)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)

P = ParamSpec("P")


def _holds(check: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> bool:
    try:
        check(*args, **kwargs)
    except Invalid:
        return False
    return True


def check_grade(kind: Kind, domain: str, grade: int, reach: Mapping[str, int], manager: bool) -> None:
    """A grade is the kind's own or higher; lower is a manager's act; never beyond what the writer opens.

    `reach`: domain → the highest grade that the writer opens on rows of their own organisation.
    """
    check_chosen(kind, domain, grade, manager)
    check_reach(domain, grade, reach)


def grade(kind: Kind, domain: str, grade: int, reach: Mapping[str, int], manager: bool) -> bool:
    return _holds(check_grade, kind, domain, grade, reach, manager)


def check_chosen(kind: Kind, domain: str, grade: int, manager: bool) -> None:
    """What was chosen is a domain and a grade, and not lower than the kind's own unless a manager chose."""
    if domain not in Domain.values:
        raise Invalid("Choose what this is about.")
    if grade not in Grade.values or grade == Grade.NONE:
        raise Invalid("Choose how far in this is.")
    if grade < kind.grade and not manager:
        raise Invalid(f"{kind.label} is graded {Grade(kind.grade).label} or higher. A manager can lower it.")


def chosen(kind: Kind, domain: str, grade: int, manager: bool) -> bool:
    return _holds(check_chosen, kind, domain, grade, manager)


def check_reach(domain: str, grade: int, reach: Mapping[str, int]) -> None:
    """Nobody records what they could not open again: that is `refer`'s, into a front door."""
    mine = reach.get(domain, 0)
    if grade > mine:
        opens = f"you open {Grade(mine).label}" if mine else "you open nothing"
        raise Invalid(
            f"In {Domain(domain).label} {opens} about this person, and this is graded {Grade(grade).label} "
            f"({GRADE_MEANS[Grade(grade)]}). "
            "Choose another grade, refer it to a front door, or ask who works with them."
        )


def reach(domain: str, grade: int, reach: Mapping[str, int]) -> bool:
    return _holds(check_reach, domain, grade, reach)


def check_happened(kind: Kind, at: datetime, until: datetime | None, now: datetime) -> None:
    """What is recorded has happened, save kinds that are planned; it ended after it began. All aware."""
    if at < EARLIEST:
        raise Invalid("Enter a date after 1900.")
    if at > now + (FURTHEST_AHEAD if kind.planned else SLOW_CLOCK):
        raise Invalid(
            "Enter a date within the next two years."
            if kind.planned
            else f"A {kind.label.lower()} cannot have happened in the future. Check the date and the time."
        )
    if until and until < at:
        raise Invalid("It cannot have ended before it began.")


def happened(kind: Kind, at: datetime, until: datetime | None, now: datetime) -> bool:
    return _holds(check_happened, kind, at, until, now)


def check_kind(known: bool) -> None:
    """Only kinds that an installed app knows are recorded."""
    if not known:
        raise Invalid("Choose what kind of entry this is.")


def check_words(title: str, text: str, present: str = "") -> None:
    """Something is said, and not more than an entry holds."""
    if not title.strip() and not text.strip():
        raise Invalid("Write what happened.")
    for name, words, most in (("title", title, LONGEST_TITLE), ("list of who was there", present, LONGEST_PRESENT)):
        if len(words) > most:
            raise Invalid(f"The {name} is {len(words):,} characters long. Keep it to {most:,}.")
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            f"The text is {len(text):,} characters long; an entry holds {LONGEST_TEXT:,}. It is kept as a draft: "
            "record it in parts, or attach it as a document."
        )


def words(title: str, text: str, present: str = "") -> bool:
    return _holds(check_words, title, text, present)


def check_details(kind: Kind, details: Mapping[str, object]) -> None:
    """What the form sent belongs to the kind, is plain text, and is one of the choices where there are choices."""
    fields = {field.name: field for field in kind.fields}
    for name, value in details.items():
        if name not in fields or not isinstance(value, str):
            raise Invalid("This form is out of date. What you wrote is kept: open it again and record it.")
        if len(value) > LONGEST_DETAIL:
            raise Invalid(f"“{fields[name].label}” is too long. Keep it to {LONGEST_DETAIL:,} characters.")
        if value and fields[name].choices and value not in fields[name].choices:
            raise Invalid(f"Choose one of the answers to “{fields[name].label}”")


def details(kind: Kind, details: Mapping[str, object]) -> bool:
    return _holds(check_details, kind, details)


def check_reason(reason: str) -> None:
    """Whoever changes what stands on a record says why."""
    if not reason.strip():
        raise Invalid("Say why you are changing this.", "reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Keep the reason to {LONGEST_REASON:,} characters.", "reason")


def reason(reason: str) -> bool:
    return _holds(check_reason, reason)


def check_version(
    *, grade: int, domain: str, new_grade: int, new_domain: str, own: bool, current: bool, manager: bool
) -> None:
    """A version is its owner's, of the newest version, at the same grade or higher in the same domain.

    Lower, or in another domain, opens it to others: a manager's act. The database holds the same rule
    (sql/0002_entries.sql); this one finds the words before anything is sent.
    """
    if not own:
        raise Invalid("Only the organisation that recorded this can change it. Ring them, or record what you know.")
    if not current:
        raise Invalid("Somebody has changed this since. Yours is kept as a draft: read the newest version first.")
    if (new_grade < grade or new_domain != domain) and not manager:
        raise Invalid("Only a manager can lower the grade or change what it is about.")


def version(
    *, grade: int, domain: str, new_grade: int, new_domain: str, own: bool, current: bool, manager: bool
) -> bool:
    return _holds(
        check_version,
        grade=grade,
        domain=domain,
        new_grade=new_grade,
        new_domain=new_domain,
        own=own,
        current=current,
        manager=manager,
    )


def clean(typed: str) -> str:
    """As typed, without what PostgreSQL cannot hold: the null character and halves of characters (surrogates)."""
    return typed.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
