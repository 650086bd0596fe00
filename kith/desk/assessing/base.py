"""What travels with a page of a form: the revisions from which it was begun, and the draft that it saves to."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from kith.assessments.actions.save_sections import Base
from kith.assessments.answering import FIELD
from kith.assessments.queries import Filled
from kith.core.errors import Invalid
from kith.record.models import Draft

ONE = re.compile(r"([a-z0-9-]{1,60})/([a-z_]{1,20})/([1-5])=(\d{1,9})")


def base_of(filled: Filled, sections: Iterable[str]) -> str:
    """The revisions of these sections, as a hidden field holds them: section/domain/grade=revision, with spaces."""
    return " ".join(
        f"{section}/{domain}/{grade}={number}"
        for section in sections
        for (domain, grade), number in sorted(filled.revisions(section).items())
    )


def read_base(told: str) -> Base:
    """Raises Invalid where it is none."""
    parts = [ONE.fullmatch(part) for part in told.split()]
    if not all(parts):
        raise Invalid("This form is out of date. What you typed is kept as a draft: open it again.")
    return {(m[1], (m[2], int(m[3]))): int(m[4]) for m in parts if m}


def answers_in(posted: Any) -> dict[str, list[str]]:
    """The fields that answer a question, as typed."""
    return {name: posted.getlist(name) for name in posted if name.startswith(FIELD)}


def fields_of(draft: Draft) -> dict[str, list[str]]:
    """The same, from what was kept of them."""
    found: dict[str, list[str]] = {}
    for pair in draft.content.get("fields", ()):
        if isinstance(pair, list) and len(pair) == 2:
            found.setdefault(str(pair[0]), []).append(str(pair[1]))
    return found


def base_kept(draft: Draft) -> str:
    kept: Mapping[str, Any] = draft.content
    return str(kept.get("base", ""))


def page_of(draft: Draft) -> str:
    """Where a draft of what was typed in a form is taken up again."""
    kept: Mapping[str, Any] = draft.content
    try:
        response = UUID(str(kept.get("response", "")))
    except ValueError:
        return reverse("forms", args=[draft.person_id])
    section = str(kept.get("section", ""))
    if not re.fullmatch(r"[a-z0-9-]{1,60}", section):
        return reverse("response", args=[draft.person_id, response])
    return reverse("form_section", args=[draft.person_id, response, section])
