"""Joint work around a person: the kinds that there are, and gatherings as the reader opens them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml

from kith.access.models import Involvement, Share
from kith.audit.log import log
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.sharing.editions import guide
from kith.sharing.guide import OWN_JUDGEMENT
from kith.sharing.models import Gathering

DATA = Path(__file__).parent / "data" / "gatherings.yaml"


@dataclass(frozen=True)
class Kind:
    """A kind of joint work. `opens`: how far each domain is offered; `roles`: kind of organisation → role."""

    code: str
    name: str
    law: str
    days: int
    opens: Mapping[str, int]
    roles: Mapping[str, str]

    @property
    def basis(self) -> str:
        gateway = guide().gateway(self.law)
        return gateway.basis if gateway else OWN_JUDGEMENT


@cache
def kinds() -> dict[str, Kind]:
    """By code, in the order of the data."""
    told = yaml.safe_load(DATA.read_text())["kinds"]
    return {each["code"]: Kind(**({"roles": {}} | each)) for each in told}


@dataclass(frozen=True)
class Table:
    """A gathering with what is open to it, as far as the reader may see that."""

    gathering: Gathering
    shares: Sequence[Share]
    involvements: Sequence[Involvement]

    @property
    def goes_on(self) -> bool:
        return self.gathering.ended_at is None and self.gathering.until > acting().at

    @property
    def called_by_me(self) -> bool:
        return bool(set(self.gathering.convening) & set(acting().holders))

    @property
    def sits(self) -> bool:
        """Whether the reader sits at it, and does not only read of it."""
        return bool(set(self.gathering.parties) & set(acting().holders))

    @property
    def name(self) -> str:
        kind = kinds().get(self.gathering.kind)
        return kind.name if kind else self.gathering.kind

    @property
    def opened_by(self) -> list[str]:
        """Organisations that have opened something to it, by name."""
        return sorted({share.owner.name for share in self.shares})


def gatherings(person: UUID) -> list[Table]:
    """What goes on first. Part of a look that leaves its event."""
    found = Gathering.objects.filter(person_id=person).select_related("owner").order_by("-recorded_at")
    return sorted((Table(row, [], []) for row in found), key=lambda table: not table.goes_on)


def gathering(person: UUID, gathering_id: UUID) -> Table:
    """Raises Unknown: not there, and not mine to open, are the same. Leaves its event."""
    found = Gathering.objects.filter(person_id=person, id=gathering_id).select_related("owner", "author__practitioner")
    row = found.first()
    if row is None:
        raise Unknown
    shares = Share.objects.filter(person_id=person, bundle=row.id, closed=False, ends__gt=acting().at)
    involved = Involvement.objects.filter(person_id=person, id__in=row.involvements, closed=False)
    log("open", person, [row.id], [row.domain], [row.grade])
    return Table(row, list(shares.select_related("owner")), list(involved.select_related("owner")))
