"""A request that is answered with single things: an entry and a letter, and nothing else of the record.

About a child with whom none of the seven of the sign-in page works. The worker asks; the health visitor, who wrote down
more than the agreement opens, gives what bears on the question and says what is held back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from kith.demo.clock import moment
from kith.demo.papers import typed
from kith.demo.region.shapes import Region
from kith.demo.requests import DUTY
from kith.documents.actions.keep_document import Said, keep_document
from kith.documents.judging import judged
from kith.documents.models import Document
from kith.record.actions.record_entry import record_entry
from kith.record.models import Entry
from kith.record.reading import looked
from kith.record.recording import Recording
from kith.sharing.actions.ask import ask
from kith.sharing.actions.give import give
from kith.sharing.models import Request

HEALTH = "health trust"
ASKED = ("Has anybody in health seen a burn or a scald this autumn, and what did they make of it?",
         "Two accounts of a mark on the forearm. I need to know before I decide whether we enquire.")  # fmt: skip
BURN = (
    "Burn on the left forearm, two centimetres",
    "Shown to me at the clinic. Round, healing, a week old. Account given: brushed against the oven door. It fits."
    " Seen alone for a minute: the same account, in the same words. The minor injuries unit wrote to us: letter kept.",
)
BESIDE = ("Weighed at the clinic", "On the 40th centile and staying there. Nothing else raised.")
LETTER = (
    "Minor Injuries Unit",
    "Larkshire Community Hospital",
    "To the health visiting team\n\nSeen today with a grandparent: a superficial burn of the\nleft forearm, two"
    " centimetres across, clean. Dressed.\n\nThe account given was an oven door. We found no reason\nto doubt it, and"
    " let you know as is usual for a child.\n\nNurse practitioner",
)
TITLE = "Letter from the minor injuries unit"
WITH_IT = "This is what we have of the burn. What their mother told us about her own health is hers: we have not asked."
Told = tuple[str, str, datetime, Callable[[UUID], None]]  # the person, the author's post, when, what


def told(
    region: Region, holders: Mapping[str, int], kinds: Mapping[str, str], settled: Sequence[tuple[str, str, list[str]]]
) -> Iterator[Told]:
    """Of the first settled child with a health visitor: what was seen, what was asked, what was given."""
    known = ((person, worker, [post for post in around if kinds[post] == HEALTH]) for person, worker, around in settled)
    person, worker, seen_by = next((each for each in known if each[2]), ("", "", [""]))
    if not person:
        return
    whom = next(each for each in region.persons if each.key == person)
    words = f"{whom.given} {whom.surname}, born {whom.born:%-d %B %Y}"
    posts, visitor = (holders[f"post:{worker}"], holders[f"post:{seen_by[0]}"]), seen_by[0]

    def at(days: int, hour: int) -> datetime:
        return moment(region.anchor - timedelta(days=days), hour)

    yield person, visitor, at(11, 15), partial(_write_down, at(11, 14))
    yield person, worker, at(6, 10), partial(_ask, words, *posts)
    yield person, visitor, at(5, 11), partial(_give, region.anchor)


def _write_down(happened: datetime, person: UUID) -> None:
    for (title, text), grade in ((BURN, 4), (BESIDE, 3)):
        record_entry(person_id=person, recording=Recording("health_check", happened, title, text, "health", grade))
    said = Said("letter", TITLE, "Seen with a grandparent, dressed.", "Minor injuries unit", "post", "health", 4)
    keep_document(person_id=person, said=said, file=judged(typed(*LETTER), ours=True))


def _ask(words: str, mine: int, of: int, person: UUID) -> None:
    asking = replace(DUTY, person_words=words, question=ASKED[0], why=ASKED[1])
    ask(
        person=person,
        holder=of,
        mine=mine,
        grades={"health": 4},
        domain="social_care",
        grade=3,
        asking=asking,
        token=f"region:given:{of}",
    )


def _give(today: date, person: UUID) -> None:
    entry = Entry.objects.filter(person_id=person, title=BURN[0])
    paper = Document.objects.filter(person_id=person, title=TITLE)
    asked = Request.objects.filter(person_id=person, question=ASKED[0])
    (request,) = looked("open", person, list(asked))
    rows = [row.id for row in looked("open", person, [*entry, *paper])]
    until = moment(today + timedelta(days=28), 17)
    give(request=request, rows=rows, until=until, reason="third party", text=WITH_IT)
