"""The Jinja environment of every page.

GOV.UK's components come from `govuk_frontend_jinja`, which needs `ChainableUndefined`; Kith's own are in
`templates/core/components/`. Mark nothing `safe` and pass no `html` option that holds what somebody typed.
"""

from collections.abc import Callable
from typing import Any

from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from kith.core import words
from kith.core.forms import attributes, choices

FILTERS: dict[str, Callable[..., Any]] = {  # apps on higher floors add theirs in `AppConfig.ready()`
    "when": words.when,
    "day": words.day,
    "clock": words.clock,
    "age": words.age,
}


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES asks for. `options` come from Django, with a loader of Kith's own folders."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options |= {"loader": ChoiceLoader([options["loader"], govuk]), "undefined": ChainableUndefined}
    environment = Environment(**options)  # noqa: S701 - Django's backend passes autoescape=True
    environment.globals |= {"static": static, "url": url, "choices": choices, "attributes": attributes}
    environment.filters |= FILTERS
    return environment


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; NoReverseMatch where there is none."""
    return reverse(name, args=args, kwargs=kwargs)


def warm() -> int:
    """Compile every template, so that the first reader of each worker does not wait for it. How many there were."""
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined] # of the Jinja2 backend
    names = environment.list_templates(extensions=["html"])
    for name in names:
        environment.get_template(name)
    return len(names)
