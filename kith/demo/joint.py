"""Joint work in the region, what left it, and what governance looks after: each act by its author, at its time.

About children with whom none of the seven of the sign-in page works, so that what those see stays as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import cycle
from uuid import UUID, uuid5

from kith.access import facts
from kith.access.agreements import edges
from kith.access.explain import explain
from kith.audit.log import log
from kith.core.session import acting
from kith.demo import given, looking
from kith.demo.cast import SEVEN
from kith.demo.clock import moment
from kith.demo.region.hero import AMARA
from kith.demo.region.shapes import Involvement, Region
from kith.sharing.actions.convene import convene
from kith.sharing.actions.disclose import Leaving, disclose
from kith.sharing.actions.sit_together import end_gathering, open_at_table
from kith.sharing.actions.write_outside import Outside, keep_outsider, write_outside
from kith.sharing.gatherings import kinds
from kith.sharing.governing import answer_tool, keep_paper
from kith.sharing.guide import starting
from kith.sharing.models import Gathering
from kith.sharing.outside import Secrets
from kith.sharing.registers import review_access, reviews

GOVERNANCE, NIGHT = "dilwyn-pugh", "precious-moyo"
AROUND = tuple(
    f"core group: {who}" for who in ("police", "school", "health visitor or school nurse")
)  # all may be named to others
SETTLED = timedelta(days=60)  # before today: whoever is in the story of a table had begun by then
SURGERY = "Thornbeck Surgery"
OURS = ("family", "social_care", "plan")
Act = Callable[[UUID], None]
LEFT = (  # days before today, what, how, to whom, who exactly, why, law of the guide
    (2, "chronology", "print", "own", "", "For supervision on Thursday", ""),
    (6, "form", "download", "organisation", "Pellbridge Primary, the head", "The plan, asked for", "ca2004-10"),
    (13, "looks", "print", "person", "Their mother, for them", "She asked who had looked", ""),
    (19, "bundle", "download", "court", "Family court at Larkshire", "Directed on 4 November", "court-order"),
    (27, "form", "download", "own", "", "For the conference", ""),
    (33, "own record", "download", "person", "By post, signed for", "Their request of September", ""),
    (48, "chronology", "print", "court", "Family court at Larkshire", "Interim hearing", "court-order"),
    (71, "form", "print", "representative", "Their advocate", "To read before the review", "ca1989-27"),
    (94, "chronology", "print", "own", "", "For the legal planning meeting", ""),
    (127, "form", "download", "organisation", "Marrow Vale, health visiting", "Asked for at the review", "ca2004-10"),
    (160, "chronology", "print", "other", "Independent reviewer", "Practice review", "ca2004-16H"),
    (201, "form", "download", "own", "", "For the review", ""),
    (260, "looks", "print", "person", "Themself", "Asked at the visit", ""),
)  # fmt: skip
TOOLS = (
    ("Video call", "conditions", "Not for a first visit, nor where others may listen.", 300),
    ("A public profile on social media", "ask", "Once, with your manager's yes; tell the family.", 210),
    ("A folder in somebody else's cloud", "no", "Open the record, or write behind a link.", 90),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One act about one person (of governance: in the thread of that person's household, about nobody)."""

    person: str
    author: str
    at: datetime
    do: Act


@dataclass
class Story:
    """What acts need: holders by key, kinds of organisations by post, and today."""

    region: Region
    holders: Mapping[str, int]
    kinds: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        agencies = {agency.key: agency.kind for agency in self.region.agencies}
        self.kinds = {post.key: agencies[post.agency] for post in self.region.posts}

    def at(self, days: int, hour: int = 10) -> datetime:
        return moment(self.region.anchor - timedelta(days=days), hour)


def told(region: Region, holders: Mapping[str, int]) -> list[Told]:
    """Oldest first. `holders`: of the database, by their keys in the region."""
    story = Story(region, holders)
    settled = list(_settled(region))
    found = [*_tables(story, settled), *_nights(story, settled), *_left(story), *_outside(story, settled)]
    found += [Told(*each) for each in given.told(region, holders, story.kinds, settled[5:])]
    return sorted(found, key=lambda each: each.at)


