"""The questions of a form are written as GOV.UK's own macros write them: tag by tag, attribute by attribute."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines

from kith.assessments.definition import Item, Option
from kith.assessments.enabling import Enabled
from kith.desk.assessing.asking import Page

OPTIONS = tuple(Option(str(n), f"Answer <{n}>") for n in range(3))
MANY = tuple(Option(str(n), f"Answer {n}") for n in range(9))
LEGEND = {"legend": {"text": "What & why?", "classes": "govuk-fieldset__legend--s"}}
LABEL = {"text": "What & why?", "classes": "govuk-label--s"}


class Tags(HTMLParser):
    """Every tag with its attributes in order of name, and every text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, *sorted((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        self.found += [" ".join(data.split())] if data.strip() else []


def tags(html: str) -> list[Any]:
    reader = Tags()
    reader.feed(html)
    return reader.found


def ours(item: Item, typed: dict[str, list[str]], error: str) -> str:
    from kith.assessments.definition import Definition

    section = Item("s", "group", "Section", item.part, items=(item,))
    form = Definition("f", 1, "Form", "", "", item.part, frozenset(), (section,))
    page = Page(form, {item.part}, typed, Enabled(form, {}), errors={item.key: error} if error else {})
    (block,) = page.blocks(section)
    text = '{% from "desk/assessing/_questions.html" import ask %}{{ ask(block) }}'
    return engines["jinja2"].env.from_string(text).render(block=block)  # type: ignore[attr-defined]  # of the Jinja2 backend


def theirs(name: str, parameters: dict[str, Any]) -> str:
    folder = {"Input": "input", "Textarea": "textarea", "Select": "select", "Radios": "radios",
              "Checkboxes": "checkboxes", "DateInput": "date-input"}[name]  # fmt: skip
    text = (
        f'{{% from "govuk_frontend_jinja/components/{folder}/macro.html" import govuk{name} %}}{{{{ govuk{name}(p) }}}}'
    )
    return engines["jinja2"].env.from_string(text).render(p=parameters)  # type: ignore[attr-defined]


def item(kind: str, **more: Any) -> Item:
    return Item("q", kind, "What & why?", ("social_care", 3), required=True, **more)


def same(hint: str, error: str) -> dict[str, Any]:
    return {"hint": {"text": hint} if hint else None, "errorMessage": {"text": error} if error else None}


def items(options: tuple[Option, ...], chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": o.code, "text": o.label, "checked": o.code == chosen, "selected": o.code == chosen} for o in options
    ]


@pytest.mark.parametrize("error", ["", "Say <what>."])
@pytest.mark.parametrize("hint", ["", 'A "hint" & more'])
def test_each_kind(hint: str, error: str) -> None:
    wrong = " govuk-input--error" if error else ""
    common = {"id": "a-q", "name": "a-q", "label": LABEL} | same(hint, error)
    pairs = [
        (item("string", hint=hint), {"a-q": ["<b>"]}, "Input", common | {"value": "<b>"}),
        (item("integer", hint=hint), {"a-q": ["3"]}, "Input",
         common | {"value": "3", "inputmode": "numeric", "classes": "govuk-input--width-5"}),
        (item("text", hint=hint), {"a-q": ["<b>"]}, "Textarea", common | {"value": "<b>", "rows": 5}),
        (item("choice", hint=hint, options=MANY), {"a-q": ["2"]}, "Select",
         common | {"items": [{"value": "", "text": "Choose"}, *items(MANY, "2")]}),
        (item("choice", hint=hint, options=OPTIONS), {"a-q": ["2"]}, "Radios",
         {"idPrefix": "a-q", "name": "a-q", "fieldset": LEGEND, "items": items(OPTIONS, "2")} | same(hint, error)),
        (item("boolean", hint=hint), {"a-q": ["true"]}, "Radios",
         {"idPrefix": "a-q", "name": "a-q", "fieldset": LEGEND, "classes": "govuk-radios--inline",
          "items": [{"value": "true", "text": "Yes", "checked": True}, {"value": "false", "text": "No"}]}
         | same(hint, error)),
        (item("choice", hint=hint, options=OPTIONS, repeats=True), {"a-q": ["2"]}, "Checkboxes",
         {"idPrefix": "a-q", "name": "a-q", "fieldset": LEGEND, "items": items(OPTIONS, "2")}
         | same(f"{hint} Choose all that apply.".strip(), error)),
        (item("date", hint=hint), {"a-q:day": ["3"]}, "DateInput",
         {"id": "a-q", "fieldset": LEGEND, "items": [
             {"id": f"a-q-{part}", "name": f"a-q:{part}", "label": part.title(),
              "value": "3" if part == "day" else None, "classes": f"govuk-input--width-{width}{wrong}"}
             for part, width in (("day", 2), ("month", 3), ("year", 4))]} | same(hint, error)),
    ]  # fmt: skip
    for asked, typed, name, parameters in pairs:
        assert tags(ours(asked, typed, error)) == tags(theirs(name, parameters)), name
