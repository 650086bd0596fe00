"""The work that goes on in the region: a step for each person whom somebody carries, and the clocks that run for it.

Read off the story: what was last recorded says where a person's work stands, and since when. Written worker by
worker, in one transaction each.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kith.audit.log import log
from kith.casework.chains import kind_of
from kith.casework.clocks import clock_for, due
from kith.casework.models import AT_THE_TABLE, Action, Aim, Move, MoveKind, Plan, Running, Step
from kith.core.ids import row_id
from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Entry, Involvement, Region

CARRYING = {
    "allocated social worker": "children",
    "family help lead practitioner": "children",
    "adult social worker": "adults",
    "youth justice worker": "youth-justice",
}
Planned = tuple[str, str, str, int]  # need, outcome, what is done, by when in days from today
PLANNED: dict[str, Planned] = {  # by who around the child does it; where nobody of them is, the mother
    "core group: school": (
        "Mornings are hard, and school is missed.",
        "In school on time, every day of a half term.",
        "Ring home on the first morning that they are not in by ten, and tell us the same day.",
        9,
    ),
    "core group: health visitor or school nurse": (
        "Checks and appointments have been missed.",
        "All checks up to date, and the family asks by itself.",
        "See them at home, weigh and measure, and help to book what is missing.",
        -2,
    ),
    "the family": (
        "There are days when nobody is there to help.",
        "Somebody of the family is there every evening.",
        "Ask Grandma to stay over on Tuesdays and Thursdays, and write down how it goes.",
        16,
    ),
}
WHY_LATE = "Nobody was at home twice; seen at school in the meantime. A visit is booked for this week."


@dataclass(frozen=True)
class Told:
    """One step: whose, about whom, since when; clock → when it started. `goes_on`: told already, from its beginning."""

    person: str
    worker: str
    chain: str
    step: str
    began: datetime
    clocks: Mapping[str, datetime]
    today: date
    table: Mapping[str, str] = field(default_factory=dict)  # profile → holder, of those around them
    goes_on: bool = False


def told(region: Region) -> Iterator[Told]:
    """A step for each subject of work whose worker goes on."""
    by_person: dict[str, list[Entry]] = defaultdict(list)
    for entry in region.entries:
        if entry.happened_at.date() < region.anchor:
            by_person[entry.person].append(entry)
    around: dict[str, dict[str, str]] = defaultdict(dict)
    for i in region.involvements:
        if i.profile in PLANNED and not i.ends and i.starts < region.anchor:
            around[i.person][i.profile] = i.holder
    for i in region.involvements:
        if i.profile in CARRYING and i.capacity == "subject" and not i.ends and i.holder.startswith("post:"):
            yield replace(_told(i, Story(i, by_person[i.person], region.anchor)), table=around[i.person])


@dataclass(frozen=True)
class Story:
    """What was recorded about somebody since their worker began."""

    carried: Involvement
    entries: Sequence[Entry]
    today: date

    @property
    def began(self) -> datetime:
        return datetime.combine(self.carried.starts, time(10), LONDON)

    def last(self, *kinds: str) -> datetime | None:
        """When one of these last happened."""
        return max((entry.happened_at for entry in self.entries if entry.kind in kinds), default=None)

    def rhythm(self, *kinds: str, days: int) -> datetime | None:
        """When it last happened, told or not: half of it is told. At every fifth person one is missed."""
        at, missed = self.last(*kinds), sum(map(ord, self.carried.person)) % 5 == 0
        while at and (at + timedelta(days=days * (2 if missed else 1))).date() < self.today:
            at += timedelta(days=days)
        return at

    def count(self, kind: str) -> int:
        return sum(entry.kind == kind for entry in self.entries)


def _told(i: Involvement, story: Story) -> Told:
    chain = CARRYING[i.profile]
    step, began, clocks = {"children": _child, "adults": _adult, "youth-justice": _young}[chain](story)
    return Told(i.person, i.holder, chain, step, began, {name: at for name, at in clocks.items() if at}, story.today)


Where = tuple[str, datetime, dict[str, datetime | None]]


def _child(story: Story) -> Where:
    if story.carried.profile == "family help lead practitioner":
        return "early_help", story.began, {}
    if story.count("placement"):
        at = story.rhythm("review", days=170)
        review = "later looked-after review" if at else "first looked-after review"
        return "care_review", at or story.began, {review: at or story.began}
    if met := story.last("conference"):
        review = "first review conference" if story.count("conference") == 1 else "later review conference"
        return "protection_plan", met, {review: met, "child protection visit": story.rhythm("visit", days=12)}
    if story.count("assessment"):
        return "child_in_need_plan", story.last("plan") or story.began, {}
    return "assessment", story.began, {"child and family assessment": story.began}


def _adult(story: Story) -> Where:
    met = story.rhythm("review", days=350)
    if met:
        return "review", met, {"later care and support plan review": met}
    made = story.rhythm("plan", "assessment", days=50) or story.began
    return "review", made, {"first care and support plan review": made}


def _young(story: Story) -> Where:
    return "intervention_plan", story.last("plan") or story.began, {}


def write(steps: Sequence[Told], person: Callable[[str], UUID], holders: Mapping[str, int]) -> None:
    """As the worker: what is late has its reason at every second person; who is on a plan has one."""
    holder = holders[steps[0].worker]
    begun = [told for told in steps if not told.goes_on]
    made: list[tuple[Told, Step]] = [(told, _step(told, person(told.person), holder)) for told in begun]
    Step.objects.bulk_create([step for _, step in made])
    Move.objects.bulk_create([_move(step, holder) for _, step in made])
    Running.objects.bulk_create(
        [_clock(step, name, at, n % 2 == 0) for n, (told, step) in enumerate(made) for name, at in told.clocks.items()]
    )
    _plans([(told, person(told.person)) for told in steps if told.step == "protection_plan"], holders)
    for _, step in made:
        log("begin step", step.person_id, [step.id], [step.domain], [step.grade])


def _plans(planned: Sequence[tuple[Told, UUID]], holders: Mapping[str, int]) -> None:
    """A plan each, with what the family and everybody around the child does."""
    plans, aims, actions = [], [], []
    for told, person in planned:
        new, day = row_id(), told.today
        about = {"person_id": person, "domain": AT_THE_TABLE[0], "grade": AT_THE_TABLE[1]}
        plans.append(
            Plan(id=new, series=new, title="Child protection plan", review_on=day + timedelta(days=75), **about)
        )
        for profile, (need, outcome, what, days) in PLANNED.items():
            aim, who = row_id(), told.table.get(profile)
            if not who and profile != "the family":
                continue
            aims.append(Aim(id=aim, key=aim, plan_id=new, need=need, outcome=outcome, **about))
            doing = {"what": what, "by_when": day + timedelta(days=days), "plan_id": new, "aim_key": aim} | about
            by = {"holder": holders[who]} if who else {"by_words": "Mum"}
            actions.append(Action(id=(key := row_id()), key=key, **by, **doing))
    Plan.objects.bulk_create(plans)
    Aim.objects.bulk_create(aims)
    Action.objects.bulk_create(actions)
    for plan in plans:
        log("begin plan", plan.person_id, [plan.id], [plan.domain], [plan.grade])


def _about(step: Step) -> dict[str, object]:
    return {"person_id": step.person_id, "domain": step.domain, "grade": step.grade, "step_id": step.id}


def _step(told: Told, person: UUID, holder: int) -> Step:
    kind, new = kind_of(told.chain, told.step), row_id()
    return Step(
        id=new, line=new, person_id=person, domain=kind.domain, grade=kind.grade, chain=told.chain, step=told.step,
        holder=holder, began_at=told.began, needs=len(kind.approvals),
    )  # fmt: skip


def _move(step: Step, holder: int) -> Move:
    return Move(id=row_id(), kind=MoveKind.BEGAN, holder=holder, **_about(step))


def _clock(step: Step, name: str, at: datetime, explained: bool) -> Running:
    clock = clock_for(name, at)
    by = due(clock, at)
    why = WHY_LATE if explained and name == "child protection visit" else ""
    return Running(
        id=row_id(), line=step.line, clock=name, edition=clock.edition, started_at=at, due_at=by, why_late=why,
        **_about(step),
    )  # fmt: skip
