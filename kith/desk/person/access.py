"""Access to one record: why I see what I see, how to come to more, who can see, who has looked."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.access.explain import Explanation, Named, Opening, holders, lead_offered_to, reaches
from kith.access.models import Share
from kith.agencies.models import Agency, Post
from kith.core.session import acting, rows
from kith.core.words import day
from kith.desk.guarding.views import may_guard, standing
from kith.desk.person.banner import Record, as_card, open_record
from kith.desk.person.look import a_look
from kith.desk.person.routes import routes_to_more, who_opens_more
from kith.sharing.gatherings import gatherings
from kith.sharing.outside import messages_about
from kith.sharing.queries import about as requests_about

A_PAGE = 40
DID = {
    "open": "Opened the record",
    "list": "Listed entries",
    "search": "Searched in the record",
    "print": "Printed it",
    "find": "Found them in a search",
    "draft": "Began a draft",
    "add to entry": "Made what was decided somebody's task",
    "plan from form": "Put what a form agrees on into a plan",
    "write outside": "Wrote to somebody outside",
    "recall message": "Recalled what was written to somebody outside",
    "read outside": "Somebody outside read it, with its link and code",
    "answered outside": "Somebody outside answered it",
    "not sent outside": "Something written to somebody outside could not be sent",
    "refused outside": "A wrong code was entered for it",
    "record": "Recorded something",
    "amend": "Amended an entry",
    "lower grade": "Lowered the grade of an entry",
    "explain": "Looked at who has access",
    "admit": "Began the record",
    "involve": "Recorded who is involved",
    "accept": "Accepted an involvement",
    "offer the lead": "Asked another organisation to lead",
    "take the lead": "Took over the lead",
    "drop the lead": "Said that the lead stays where it is",
    "end involvement": "Ended an involvement",
    "share": "Opened the record to somebody",
    "end share": "Ended a share",
    "open in emergency": "Opened it in an emergency",
    "refer": "Referred them to a front door",
    "discard draft": "Put a draft away",
    "apply profile": "Put a new version of a role in force",
    "redate": "Changed the dates of an involvement",
    "seal": "Sealed it",
    "unseal": "Ended a seal",
    "exclude": "Barred somebody from it",
    "end exclusion": "Ended a bar",
    "refused": "Was refused",
    "ask": "Asked another organisation about them",
    "answer a request": "Answered a request about them",
    "write about a request": "Wrote about a request",
    "convene": "Called others to one table about them",
    "end gathering": "Ended a table, and what was opened to it",
    "record consent": "Wrote down what they said about their information",
    "withdraw consent": "Wrote down that they withdrew it",
    "answer objection": "Answered their objection",
    "record representative": "Wrote down who speaks for them",
    "limit representative": "Decided what is kept from somebody who speaks for them",
    "end representative": "Wrote down that somebody no longer speaks for them",
    "tell looks": "Showed them who has looked",
    "disclose": "Took a copy out of Kith",
    "receive access request": "Wrote down that they ask for their own record",
    "step access request": "Went on with their request for their own record",
    "decide redaction": "Decided what is removed from the copy for them",
    "begin bundle": "Began a bundle for a court",
    "add exhibit": "Put something into a bundle for a court",
    "move exhibit": "Moved something in a bundle for a court",
    "drop exhibit": "Took something out of a bundle for a court",
    "fix bundle": "Fixed a bundle for a court",
    "make copy": "Made the copy of the record for them",
    "review access": "Looked at an access, and kept what came of it",
    "check bundle": "A bundle for a court was checked",
    "keep document": "Kept a document",
    "renew document": "Put a newer file of a document here",
    "withdraw document": "Withdrew a document",
    "view document": "Looked at a document",
    "check document": "Compared a file with a document",
    "serve exhibits": "Took documents out in a bundle for a court",
    "download document": "Took the file of a document out of Kith",
    "import": "Brought it in from another system",
}
PURPOSES = {
    "care": "Care and support",
    "safeguarding": "Safeguarding",
    "governance": "Information governance",
    "job": "Work by Kith itself",
}


@dataclass(frozen=True)
class Look:
    """One line of who has looked."""

    at: datetime
    name: str
    title: str
    agency: str
    did: str
    why: str
    times: int = 1


@a_look("explain")
def access(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    looks, older = looked(person, _before(request))
    lead = record.lead
    made, guards = own_shares(person), may_guard(record)
    named = holders({f.holder for f in record.explanation.facts} | {share.holder_id for share in made})
    context = {
        "record": record,
        "part": "access",
        "may_record": True,
        "reasons": reasons(record.explanation, named),
        "owners": by_owner(record.explanation),
        "routes": routes_to_more(record.explanation, lead),
        "more": who_opens_more(record.explanation, reaches(person)),
        "ring": [as_card(lead)] if lead else [],
        "openers": [c for c in record.contacts if c.holder],
        "shares": [(share, named[share.holder_id].name) for share in made if share.holder_id in named],
        "requests": requests_about(person),
        "tables": gatherings(person),
        "written_outside": messages_about(person),
        "guards": guards,
        "offered": offered_lead(record),
        "standing": standing(person) if guards else [],
        "looks": looks,
        "older": older,
    }
    return render(request, "desk/person/access.html", context)


def offered_lead(record: Record) -> Agency | None:
    """Who is asked to lead, told to those who may know."""
    asked = lead_offered_to(record.person)
    return Agency.objects.get(pk=asked) if asked else None


def own_shares(person: UUID) -> list[Share]:
    """What my organisation has opened and I may end."""
    me = acting()
    made = Share.objects.filter(person_id=person, owner_id=me.agency, closed=False, ends__gt=me.at)
    return list(made.order_by("ends"))


def _before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None


def looked(person: UUID, before: int | None) -> tuple[list[Look], int | None]:
    """A page of looks, newest first, and where the next page begins. The same by the same on one day is one line."""
    found = rows("SELECT id, at, post, purpose, action FROM access.looks(%s, %s, %s)", person, before, A_PAGE)
    seen = Post.objects.filter(pk__in={row[2] for row in found}).select_related("practitioner", "agency")
    posts = {post.pk: post for post in seen}
    alike: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in found:
        alike.setdefault((*row[2:], timezone.localtime(row[1]).date()), []).append(row)
    lines = [replace(_look(those[0], posts.get(those[0][2])), times=len(those)) for those in alike.values()]
    return lines, found[-1][0] if len(found) == A_PAGE else None


def _look(row: tuple[Any, ...], post: Post | None) -> Look:
    _, at, _, purpose, action = row
    name, title, agency = (
        (post.practitioner.name, post.title, post.agency.name)
        if post
        else ("The person, or their representative", "", "")
    )
    return Look(
        at, name, title, agency, DID.get(action, action.capitalize()), PURPOSES.get(purpose, purpose.capitalize())
    )


def reasons(explanation: Explanation, named: dict[int, Named]) -> list[str]:
    """Each fact by which I open this record, once, in words. `named`: holders in words."""
    said = dict.fromkeys(reason(fact, named) for fact in explanation.facts)
    return list(said)


WAITING = (
    " The lead organisation has not accepted this yet: until then you open your own organisation's information only."
)


def reason(fact: Opening, named: dict[int, Named]) -> str:
    """One fact by which I open a record, or a line of it."""
    until = f", until {day(fact.ends)}" if fact.ends else ""
    since = f" since {day(fact.starts)}" if fact.starts else ""
    if fact.fact == "involvement":
        waiting = "" if fact.accepted else WAITING
        return f"{_through(fact, named)} involved as “{fact.profile}”{since}{until}.{waiting}"
    if fact.fact == "emergency":
        return f"You opened this record in an emergency{since}{until}."
    if fact.fact == "share":
        return f"The record was opened to {'you' if fact.holder_kind == 'post' else 'your team'}{since}{until}."
    if fact.fact == "given":
        return f"It was given to {'you' if fact.holder_kind == 'post' else 'your team'} by itself{since}{until}."
    if fact.fact == "draft":
        return "You are writing it."
    if fact.fact == "letter":
        return "It was written to you." if fact.holder_kind == "post" else "It was written to your team."
    if fact.fact == "release":
        return f"It was opened to you{since}."
    return "You find people for intake or emergency duty: that opens who they are, and whom to ring."


def _through(fact: Opening, named: dict[int, Named]) -> str:
    """How I come to hold it: in person, by a team, by managing one."""
    if fact.holder_kind == "post":
        return "You are"
    if fact.holder_kind == "managers":
        return "You manage a team that is"
    return f"Your team, {named[fact.holder].name}, is" if fact.holder in named else "Your team is"


def by_owner(explanation: Explanation) -> list[dict[str, Any]]:
    """What I open, organisation by organisation."""
    owners = [owner for owner in explanation.by_owner if owner]
    names = dict(Agency.objects.filter(pk__in=owners).values_list("pk", "name"))
    return [
        {"name": names[o], "grades": explanation.on_rows_of(o)}
        for o in sorted(owners, key=lambda o: (o != explanation.lead, names[o]))
    ]
