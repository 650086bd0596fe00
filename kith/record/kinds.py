"""What can be recorded: a registry of kinds, filled by apps in `AppConfig.ready()`.

The order of registration is the order on screen: what people record most comes first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kith.access.grades import Domain, Grade
from kith.agencies.models import AgencyKind

# What an agency's work is mostly about: where an entry goes when neither its kind nor the writer's team says.
AGENCY_DOMAIN: Mapping[str, Domain] = MappingProxyType(
    {
        AgencyKind.CHILDREN: Domain.SOCIAL_CARE,
        AgencyKind.ADULTS: Domain.SOCIAL_CARE,
        AgencyKind.HEALTH_TRUST: Domain.HEALTH,
        AgencyKind.GENERAL_PRACTICE: Domain.HEALTH,
        AgencyKind.SCHOOL: Domain.EDUCATION,
        AgencyKind.POLICE: Domain.JUSTICE,
        AgencyKind.YOUTH_JUSTICE: Domain.JUSTICE,
        AgencyKind.PROBATION: Domain.JUSTICE,
        AgencyKind.COURT: Domain.SOCIAL_CARE,
        AgencyKind.VOLUNTARY: Domain.SOCIAL_CARE,
        AgencyKind.PROVIDER: Domain.SOCIAL_CARE,
        AgencyKind.TELECARE: Domain.HEALTH,
    }
)


@dataclass(frozen=True)
class Field:
    """One thing that a kind asks for beside its words; kept in `Entry.details` under `name`.

    `shape` is text, words (several lines), day, number or choice; `choices` only for choice.
    """

    name: str
    label: str
    shape: str = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    `mark` is one to four letters that stand where others put an icon. `domain` None: the writer's team says.
    `planned`: it may lie ahead. `significant`: it is a significant event unless the writer says otherwise.
    `agencies` (kinds of agency; empty: all) and `offered` say who finds it in "Record something".
    """

    slug: str
    label: str
    mark: str
    group: str
    domain: Domain | None = None
    grade: Grade = Grade.PRACTICE
    fields: tuple[Field, ...] = ()
    offered: bool = True
    agencies: frozenset[str] = field(default_factory=frozenset)
    planned: bool = False
    significant: bool = False


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds, in the order in which people shall meet them. ValueError where a slug is taken by another kind."""
    for kind in kinds:
        if _kinds.setdefault(kind.slug, kind) != kind:
            raise ValueError(f"Two kinds are called {kind.slug}")


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())


def known(slug: str) -> bool:
    """Whether a kind of this name is registered."""
    return slug in _kinds


def kind(slug: str) -> Kind:
    """The kind; one whose app is no longer installed reads as its own name and is offered to nobody."""
    words = slug.replace("_", " ").strip() or "entry"
    return _kinds.get(slug) or Kind(slug, words.capitalize(), words[:1].upper(), "Other", offered=False)


def offered_to(agency_kind: str) -> tuple[Kind, ...]:
    """What people of this kind of agency find in "Record something"."""
    return tuple(k for k in kinds() if k.offered and (not k.agencies or agency_kind in k.agencies))


def grouped(these: Iterable[Kind]) -> dict[str, list[Kind]]:
    """Kinds under their group headings, both in the order given."""
    groups: dict[str, list[Kind]] = {}
    for each in these:
        groups.setdefault(each.group, []).append(each)
    return groups


def default_domain(kind: Kind, agency_kind: str, team_domain: str | None = None) -> Domain:
    """Where an entry goes unless the writer says otherwise: by its kind, else the writer's team, else their agency."""
    return kind.domain or (Domain(team_domain) if team_domain else AGENCY_DOMAIN.get(agency_kind, Domain.SOCIAL_CARE))