def _settled(region: Region) -> Iterator[tuple[str, str, list[str]]]:
    """Child, the worker's post, and posts of other organisations in the core group: all there for weeks."""
    since = region.anchor - SETTLED
    going = [i for i in region.involvements if not i.ends and i.starts < since and i.holder.startswith("post:")]
    workers = {i.person: _post(i) for i in going if i.profile == "allocated social worker"}
    seven = {viewer.post for viewer in SEVEN}
    for person in sorted(workers):
        around = [_post(i) for i in going if i.person == person and i.profile in AROUND]
        if len(around) > 1 and not seven & {workers[person], *around}:
            yield person, workers[person], around


def _post(i: Involvement) -> str:
    return i.holder.split(":")[1]


def _tables(story: Story, settled: list[tuple[str, str, list[str]]]) -> Iterator[Told]:
    """A strategy discussion that goes on, a conference that is over, a core group."""
    begun = (("strategy discussion", 2, "Bruises on both arms; two accounts of them."),
             ("conference", 45, "The enquiry found that she is likely to be harmed."),
             ("core group", 50, "To carry out the plan of the conference."))  # fmt: skip
    for (kind, days, why), (person, worker, around) in zip(begun, settled, strict=False):
        yield Told(person, worker, story.at(days), partial(_call, story, kind, worker, around, why, days))
        if kind != "core group":
            yield Told(person, around[0], story.at(days, 12), partial(_open_to, kind))
        if kind == "conference":
            why_over = "The conference was held. What goes on is the core group's."
            yield Told(person, worker, story.at(days - 20), partial(_end, kind, why_over))


def _call(story: Story, kind: str, worker: str, around: list[str], why: str, days: int, person: UUID) -> None:
    called = kinds()[kind]
    convene(
        person=person,
        kind=kind,
        mine=story.holders[f"post:{worker}"],
        members={story.holders[f"post:{post}"]: story.kinds[post] for post in around},
        grades={domain: min(grade, 3) for domain, grade in called.opens.items() if domain in OURS},
        until=story.at(days - called.days if days > 20 else -12, 17),
        reason=why,
        token=f"region:{kind}",
    )  # fmt: skip


def _table(person: UUID, kind: str) -> UUID:
    found = Gathering.objects.get(person_id=person, kind=kind).id
    log("open", person, [found])
    return found


def _open_to(kind: str, person: UUID) -> None:
    """Another organisation opens its own, in the domain in which it works deepest."""
    log("open", person)
    found = explain(person)
    mine = found.on_rows_of(acting().agency) if found else {}
    deepest = {
        domain: min(grade, 3)
        for domain, grade in mine.items()
        if domain in ("health", "justice", "education") and grade
    }
    if deepest:
        open_at_table(person=person, gathering=_table(person, kind), grades=deepest)


def _end(kind: str, why: str, person: UUID) -> None:
    end_gathering(person=person, gathering=_table(person, kind), why=why)


def _nights(story: Story, settled: list[tuple[str, str, list[str]]]) -> Iterator[Told]:
    """Two records opened at night, one of which was looked at since; and a share that is about to end."""
    calls = ((3, "Police at the address, child not seen. Who else lives there?", ""),
             (24, "Ward rang: may the grandmother collect her?", "explained"))  # fmt: skip
    for (days, why, came), (person, _, _) in zip(calls, settled[3:], strict=False):
        yield Told(person, NIGHT, story.at(days, 22), partial(_in_emergency, why))
        yield Told(person, NIGHT, story.at(days, 22) + timedelta(minutes=5), looking.read)
        if came:
            yield Told(person, GOVERNANCE, story.at(days - 1, 9), partial(_looked_at, why, came))
    for (person, worker), (_, _, around) in zip(_located(story.region), settled[:1], strict=False):
        yield Told(person, worker, story.at(20), partial(_share, story, around[0]))
        yield Told(person, around[0], story.at(13, 11), looking.read)


