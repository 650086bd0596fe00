"""Pages that close a record: to one practitioner, or to all but those named."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from kith.access import facts
from kith.access.explain import who_opens
from kith.access.grades import Domain, Grade
from kith.agencies.models import Post
from kith.agencies.queries import effective
from kith.core.session import acting
from kith.desk.asking import asked
from kith.desk.guarding.forms import BarForm, SealForm
from kith.desk.person.banner import Record, open_record
from kith.desk.person.look import a_look

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
