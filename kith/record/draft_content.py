"""What is in a draft: the fields of the form as typed, and what another tab had typed meanwhile. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kith.core.errors import Invalid
from kith.record.rules import LARGEST_DRAFT, clean

Content = dict[str, Any]


def as_typed(content: Mapping[str, Any]) -> Content:
    """The form's fields (texts and lists of texts) as they can be stored. Raises Invalid when far too long."""
    kept: Content = {clean(name): _storable(value) for name, value in content.items()}
    if len(json.dumps(kept)) > LARGEST_DRAFT:
        raise Invalid("This is too long to keep as a draft. Copy part of it into a document and attach that.")
    return kept


def keep_earlier(earlier: Sequence[Content], overwritten: Content, latest: Content) -> list[Content]:
    """What to keep beside `latest` when a second tab saves over `overwritten`.

    A content that `latest` or a later kept one continues (the same texts, typed further) is in it already: two tabs
    that take turns leave one kept content each, not one a save.
    """
    kept: list[Content] = []
    for content in [overwritten, *reversed(earlier)]:
        if not any(continues(newer, content) for newer in [latest, *kept]):
            kept.append(content)
    return kept[::-1]


def continues(newer: Content, older: Content) -> bool:
    """Whether every text of `older` begins the same field of `newer`."""
    return all(_begins(newer.get(name), value) for name, value in older.items())


def _begins(newer: Any, older: Any) -> bool:
    if isinstance(newer, str) and isinstance(older, str):
        return newer.startswith(older.rstrip())
    return not older or newer == older


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple)):
        return [_storable(each) for each in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    raise Invalid("This form is out of date. Open it again.")
