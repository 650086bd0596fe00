"""The work behind the forms of the region, by the same doors as everybody's: region/work.yaml says what, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from kith.access.grades import Domain, Grade
from kith.casework.actions.begin_step import begin_step
from kith.casework.actions.finish_step import finish_step, sign_off
from kith.casework.models import Running, State, Step
from kith.casework.timing import start_anew
from kith.core.clock import now
from kith.demo.filled import ADULT, an_adult
from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Region
from kith.record.actions.refer import refer
from kith.record.reading import looked
from kith.record.recording import Recording

WORK = Path(__file__).parent / "region" / "work.yaml"
VISITS = "child protection visit"
SCHOOL = "parveen-akhtar"
WORRY = (
    "Asleep at the table by ten, three days running",
    "No breakfast, the same jumper since Monday, and asked whether the library opens on Saturdays. Nothing is said of"
    " home. Please look at what is going on; we see them every day until half past three.",
)


@dataclass(frozen=True)
class Told:
    """One thing done: about whom, by which post, when, what and to which step; `said`: the rest of its line."""

    person: str
    author: str
    at: datetime
    chain: str
    what: str
    step: str
    said: Sequence[str]

    @property
    def on(self) -> date:
        return self.at.date()


def told(region: Region) -> list[Told]:
    """All of it, the oldest first."""
    return sorted(_told(region), key=lambda each: each.at)


def about(region: Region) -> frozenset[str]:
    """Whose work is told here from its beginning, and goes on from there."""
    return frozenset(each.person for each in told(region))


def _told(region: Region) -> Iterator[Told]:
    adult = an_adult(region)
    worker = adult.holder.partition(":")[2]
    known = {ADULT: adult.person, "their worker": worker, "their manager": _manager_of(region, worker)}
    for story in yaml.safe_load(WORK.read_text()):
        person = known.get(story["about"], story["about"])
        for days, hour, who, what, *rest in story["done"]:
            at = datetime.combine(region.anchor - timedelta(days=days), time(hour), LONDON)
            each = Told(person, known.get(who, who), at, story["chain"], what, "", rest)
            yield from _visits(each, region) if what == "visits" else [_of_step(each)]


def _of_step(each: Told) -> Told:
    step, *said = each.said
    return Told(each.person, each.author, each.at, each.chain, each.what, step, said)


def _visits(each: Told, region: Region) -> Iterator[Told]:
    """One every so many days, until so many days ago."""
    last, every = (int(number) for number in each.said)
    at = each.at
    while at.date() <= region.anchor - timedelta(days=last):
        yield Told(each.person, each.author, at, each.chain, "visit", "", ())
        at += timedelta(days=every)


def sent_in(region: Region) -> str | None:
    """About whom the school writes to the front door on the last afternoon; nobody yet has taken that on."""
    theirs = [
        i.person
        for i in region.involvements
        if i.holder == f"post:{SCHOOL}" and not i.ends and i.starts < region.anchor and i.person not in about(region)
    ]
    return min(theirs, default=None)


def refer_one(person: UUID, team: int) -> None:
    """As the school."""
    said = Recording("referral", now(), *WORRY, Domain.SOCIAL_CARE, Grade.PRACTICE, present="Mum, at the gate.")
    refer(person_id=person, team_id=team, recording=said, token="the-last-afternoon")  # noqa: S106 - of a form


def _manager_of(region: Region, post: str) -> str:
    """Who manages a team that somebody is in today."""
    teams = {m.team for m in region.memberships if m.post == post and not m.ends}
    return next(m.post for m in region.memberships if m.manager and m.team in teams and not m.ends)


def put(each: Told, person: UUID, holders: Mapping[str, int]) -> None:
    """As its author."""
    DO[each.what](each, person, holders)


def _begin(each: Told, person: UUID, holders: Mapping[str, int]) -> None:
    begin_step(person_id=person, chain=each.chain, step=each.step, holder=holders[f"post:{each.author}"])


def _finish(each: Told, person: UUID, holders: Mapping[str, int]) -> None:
    outcome, reason, *after = each.said
    then: dict[str, Any] = {"next_holder": holders[f"post:{after[0]}"]} if after else {}
    finish_step(person_id=person, step_id=_going(person, each.step), outcome=outcome, reason=reason, **then)


def _sign(each: Told, person: UUID, holders: Mapping[str, int]) -> None:
    sign_off(person_id=person, step_id=_going(person, each.step), text=each.said[0])


def _going(person: UUID, step: str) -> UUID:
    """The step of that kind that goes on."""
    return Step.objects.exclude(state=State.FINISHED).get(person_id=person, step=step).id


def _visit(each: Told, person: UUID, holders: Mapping[str, int]) -> None:
    """It was in time, and the next is waited for: not every visit of the region is told in words."""
    for row in looked("open", person, list(Running.objects.filter(person_id=person, clock=VISITS, stopped_at=None))):
        Running.objects.filter(person_id=person, id=row.id).update(stopped_at=now())
        start_anew(row, VISITS, now())


DO = {"begin": _begin, "finish": _finish, "sign": _sign, "visit": _visit}