def _located(region: Region) -> Iterator[tuple[str, str]]:
    """Children whom governance may locate, and who is not Amara, with their worker."""
    found = {i.person for i in region.involvements if i.holder == f"post:{GOVERNANCE}" and i.person != AMARA}
    for i in region.involvements:
        if i.person in found and i.profile == "allocated social worker" and not i.ends and i.holder.startswith("post:"):
            yield i.person, _post(i)


def _in_emergency(why: str, person: UUID) -> None:
    facts.open_in_emergency(person, why, 10)


def _looked_at(why: str, came: str, _: UUID) -> None:
    """Governance does not locate the child: it looks at what it was told of that night."""
    review_access(next(each.share for each in reviews() if each.reason == why), came, "Spoke to the night worker.")


def _share(story: Story, post: str, person: UUID) -> None:
    basis = _law("ca2004-10")
    why = "The school keeps an eye on him until the review."
    facts.share(person, story.holders[f"post:{post}"], {"plan": 3}, story.at(-6, 17), basis, why)


def _law(code: str) -> str:
    law = starting().gateway(code)
    return law.basis if law else "It stays in my organisation"


def _left(story: Story) -> Iterator[Told]:
    """Copies over the year, each by a worker who had been there for a while."""
    going = sorted((i for i in story.region.involvements if i.profile == "allocated social worker" and not i.ends
                    and i.holder.startswith("post:")), key=lambda i: i.starts)  # fmt: skip
    for (days, what, medium, whom, who, why, law), i in zip(
        LEFT, cycle(going[:: max(1, len(going) // 9)]), strict=False
    ):
        if i.starts < story.region.anchor - timedelta(days=days):
            leaving = Leaving(
                what=what, medium=medium, to_whom=whom, to_words=who or "My own organisation", why=why, basis=_law(law)
            )
            yield Told(i.person, _post(i), story.at(days, 14), partial(_disclose, leaving))


def _disclose(leaving: Leaving, person: UUID) -> None:
    disclose(person=person, leaving=leaving)


def _outside(story: Story, settled: list[tuple[str, str, list[str]]]) -> Iterator[Told]:
    """What governance keeps; and a surgery that is not on Kith, asked three weeks ago, unread, and again yesterday."""
    for person, worker, _ in settled[:1]:
        yield Told(person, GOVERNANCE, story.at(100), partial(_governed, story.region.anchor))
        for days in (21, 1):
            yield Told(person, worker, story.at(days, 11), partial(_write, story, days))


def _governed(today: date, _: UUID) -> None:
    keep_outsider(
        known=None, name=SURGERY, kind="general practice", email="reception@thornbeck.example", mobile="",
        telephone="01632 960455", channels=["telephone", "letter"],
    )  # fmt: skip
    for tool, answer, words, days in TOOLS:
        said = {"tool": tool, "answer": answer, "words": words, "source": "Governance board, minute 14",
                "decided_on": today - timedelta(days=days), "review_on": today + timedelta(days=99)}  # fmt: skip
        answer_tool(of=None, partner=None, said=said)
    for edge in [each for each in edges() if each.owner == acting().agency and each.recipient][:2]:
        signed = "Director of children's services, 2 March; chief nurse, 9 March"
        keep_paper(edge=edge.no, gateways=["ca2004-10", "ca1989-47"], dpia="DPIA 2026-31", signatories=signed)


def _write(story: Story, days: int, person: UUID) -> None:
    message = Outside(
        to_name="The practice manager", to_organisation=SURGERY, to_email="reception@thornbeck.example",
        channel="telephone", text="When was he last seen, and is any appointment booked?", asks=True,
        why="A review is due and nobody has heard from you.", gateway="ca1989-27",
    )  # fmt: skip
    write_outside(
        person=person, domain="social_care", grade=3, message=message, expires=story.at(days - 7),
        token=str(uuid5(person, str(days))), keys=Secrets.new(),
    )  # fmt: skip
