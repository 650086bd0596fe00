"""Supervision in the region: one team's, and its manager's own. Personal words are told here and stand on no record."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kith.demo.region.days import LONDON
from kith.supervision.actions.agree import agree, propose
from kith.supervision.actions.write_session import remark, write_session

SERVICE_MANAGER, MANAGER, WORKER, LATE, WAITS = (
    "veronica-ashdown", "kwame-asante", "hannah-brearley", "owen-priddy", "folasade-ojo",
)  # fmt: skip
EVERY = 28
WORDS = (
    "Once every four weeks, ninety minutes, in the small meeting room with the door closed. First how we are, then the"
    " work, then learning. If one of us cannot come we find another day within the week."
)
Said = Mapping[str, str]
OF_HANNAH: dict[int, Said] = {  # days before today → what was written down
    55: {
        "wellbeing": "Tired. Sleeps badly since the Tuesday visit. Will take the Friday that she is owed.",
        "workload": "Eighteen children. Two more than agreed; no new ones until one closes.",
        "agreed": "Hannah takes Friday. Kwame asks the assessment team to keep the next one for two weeks.",
    },
    27: {
        "wellbeing": "Better. The Friday helped. Worries about her own father, who is in hospital.",
        "practice": "Proud of how the core group listened. Hard: saying no to the school a second time.",
        "learning": "Wants the three days on direct work with children.",
        "agreed": "Kwame books the course. Hannah leaves by five on Thursdays to visit her father.",
    },
}
OF_OWEN: dict[int, Said] = {
    41: {
        "workload": "Fourteen children. Visits are on time; writing up is not.",
        "agreed": "Two mornings a week without meetings, to write.",
    }
}
OF_KWAME: dict[int, Said] = {
    20: {"workload": "Two posts empty.", "agreed": "Veronica takes the vacancies to the board, with the dates."}
}
Act = tuple[datetime, str, Callable[[], None]]


def told(anchor: date, posts: Mapping[str, int]) -> Iterator[Act]:
    """Each act with its moment and its author, oldest first. `posts`: by key, as post:NAME."""
    yield from _between(anchor, posts, SERVICE_MANAGER, MANAGER, OF_KWAME)
    yield from _between(anchor, posts, MANAGER, WORKER, OF_HANNAH, "Folk at home noticed that I am home on Thursdays.")
    yield from _between(anchor, posts, MANAGER, LATE, OF_OWEN)
    proposed = _moment(anchor, 2)
    yield proposed, MANAGER, _proposing([], posts, WAITS)


def _between(
    anchor: date, posts: Mapping[str, int], supervisor: str, supervisee: str, sessions: Mapping[int, Said],
    answer: str = "",
) -> Iterator[Act]:  # fmt: skip
    """Agreed a month before the first session; each session written that evening; a word to the last of them."""
    made: list[UUID] = []
    began = max(sessions) + EVERY
    yield _moment(anchor, began), supervisor, _proposing(made, posts, supervisee)
    yield _moment(anchor, began - 1), supervisee, lambda: agree(agreement=made[0])
    written: list[UUID] = []
    for days, said in sorted(sessions.items(), reverse=True):
        yield _moment(anchor, days), supervisor, _writing(made, anchor - timedelta(days=days), said, written)
    if answer:
        yield _moment(anchor, min(sessions) - 1), supervisee, lambda: _answer(written, answer)


def _writing(made: list[UUID], on: date, said: Said, written: list[UUID]) -> Callable[[], None]:
    return lambda: written.append(write_session(agreement=made[0], held_on=on, said=said))


def _answer(written: list[UUID], words: str) -> None:
    remark(session=written[-1], words=words)


def _proposing(made: list[UUID], posts: Mapping[str, int], supervisee: str) -> Callable[[], None]:
    whom = posts[f"post:{supervisee}"]
    return lambda: made.append(propose(colleague=whom, supervises=True, every=EVERY, words=WORDS))


def _moment(anchor: date, days: int) -> datetime:
    return datetime.combine(anchor - timedelta(days=days), time(17), LONDON)
