"""What `core/components/form.html` needs of a Django form (globals of the Jinja environment)."""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField

WRITTEN_BY_MACROS = {"type", "rows", "cols", "autocomplete"}


def choices(bound: BoundField) -> list[dict[str, Any]]:
    """The choices of a select, radios or checkboxes as GOV.UK's macros take them, chosen ones marked."""
    return [
        {
            "value": str(choice.data["value"]),
            "text": str(choice.data["label"]),
            "selected": choice.data["selected"],
            "checked": choice.data["selected"],
        }
        for choice in bound.subwidgets
    ]


def attributes(bound: BoundField, more: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a field's box, less those that GOV.UK's macros write themselves."""
    return {
        name: value for name, value in {**bound.field.widget.attrs, **more}.items() if name not in WRITTEN_BY_MACROS
    }
