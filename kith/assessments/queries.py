"""Reading forms. What is returned is what the reader opens: the locks decide which answers there are.

Each reading of a person's forms leaves its event (kith/record/reading.py).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from kith.access.facts import given_with
from kith.assessments import rules
from kith.assessments.definition import Content, Definition, Part, of_form
from kith.assessments.enabling import Enabled
from kith.assessments.models import FORM, Answers, Form, Response
from kith.assessments.scoring import Score, scores
from kith.core.errors import Unknown
from kith.core.session import acting, rows
from kith.record.models import Draft
from kith.record.reading import looked

PEOPLE = ("owner", "author__practitioner")
Reach = Callable[[int], Mapping[str, int]]  # owner → domain → grade that the caller opens on rows of theirs


@dataclass(frozen=True)
class Filled:
    """One version of a response as a reader opens it. `reach`: domain → grade on rows of its owner.

    `given`: the parts beyond it that were given with this version, by themselves (decision 77).
    """

    row: Response
    definition: Definition
    reach: Mapping[str, int]
    confirmed: bool
    answers: tuple[Answers, ...]
    given: frozenset[Part] = frozenset()

    @cached_property
    def opened(self) -> frozenset[Part]:
        """The parts that are shown."""
        return rules.opened(self.definition, self.reach, self.confirmed) | self.given

    @cached_property
    def stored(self) -> Content:
        """Every answer that the reader opens."""
        return {key: values for row in self.answers for key, values in row.content.items()}

    @cached_property
    def content(self) -> Content:
        """Those of them that count: not what other answers have closed since."""
        return Enabled(self.definition, self.stored).of(self.stored)

    @cached_property
    def not_shown(self) -> tuple[rules.NotShown, ...]:
        return rules.not_shown(self.definition, self.reach, self.confirmed, self.given)

    @cached_property
    def scores(self) -> dict[str, Score]:
        return scores(self.definition, self.content, self.opened)

    def said_in(self, section: str) -> Content:
        """What stands in a section."""
        return {key: values for row in self.answers if row.section == section for key, values in row.content.items()}

    def said_elsewhere(self, sections: Collection[str]) -> Content:
        """What stands in the others: questions may depend on it."""
        return {k: v for row in self.answers if row.section not in sections for k, v in row.content.items()}

    def revisions(self, section: str) -> dict[Part, int]:
        """The newest revision of each part of a section."""
        return {(row.domain, row.grade): row.revision for row in self.answers if row.section == section}

    def last_saved(self, section: str) -> Answers | None:
        """Who saved it last, and when."""
        return max((row for row in self.answers if row.section == section), key=lambda r: r.recorded_at, default=None)


def forms() -> Sequence[Form]:
    """The newest version of every form, by title. About nobody."""
    return sorted(Form.objects.order_by("slug", "-version").distinct("slug"), key=lambda form: form.title)


def titles_of(slugs: Collection[str]) -> dict[str, str]:
    """What forms are called, by their newest version. Without reading what they ask."""
    newest = Form.objects.filter(slug__in=slugs).order_by("slug", "-version").distinct("slug") if slugs else None
    return dict(newest.values_list("slug", "title")) if newest is not None else {}


def form(slug: str, version: int) -> Form:
    """One version of a form. Raises Unknown."""
    found = Form.objects.filter(slug=slug, version=version).first()
    if found is None:
        raise Unknown
    return found


def responses_of(person_id: UUID) -> Sequence[Response]:
    """The forms of a person that I open, the newest version of each, those begun last first."""
    newest = Response.objects.select_related(*PEOPLE).filter(person_id=person_id).order_by("series", "-version")
    found = sorted(newest.distinct("series"), key=lambda row: row.recorded_at, reverse=True)
    return looked("list", person_id, found)


def filled(person_id: UUID, response_id: UUID, reach_on: Reach) -> Filled:
    """One version of a form with what I open of it. `reach_on`: as `Explanation.on_rows_of`. Raises Unknown."""
    row = Response.objects.select_related(*PEOPLE).filter(person_id=person_id, id=response_id).first()
    if row is None:
        raise Unknown
    definition, reach, confirmed = of_form(form(row.form, row.form_version)), reach_on(row.owner_id), acting().confirmed
    within = rules.opened(definition, reach, confirmed)
    found = _of_this_version(row, list(answers_of(row)), within)
    looked("open", person_id, [row, *found])
    return Filled(row, definition, reach, confirmed, found, parts_of(found) - within)


def _of_this_version(row: Response, found: Sequence[Answers], within: Collection[Part]) -> tuple[Answers, ...]:
    """Those within reach, and beyond it those that were given with this version: what was given with an earlier one
    may since say something else here.
    """
    beyond = [each for each in found if (each.domain, each.grade) not in within]
    named = given_with(row.person_id, row.id) if beyond else set()
    return tuple(each for each in found if each not in beyond or each.id in named)


def given_alone(person_id: UUID, rows: Collection[UUID], answers: Collection[UUID]) -> list[Filled]:
    """Forms as they were given by themselves, with these answers and no others: what of both opens to the caller now.

    Part of a look that leaves its event.
    """
    forms = list(Response.objects.select_related(*PEOPLE).filter(person_id=person_id, id__in=rows))
    said = Answers.objects.filter(person_id=person_id, id__in=answers) if forms else Answers.objects.none()
    found = list(said.select_related("author__practitioner"))
    return [_alone(row, [each for each in found if each.series == row.series]) for row in forms]


def _alone(row: Response, found: Sequence[Answers]) -> Filled:
    return Filled(row, of_form(form(row.form, row.form_version)), {}, acting().confirmed, tuple(found), parts_of(found))


def parts_of(found: Collection[Answers]) -> frozenset[Part]:
    return frozenset((each.domain, each.grade) for each in found)


def answers_of(row: Response) -> QuerySet[Answers]:
    """The newest revision of each part of each section, up to this version."""
    up_to = Answers.objects.select_related("author__practitioner").filter(
        person_id=row.person_id, series=row.series, version__lte=row.version
    )
    parts = ("section", "domain", "grade")
    return up_to.order_by(*parts, "-revision").distinct(*parts)


def revision(row: Response, section: str, part: Part, number: int) -> Content:
    """What a part of a section said at an earlier revision; nothing before the first."""
    found = Answers.objects.filter(
        person_id=row.person_id, series=row.series, section=section, domain=part[0], grade=part[1], revision=number
    ).first()
    return found.content if found else {}


def signed_in(source_key: str | None) -> UUID | None:
    """The version of a form that an entry says was signed off (actions/end_response.py); None of any other entry."""
    before, token, told = (source_key or "").partition("form:response-")
    try:
        return UUID(told) if token and not before else None
    except ValueError:
        return None


def versions(row: Response) -> Sequence[Response]:
    """The versions of a response, newest first, with who ended each."""
    found = Response.objects.select_related(*PEOPLE).filter(person_id=row.person_id, series=row.series)
    return looked("list", row.person_id, list(found.order_by("-version")))


def posts(ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Post → name, title, organisation: who signed."""
    found = rows("SELECT id, name, title, agency FROM agencies.holder WHERE id = ANY (%s)", list(ids)) if ids else []
    return {post: (name, title, agency) for post, name, title, agency in found}


def others_typing(person_id: UUID, response_id: UUID) -> Sequence[tuple[str, datetime]]:
    """Colleagues who type in this form now: name, and when it was last saved. Who, never what."""
    found = rows("SELECT name, at FROM assessments.typing(%s, %s)", person_id, response_id)
    return [(name, at) for name, at in found]


def said_before(row: Response) -> Content:
    """What the version before this one said, as far as the reader opens it; nothing before the first."""
    if row.version == 1:
        return {}
    parts = ("section", "domain", "grade")
    earlier = Answers.objects.filter(person_id=row.person_id, series=row.series, version__lt=row.version)
    found = looked("open", row.person_id, list(earlier.order_by(*parts, "-revision").distinct(*parts)))
    return {key: values for answers in found for key, values in answers.content.items()}


def typing(person_id: UUID, response_id: UUID, section: str) -> Draft | None:
    """What I typed in this section and have not saved, if anything."""
    mine = Draft.objects.filter(
        person_id=person_id,
        author_id=acting().post,
        kind=FORM,
        recorded_as=None,
        discarded_at=None,
        content__response=str(response_id),
        content__section=section,
    )
    found = list(mine.order_by("-saved_at")[:1])
    looked("open", person_id, found)
    return found[0] if found else None
