"""Forms as a browser finds them on a page: where they are sent, and every field with what it may hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One name of a form: the values that it offers, where it offers any, and the one that it has."""

    name: str
    kind: str = "text"
    value: str = ""
    offered: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)


class Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.forms and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._field(tag, given)
        elif self.forms and tag == "option" and self.select:
            self.forms[-1].fields[self.select].offered.append(given.get("value", ""))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", tag)
        found = self.forms[-1].fields.setdefault(name, Field(name, kind, given.get("value", "")))
        if kind in ("radio", "checkbox", "submit"):
            found.offered.append(given.get("value", "on"))
        self.select = name if tag == "select" else self.select


def forms_of(page: str) -> list[Form]:
    reader = Reader()
    reader.feed(page)
    return reader.forms
