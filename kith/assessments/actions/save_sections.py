"""Save sections of a form: from then on they stand under their own locks, no longer under their author's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kith.assessments import answering, rules
from kith.assessments.definition import Content, Item, Part, link_id
from kith.assessments.enabling import Enabled
from kith.assessments.merging import merge
from kith.assessments.models import Answers
from kith.assessments.queries import Filled, Reach, filled, revision
from kith.audit.log import log
from kith.core.clock import today
from kith.core.errors import Invalid
from kith.core.ids import row_id
from kith.core.session import acting, call
from kith.record.actions.finish_draft import finish_draft
from kith.record.storing import store

Base = Mapping[tuple[str, Part], int]  # section and part → the revision from which somebody began


@dataclass(frozen=True)
class Saved:
    """`filled`: the form as it stood before. `clashes`: questions that somebody else answered otherwise meanwhile.

    Where there are errors or clashes, nothing was saved. `missing`: what must still be answered in these sections.
    """

    filled: Filled
    errors: Mapping[str, str]
    clashes: Content
    missing: Sequence[str]
    asked: int = 0


@transaction.atomic
def save_sections(
    *,
    person_id: UUID,
    response_id: UUID,
    sections: Sequence[str],
    typed: answering.Typed,
    base: Base,
    reach_on: Reach,
    draft_id: UUID | None = None,
) -> Saved:
    """Only what changed is written, a revision a part.

    Raises Invalid (answers to what was not asked, or an older version), Refused, Unknown.
    """
    newest = call("assessments.hold", person_id, response_id)
    before = filled(person_id, response_id, reach_on)  # as it stands now that nobody else can change it
    if before.row.version != newest:
        raise Invalid(
            "This form has been amended since you opened it. What you typed is kept as a draft: open the newest "
            "version and put it in there."
        )
    rules.check_fillable(before.row.owner_id == acting().agency, before.row.state)
    definition = before.definition
    chosen = [section for section in definition.sections if section.key in sections]
    said = answering.sent(definition, chosen, before.opened, typed, before.said_elsewhere(sections), today())
    contents, clashes = _merged(before, chosen, said.content, base)
    asked = _asked(before, chosen, said.content, typed)
    if said.errors or clashes:
        return Saved(before, said.errors, clashes, said.missing, asked)
    written = [_write(before, section, part, content) for (section, part), content in contents.items()]
    if draft_id:
        finish_draft(person_id, draft_id, before.row.id)
    parts = {(row.domain, row.grade) for row in written}
    log(
        "save form",
        person_id,
        [before.row.id, *(row.id for row in written)],
        sorted({d for d, _ in parts}),
        sorted({g for _, g in parts}),
    )
    return Saved(before, {}, {}, said.missing, asked)


def _asked(before: Filled, chosen: Sequence[Item], content: Content, typed: answering.Typed) -> int:
    """How many questions these sections ask now that this was answered."""
    asked = Enabled(before.definition, before.said_elsewhere([s.key for s in chosen]) | content)
    keys = [key for section in chosen for key in answering.keys_of(section, answering.instances_typed(typed))]
    return sum(asked(key) for key in keys)


def _merged(
    before: Filled, chosen: Sequence[Item], said: Content, base: Base
) -> tuple[dict[tuple[str, Part], Content], Content]:
    """Section and part → what it says from now on, where that is something new; and the clashes of all."""
    contents: dict[tuple[str, Part], Content] = {}
    clashes: Content = {}
    for section in chosen:
        stood = before.revisions(section.key)
        for part in sorted(before.opened & {item.part for item in section.walk() if item.asks}):
            theirs = _of(before, before.said_in(section.key), part)
            mine = {
                k: v for k, v in _of(before, said, part).items() if before.definition.section_of(link_id(k)) is section
            }
            began = base.get((section.key, part), 0)
            if began != stood.get(part, 0):
                merged = merge(revision(before.row, section.key, part, began), theirs, mine)
                mine, clashes = merged.content, clashes | merged.clashes
            if mine != theirs:
                contents[section.key, part] = mine
    return contents, clashes


def _of(before: Filled, content: Content, part: Part) -> Content:
    """What of it is about this, so far in."""
    return {key: values for key, values in content.items() if before.definition.items[link_id(key)].part == part}


def _write(before: Filled, section: str, part: Part, content: Content) -> Answers:
    row = before.row
    number = before.revisions(section).get(part, 0) + 1
    about = {"person_id": row.person_id, "domain": part[0], "grade": part[1], "series": row.series}
    return store(Answers(id=row_id(), version=row.version, section=section, revision=number, content=content, **about))
