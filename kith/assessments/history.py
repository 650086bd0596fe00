"""How the scores of a person went: of each measure, what it came to in every form that was signed off.

A point is there only for whoever opens every answer that it is made of, as with a score by itself
(docs/decisions/0041-scores-are-worked-out.md). Read in one query, however many; it leaves its event.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.assessments import rules
from kith.assessments.definition import Content, Definition, Item, of_form
from kith.assessments.enabling import Enabled
from kith.assessments.models import Answers, Form, Response, State
from kith.assessments.queries import Reach
from kith.assessments.scoring import Score, scores
from kith.core.session import acting
from kith.record.reading import looked


@dataclass(frozen=True)
class Point:
    """What one form came to. `at`: when it was signed off."""

    response: Response
    at: datetime
    score: Score


@dataclass(frozen=True)
class Line:
    """One score of one form over time, oldest first. `item`: as the newest version of the form has it."""

    title: str
    item: Item
    points: tuple[Point, ...]


def history(person_id: UUID, responses: Sequence[Response], reach_on: Reach) -> list[Line]:
    """The scores in these forms that were signed off, by measure. `reach_on`: as `Explanation.on_rows_of`."""
    signed = [row for row in responses if row.state == State.SIGNED]
    forms = _definitions({(row.form, row.form_version) for row in signed})
    scored = [row for row in signed if forms[row.form, row.form_version].scores]
    said = _said(person_id, scored)
    found: dict[tuple[str, str], list[Point]] = {}
    for row in sorted(scored, key=lambda row: str(row.ended_at)):
        form = forms[row.form, row.form_version]
        for key, score in _scores(form, said.get(row.series, {}), row, reach_on).items():
            if isinstance(score.value, int | float) and row.ended_at:
                found.setdefault((row.form, key), []).append(Point(row, row.ended_at, score))
    return [_line(points, forms) for points in found.values()]


def _line(points: list[Point], forms: dict[tuple[str, int], Definition]) -> Line:
    newest = max(points, key=lambda point: point.response.form_version)
    title = forms[newest.response.form, newest.response.form_version].title
    return Line(title, newest.score.item, tuple(points))


def _definitions(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Definition]:
    found = Form.objects.filter(slug__in={slug for slug, _ in wanted}) if wanted else ()
    return {(f.slug, f.version): of_form(f) for f in found if (f.slug, f.version) in wanted}


def _said(person_id: UUID, scored: Sequence[Response]) -> dict[UUID, Content]:
    """Series → every answer that the reader opens, of the newest revisions."""
    if not scored:
        return {}
    parts = ("series", "section", "domain", "grade")
    mine = Answers.objects.filter(person_id=person_id, series__in=[row.series for row in scored])
    rows = list(mine.order_by(*parts, "-revision").distinct(*parts))
    looked("list", person_id, rows)
    found: dict[UUID, Content] = {}
    for row in rows:
        found.setdefault(row.series, {}).update(row.content)
    return found


def _scores(form: Definition, stored: Content, row: Response, reach_on: Reach) -> dict[str, Score]:
    opened = rules.opened(form, reach_on(row.owner_id), acting().confirmed)
    return scores(form, Enabled(form, stored).of(stored), opened)
