"""What is recorded stops clocks: a visit written down is the visit that was due. Nothing is typed twice."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from kith.casework.chains import started
from kith.casework.clocks import Clock, clocks
from kith.casework.models import Running
from kith.casework.timing import start_anew
from kith.core.clock import now
from kith.record.models import Entry

ELSEWHERE = frozenset({"subject access request"})  # counted where such a request stands (kith/sharing)
FILE = Path(__file__).parent / "data" / "entries.yaml"


@cache
def stopped_by() -> Mapping[str, Mapping[str, str]]:
    """Kind of entry → clock that it stops → clock that starts anew."""
    told: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text())
    return told


def by_hand() -> tuple[Clock, ...]:
    """The clocks that Kith knows and nothing starts: not a step of any chain, nor an entry that ends another.

    Each once. Said on the page, so that nobody waits for what does not run.
    """
    runs = started() | ELSEWHERE
    for _ in clocks():  # what starts anew may stop what starts anew
        runs |= {after for told in stopped_by().values() for before, after in told.items() if before in runs}
    return tuple({clock.name: clock for clock in clocks() if clock.name not in runs}.values())


def on_recording(entry: Entry) -> None:
    """Clocks of the writer's organisation that wait for this stop at the moment at which it happened, and start anew.

    Of something that lies ahead, or happened before the clock started, they hear nothing.
    """
    clocks = stopped_by().get(entry.kind)
    if not clocks or entry.happened_at > now():
        return
    waiting = Running.objects.filter(
        person_id=entry.person_id, owner_id=entry.owner_id, clock__in=list(clocks), stopped_at=None,
        started_at__lt=entry.happened_at,
    )  # fmt: skip
    for row in waiting:
        Running.objects.filter(person_id=row.person_id, id=row.id).update(stopped_at=entry.happened_at)
        start_anew(row, clocks[row.clock], entry.happened_at)
