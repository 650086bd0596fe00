"""Pages that close a record: to one practitioner, or to all but those named."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from kith.access import facts
from kith.access.explain import Guard, guards, who_opens
from kith.access.grades import Domain, Grade
from kith.agencies.models import Post, Practitioner
from kith.agencies.queries import effective
from kith.core.errors import Unknown
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.guarding.forms import BarForm, SealForm
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look
from kith.desk.sharing.forms import ReasonForm

BARRED = (
    "They will be answered as if there were no record of this person: in every post, in searches, in reports."
    " They are not told. It holds until somebody ends it."
)
SEALED = (
    "Everyone whom you do not choose will be answered as if there were no record: also managers, emergency duty and"
    " information governance. If you leave yourself out, you close it to yourself. Choose at least two people, so that"
    " somebody can always open it."
)


@a_look()
def bar(request: HttpRequest, person: UUID) -> HttpResponse:
    """One practitioner never sees this person."""
    record = open_record(person)
    form = BarForm(request.POST or None, people=everybody())

    def act(entered: dict[str, Any]) -> str:
        facts.exclude(person, entered["human"], entered["reason"])
        return "Barred from now on, in every post they hold."

    return asked(request, record, form, "Bar somebody from this record", "Bar them", act, "access", warning=BARRED)


@a_look()
def seal(request: HttpRequest, person: UUID) -> HttpResponse:
    """Only those named pass, whatever else is true."""
    record = open_record(person)
    me = acting().human
    form = SealForm(request.POST or None, people=who_open_it_now(person, me), initial={"humans": [me]})

    def act(entered: dict[str, Any]) -> str:
        facts.seal(person, entered["humans"], entered["reason"])
        return "Sealed. Only those whom you chose can open it."

    return asked(request, record, form, "Seal this record", "Seal it", act, "access", warning=SEALED)


@a_look()
def end_guard(request: HttpRequest, person: UUID, guard: UUID) -> HttpResponse:
    """End a seal or a bar."""
    record = open_record(person)
    found = next((each for each in guards(person) if each.id == guard), None)
    if found is None:
        raise Unknown
    form = ReasonForm(request.POST or None)

    def act(entered: dict[str, Any]) -> str:
        (facts.unseal if found.kind == "seal" else facts.end_exclusion)(person, guard, entered["reason"])
        return "Ended. Whoever works with them opens the record again."

    heading = "End the seal" if found.kind == "seal" else "End the bar"
    return asked(request, record, form, heading, "End it", act, "access")


def standing(person: UUID) -> list[tuple[Guard, str]]:
    """Seals and bars that the reader may end, with the names that they bear."""
    held = guards(person)
    names = dict(Practitioner.objects.filter(pk__in={h for g in held for h in g.humans}).values_list("pk", "name"))
    return [(guard, ", ".join(names.get(human, "") for human in guard.humans)) for guard in held]


def may_guard(record: Record) -> bool:
    """Whether to offer it: the lead organisation's, who opens identity deeply or looks after governance."""
    me, lead = acting(), record.explanation.lead
    return me.agency == lead and (
        "governance" in me.roles or record.explanation.on_rows_of(lead)[Domain.IDENTITY] >= Grade.SENSITIVE
    )


def everybody() -> list[tuple[int, str]]:
    """Practitioners with a post today."""
    return named(Post.objects.filter(effective()))


def who_open_it_now(person: UUID, me: int) -> list[tuple[int, str]]:
    """Practitioners whom the caller may locate and who open the record, and the caller."""
    humans = {human for opener in who_opens(person, Domain.IDENTITY, Grade.LOCATE) for human in opener.humans}
    return named(Post.objects.filter(effective(), practitioner_id__in=humans | {me}))


def named(posts: QuerySet[Post]) -> list[tuple[int, str]]:
    """Each practitioner once, by name, with a post and an organisation to tell them apart."""
    found = posts.select_related("practitioner", "agency").order_by("practitioner__name", "practitioner_id", "-starts")
    people = {post.practitioner_id: f"{post.practitioner.name}, {post.title}, {post.agency.name}" for post in found}
    return list(people.items())
