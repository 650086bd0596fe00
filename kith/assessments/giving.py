"""What giving a form by itself gives: its row and, of its answers, one row for each part that its giver opens."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from kith.access.grades import Grade
from kith.assessments.definition import Definition, of_form
from kith.assessments.models import Answers, Form, Response, State
from kith.record.reading import looked


def signed(person_id: UUID, owner: int | None) -> list[Response]:
    """The newest version of each form of this organisation that was signed off and that I open. Leaves its event."""
    mine = Response.objects.filter(person_id=person_id, owner_id=owner, state=State.SIGNED)
    return list(looked("list", person_id, list(mine.order_by("series", "-version").distinct("series"))))


def answers_in(forms: Sequence[Response], wanted: Mapping[str, int]) -> dict[UUID, list[Answers]]:
    """Form → the answers that are given with it: those of that version that I open, no deeper than `wanted` (domain →
    grade), nothing restricted. What they say is not read."""
    if not forms:
        return {}
    mine = Answers.objects.filter(person_id=forms[0].person_id, series__in={form.series for form in forms})
    saved = list(mine.defer("content").order_by("series", "section", "domain", "grade", "-revision"))
    found: dict[UUID, list[Answers]] = defaultdict(list)
    for form in forms:
        newest: dict[tuple[str, str, int], Answers] = {}
        for each in saved:
            if each.series == form.series and each.version <= form.version and _within(each, wanted):
                newest.setdefault((each.section, each.domain, each.grade), each)
        found[form.id] = list(newest.values())
    return found


def _within(each: Answers, wanted: Mapping[str, int]) -> bool:
    return each.grade <= wanted[each.domain] and each.grade < Grade.RESTRICTED


def definitions_of(forms: Sequence[Response]) -> Iterator[tuple[Response, Definition]]:
    """Each with what it asks, in its own version."""
    known = (
        {(f.slug, f.version): f for f in Form.objects.filter(slug__in={each.form for each in forms})} if forms else {}
    )
    for each in forms:
        yield each, of_form(known[each.form, each.form_version])
