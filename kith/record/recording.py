"""What somebody wants to record, before it is anybody's row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kith.access.grades import Domain
from kith.core.clock import now
from kith.core.session import rows
from kith.record import kinds, rules
from kith.record.models import Entry


@dataclass(frozen=True)
class Recording:
    """One recording, about one person or about several. `happened_at` and `happened_until` are aware.

    `domain` and `grade` None: the default of the kind, the writer's team and their organisation. `significant` None:
    the default of the kind. In an amendment None keeps what stands. `day_only`: the time of day is not known.
    """

    kind: str
    happened_at: datetime
    title: str = ""
    text: str = ""
    domain: str | None = None
    grade: int | None = None
    present: str = ""
    significant: bool | None = None
    day_only: bool = False
    happened_until: datetime | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def settled(self) -> "Recording":
        """Cleaned, defaults filled in, rules checked. Raises Invalid."""
        rules.check_kind(kinds.known(self.kind))
        kind = kinds.kind(self.kind)
        rules.check_details(kind, self.details)
        whole = self.filled(
            domain=self.domain or own_domain(kind),
            grade=kind.grade if self.grade is None else self.grade,
            significant=kind.significant if self.significant is None else self.significant,
            details=self.details,
        )
        rules.check_happened(kind, whole.happened_at, whole.happened_until, now())
        grade = whole.grade or 0
        rules.check_chosen(kind, whole.domain or "", grade, manager=0 < grade < kind.grade and writer().manages)
        return whole

    def amending(self, entry: Entry) -> "Recording":
        """What the next version of `entry` says. Only what changes is checked: imports may carry odder things."""
        kind = kinds.kind(entry.kind)
        changed = {name: value for name, value in self.details.items() if entry.details.get(name, "") != value}
        rules.check_details(kind, changed)
        whole = replace(self, kind=entry.kind).filled(
            domain=self.domain or entry.domain,
            grade=entry.grade if self.grade is None else self.grade,
            significant=entry.significant if self.significant is None else self.significant,
            details={**entry.details, **changed},
        )
        if (whole.happened_at, whole.happened_until) != (entry.happened_at, entry.happened_until):
            rules.check_happened(kind, whole.happened_at, whole.happened_until, now())
        return whole

    def filled(self, **chosen: Any) -> "Recording":
        """With what was chosen for it, and its words cleaned and checked. Raises Invalid."""
        details = {name: _clean(value) for name, value in chosen.pop("details").items() if value != ""}
        title, present = (rules.clean(words).strip() for words in (self.title, self.present))
        whole = replace(self, title=title, text=rules.clean(self.text), present=present, details=details, **chosen)
        rules.check_words(whole.title, whole.text, whole.present)
        return whole

    def fields(self) -> dict[str, Any]:
        """By the names of the entry's fields."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def said_by(entry: Entry) -> Recording:
    """What an entry says."""
    return Recording(**{name: getattr(entry, name) for name in Recording.__dataclass_fields__})


@dataclass(frozen=True)
class Writer:
    """Whoever writes: the kind of their organisation, their team's domain, and whether they manage a team there."""

    agency_kind: str
    team_domain: str | None
    manages: bool


def writer() -> Writer:
    """Whoever acts, as a writer. Raises NotSignedIn."""
    ((agency_kind, team_domain, manages),) = rows("SELECT * FROM record.writer()")
    return Writer(agency_kind, team_domain, manages)


def own_domain(kind: kinds.Kind) -> Domain:
    """Where what they write of this kind goes unless they say otherwise."""
    if kind.domain:
        return kind.domain
    who = writer()
    return kinds.default_domain(kind, who.agency_kind, who.team_domain)


def _clean(value: Any) -> Any:
    return rules.clean(value) if isinstance(value, str) else value
