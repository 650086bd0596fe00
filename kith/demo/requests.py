"""Requests between the organisations of the region, as they are asked, answered, refused and left lying.

One for every third child in work, in the last months, from the allocated worker to somebody in the team around the
child. Every outcome occurs, so that lists, clocks and the register have something to show.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from kith.demo.region.days import LONDON
from kith.demo.region.shapes import Involvement, Region
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.actions.take_turn import take_turn
from kith.sharing.models import TurnKind

EVERY = 3
ASKED: dict[str, tuple[str, str, str, str]] = {  # profile of who is asked: domain, question, why, the answer
    "core group: health visitor or school nurse": (
        "health",
        "When were they last seen, and by whom? Any attendance at a hospital since the summer?",
        "Two accounts of how they were hurt. I need to know what health has seen before I decide.",
        "Seen at the clinic in September, well and growing. No attendance at a hospital since June.",
    ),
    "core group: school": (
        "education",
        "Attendance this term, and what they have said at school about home.",
        "The review is next week and I have heard only the parents.",
        "Attendance 91 per cent. Said in October that there is shouting; nothing since. We will ring if that changes.",
    ),
    "core group: police": (
        "justice",
        "Calls to the address in the last year, and whether anybody who lives there is bailed not to.",
        "We visit this week; I need to know that it is safe, for them and for us.",
        "Three calls in the year, all about noise. Nobody at the address is on bail conditions.",
    ),
    "core group: mental health service": (
        "mental_health",
        "Is she still being seen, and is there anything that would change how safe it is at home?",
        "She told me that she stopped her tablets. I have not told her that I ask: it would frighten her off.",
        "Still seen every fortnight. No change that would make the home less safe.",
    ),
}
DUTY = Asking(
    person_words="",
    question="",
    why="",
    purpose="enquiry",
    gateway="ca1989-47",
    consent="told",
    confidentiality="statute",
    urgency="soon",
)
POWER = replace(DUTY, purpose="child", gateway="ca2004-10", confidentiality="interest", urgency="ordinary")
REFUSAL = "A trial is listed for next month. Ask the officer in the case again after it."
Answer = tuple[TurnKind | None, str, str, float]  # what came, in which words, on which ground, after days
ANSWERS: tuple[Answer, ...] = (
    (TurnKind.ANSWERED, "{} Ring me if you need more.", "", 0.3),
    (TurnKind.ANSWERED, "{}", "", 2.1),
    (TurnKind.ANSWERED_PART, "{} What the brother told us is his own.", "third party", 1.4),
    (TurnKind.REFUSED, REFUSAL, "investigation", 4.2),
    (TurnKind.ASKED_BACK, "Which address do you mean? There are two on our system.", "", 0.2),
    (TurnKind.ACKNOWLEDGED, "", "", 0.1),
    (None, "", "", 0),
)


@dataclass(frozen=True)
class Told:
    """One request of the story: who asks whom about whom, when, and what came of it."""

    person: str
    by: str
    of: Involvement
    at: datetime
    asking: Asking
    answer: Answer

    @property
    def answered_at(self) -> datetime:
        return self.at + timedelta(days=self.answer[3])


def told(region: Region) -> Iterator[Told]:
    """Oldest first: the last one yesterday."""
    workers = {i.person: i for i in region.involvements if i.profile == "allocated social worker" and not i.ends}
    names = {person.key: f"{person.given} {person.surname}, born {person.born:%-d %B %Y}" for person in region.persons}
    picked = [i for i in region.involvements if _around(i) and i.person in workers]
    picked = sorted(picked, key=lambda i: (i.person, i.profile))[::EVERY]
    for n, (of, answer) in enumerate(zip(picked, cycle(ANSWERS), strict=False)):
        at = _morning(region.anchor - timedelta(days=4 * (len(picked) - n - 1) + 1), n)
        if at.date() > max(of.starts, workers[of.person].starts):
            _, question, why, _ = ASKED[of.profile]
            asking = replace(POWER if n % 2 else DUTY, person_words=names[of.person], question=question, why=why)
            told = Told(of.person, workers[of.person].holder, of, at, asking, _refusable(answer, asking))
            yield told if told.answered_at.date() < region.anchor else replace(told, answer=ANSWERS[-1])


def _around(i: Involvement) -> bool:
    return i.profile in ASKED and not i.ends and i.holder.startswith("post:")


def _morning(day: date, n: int) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 20, tzinfo=LONDON) + timedelta(minutes=37 * n % 400)


def _refusable(answer: Answer, asking: Asking) -> Answer:
    """A duty is refused with a name behind it; in the story nobody does."""
    return ANSWERS[0] if answer[0] == TurnKind.REFUSED and asking.gateway == DUTY.gateway else answer


def put(told: Told, person: UUID, holders: dict[str, int]) -> UUID:
    """Ask, as the one who asks."""
    domain = ASKED[told.of.profile][0]
    return ask(
        person=person,
        holder=holders[told.of.holder],
        mine=holders[told.by],
        grades={domain: 3},
        domain="social_care",
        grade=3,
        asking=told.asking,
        token=f"region:{told.person}:{told.of.holder}",
    )


def answer(told: Told, person: UUID, request: UUID) -> None:
    """Answer, as the one who was asked; or leave it lying."""
    kind, text, reason, _ = told.answer
    if kind:
        words = text.format(ASKED[told.of.profile][3])
        take_turn(person=person, request=request, kind=kind, text=words, reason=reason)
