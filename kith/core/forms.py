"""What `core/components/form.html` needs of a Django form."""

from typing import Any

from django.forms import BoundField


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
