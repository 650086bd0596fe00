"""Which tools may be used with whom, what agreements rest on, and the record of processing made from both."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from kith.access.agreements import Edge, edges
from kith.access.grades import Domain, Grade
from kith.agencies.models import Agency
from kith.core.session import acting, call
from kith.sharing.editions import law_ever
from kith.sharing.models import AgreementPaper, ProcessingNote, ToolRule


def tools() -> tuple[list[ToolRule], list[ToolRule]]:
    """What holds: of my own organisation; and what others say of using a tool with us, or with anybody."""
    me = acting().agency
    newest = ToolRule.objects.order_by("series", "-version").distinct("series")
    listed = newest.filter(Q(owner_id=me) | Q(partner_id=me) | Q(partner=None)).select_related("owner", "partner")
    found = sorted(listed, key=lambda rule: (rule.tool.casefold(), rule.partner is not None, str(rule.partner)))
    return [rule for rule in found if rule.owner_id == me], [rule for rule in found if rule.owner_id != me]


def versions_of_rule(rule: int) -> list[ToolRule]:
    """The newest first; none where there is no such rule, or it is another organisation's with a third."""
    me = acting().agency
    may = Q(owner_id=me) | Q(partner_id=me) | Q(partner=None)
    found = ToolRule.objects.filter(may, series=rule).select_related("owner", "partner")
    return list(found.order_by("-version"))


def answer_tool(*, of: int | None, partner: int | None, said: dict[str, Any]) -> int:
    """The next version of a rule, or the first of a new one; returns the rule. Raises Refused, Invalid, Unknown."""
    return int(call("sharing.answer_tool", of, partner, json.dumps(said, default=str)))


def paper_of(edges_of: Iterable[int]) -> AgreementPaper | None:
    """What was kept last, of these versions of one agreement."""
    return AgreementPaper.objects.filter(edge__in=list(edges_of)).order_by("-kept_at", "-id").first()


def keep_paper(*, edge: int, gateways: Sequence[str], dpia: str, signatories: str) -> None:
    call("sharing.keep_paper", edge, list(gateways), dpia, signatories)


def processing_note() -> ProcessingNote:
    """What the caller's organisation said last of itself; nothing before it did."""
    found = ProcessingNote.objects.filter(owner_id=acting().agency).order_by("-id").first()
    return found or ProcessingNote()


def note_processing(said: dict[str, str]) -> None:
    """`contact`, `people`, `kept_for`, `transfers`, `security`. Raises Refused."""
    call("sharing.note_processing", json.dumps(said))


@dataclass(frozen=True)
class Processing:
    """One line of the record of processing (UK GDPR Article 30(1)): what one organisation lets another see."""

    controller: str
    contact: str
    purposes: str
    people: str
    data: str
    recipient: str
    transfers: str
    rests_on: str
    dpia: str
    signatories: str
    agreement: str
    since: date | None
    until: date | None
    review_on: date | None
    kept_for: str
    security: str


NOT_SAID = "Not noted yet by this organisation"
PEOPLE = "Children, adults with care and support needs, their families and carers, and others named on their records"
SECURITY = (  # what Kith does whoever runs it; what an organisation does besides is its own to say
    "Access by grade decided in the database, sign-in with a second factor, every reading and writing an event that"
    " cannot be changed unnoticed, encrypted backups"
)


def record_of_processing() -> list[Processing]:
    """Of the caller's organisation: each agreement in force, and its own use of the record."""
    me = acting().agency
    names = dict(Agency.objects.values_list("pk", "name"))
    mine = [e for e in edges() if e.owner == me and e.state == "live"]
    note = processing_note()
    papers = {paper.edge: paper for paper in AgreementPaper.objects.order_by("kept_at", "id")}
    return [_line(edge, papers.get(edge.no), names, note) for edge in mine]


def _line(edge: Edge, paper: AgreementPaper | None, names: dict[int, str], note: ProcessingNote) -> Processing:
    laws = [law.basis for code in (paper.gateways if paper else ()) if (law := law_ever(code))]
    seen = [f"{Domain(d).label} up to {Grade(g).label}" for d, g in edge.grades.items() if g]
    return Processing(
        controller=names[edge.owner or 0],
        contact=note.contact or NOT_SAID,
        purposes="; ".join(edge.purposes),
        people=note.people or PEOPLE,
        data="; ".join(seen),
        recipient=names.get(edge.recipient or 0, "Its own staff"),
        transfers=note.transfers or NOT_SAID,
        rests_on="; ".join(laws),
        dpia=paper.dpia if paper else "",
        signatories=paper.signatories if paper else "",
        agreement=f"{edge.agreement}, version {edge.version}" + (", suspended" if edge.suspended else ""),
        since=edge.starts.date() if edge.starts else None,
        until=edge.ends.date() if edge.ends else None,
        review_on=edge.review_on,
        kept_for=note.kept_for or NOT_SAID,
        security=". ".join(words for words in (SECURITY, note.security) if words),
    )
