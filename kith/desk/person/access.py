"""Access to one record: why I see what I see, how to come to more, who can see, who has looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.explain import Explanation, Opening, holders
from kith.agencies.models import Agency, Post
from kith.core.session import acting, rows
from kith.core.words import day
from kith.desk.person.banner import as_card, open_record
from kith.desk.person.look import a_look
from kith.desk.person.routes import routes_to_more

A_PAGE = 50
DID = {
    "open": "Opened the record", "list": "Listed entries", "search": "Searched in the record", "print": "Printed",
    "find": "Found in a search", "record": "Recorded something", "amend": "Amended an entry", "explain": "Looked at who has access",
    "admit": "Began the record", "involve": "Recorded who is involved", "accept": "Accepted an involvement",
    "share": "Opened the record to somebody", "open in emergency": "Opened it in an emergency", "refused": "Was refused",
    "import": "Imported it from another system", "end involvement": "Ended an involvement", "end share": "Ended a share",
}  # fmt: skip
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


@a_look("explain")
def access(request: HttpRequest, person: UUID) -> HttpResponse:
    record = open_record(person)
    looks, older = looked(person, _before(request))
    lead = record.lead
    context = {
        "record": record,
        "part": "access",
        "may_record": True,
        "reasons": reasons(record.explanation),
        "owners": by_owner(record.explanation),
        "routes": routes_to_more(record.explanation, lead, acting()),
        "ring": [as_card(lead)] if lead else [],
        "openers": [c for c in record.contacts if c.holder],
        "looks": looks,
        "older": older,
    }
    return render(request, "desk/person/access.html", context)


def _before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None


def looked(person: UUID, before: int | None) -> tuple[list[Look], int | None]:
    """A page of looks, newest first, and where the next page begins."""
    found = rows("SELECT id, at, post, purpose, action FROM access.looks(%s, %s, %s)", person, before, A_PAGE)
    posts = {
        p.pk: p for p in Post.objects.filter(pk__in={row[2] for row in found}).select_related("practitioner", "agency")
    }
    looks = [_look(row, posts.get(row[2])) for row in found]
    return looks, found[-1][0] if len(found) == A_PAGE else None


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


def reasons(explanation: Explanation) -> list[str]:
    """Each fact by which I open this record, once, in words."""
    named = holders({f.holder for f in explanation.facts if f.holder_kind != "finder"})
    said = dict.fromkeys(_reason(fact, named) for fact in explanation.facts)
    return list(said)


def _reason(fact: Opening, named: dict[int, Any]) -> str:
    until = f", until {day(fact.ends)}" if fact.ends else ""
    since = f" since {day(fact.starts)}" if fact.starts else ""
    through = {"post": "You are", "team": f"Your team, {named[fact.holder].name}, is" if fact.holder in named else "Your team is",
               "managers": "You manage a team that is"}.get(fact.holder_kind, "")  # fmt: skip
    if fact.fact == "involvement":
        waiting = (
            ""
            if fact.accepted
            else " The lead organisation has not accepted this yet: until then you open your own organisation's information only."
        )
        return f"{through} involved as “{fact.profile}”{since}{until}.{waiting}"
    if fact.fact == "emergency":
        return f"You opened this record in an emergency{since}{until}."
    if fact.fact == "share":
        return f"The record was opened to {'you' if fact.holder_kind == 'post' else 'your team'}{since}{until}."
    return "You find people for intake or emergency duty: that opens who they are, and whom to ring."


def by_owner(explanation: Explanation) -> list[dict[str, Any]]:
    """What I open, organisation by organisation."""
    owners = [owner for owner in explanation.by_owner if owner]
    names = dict(Agency.objects.filter(pk__in=owners).values_list("pk", "name"))
    return [
        {"name": names[o], "grades": explanation.on_rows_of(o)}
        for o in sorted(owners, key=lambda o: (o != explanation.lead, names[o]))
    ]
