"""What `core/components/form.html` needs of a Django form (globals of the Jinja environment)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms import BoundField, RadioSelect

WRITTEN_BY_MACROS = {"type", "rows", "cols", "autocomplete"}


def choices(bound: BoundField) -> list[dict[str, Any]]:
    """The choices of a select, radios or checkboxes as GOV.UK's macros take them, chosen ones marked.

    Of radios that are offered in groups the name of each stands before it.
    """
    names = dict(_groups(bound))
    found: list[dict[str, Any]] = []
    for choice in bound.subwidgets:
        value, chosen = str(choice.data["value"]), choice.data["selected"]
        found += [{"divider": names[value]}] if value in names else []
        found.append({"value": value, "text": str(choice.data["label"]), "selected": chosen, "checked": chosen})
    return found


def _groups(bound: BoundField) -> Iterator[tuple[str, str]]:
    """The first choice of each group of radios, and what the group is called."""
    if isinstance(bound.field.widget, RadioSelect):
        offered: Iterable[tuple[Any, Any]] = bound.field.widget.choices  # type: ignore[assignment]  # pairs, once read
        for name, inner in offered:
            if isinstance(inner, list | tuple) and inner:
                yield str(inner[0][0]), str(name)


def attributes(bound: BoundField, more: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a field's box, less those that GOV.UK's macros write themselves."""
    return {
        name: value for name, value in {**bound.field.widget.attrs, **more}.items() if name not in WRITTEN_BY_MACROS
    }
