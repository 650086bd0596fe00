"""A Django form through GOV.UK's components: nothing typed is lost, every error leads to its box."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

PAGE = """{% from "core/components/form.html" import error_summary, field %}
{{ error_summary(form) }}{% for bound in form %}{{ field(bound, more={"data-mark": "x"}) }}{% endfor %}"""
KINDS = [("visit", "Visit"), ("call", "Call")]


class EveryField(forms.Form):
    text = forms.CharField(help_text="As they say it.", max_length=9)
    words = forms.CharField(widget=forms.Textarea)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    secret = forms.CharField(widget=forms.PasswordInput)
    kind = forms.ChoiceField(choices=KINDS)
    other = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(choices=KINDS, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField()
    paper = forms.FileField()
    hidden = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The two do not fit.")


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))


def page(form: forms.Form) -> str:
    return engines["jinja2"].from_string(PAGE).render({"form": form})


@pytest.fixture(scope="module")
def refused():
    sent = {"text": '<b>"long name"', "words": "<i>kept</i>", "mail": "not mail", "kind": "call", "other": "call"}
    return page(EveryField(sent | {"several": ["visit"], "secret": "s3cret", "sure": ""}))


def test_every_error_leads_to_a_box_that_is_there(refused):
    ids = set(re.findall(r'\bid="([^"]+)"', refused))
    links = re.findall(r'href="#([^"]+)"', refused)
    assert {"id_text", "id_day", "id_mail", "id_sure", "id_paper"} <= set(links) <= ids
    assert "The two do not fit." in refused


def test_what_was_typed_and_chosen_is_kept_and_stays_words(refused):
    assert "&lt;i&gt;kept&lt;/i&gt;" in refused and "<i>" not in refused
    assert "&lt;b&gt;" in refused and "<b>" not in refused
    assert re.search(r'<option value="call"\s+selected', refused)
    assert re.search(r'name="other"[^>]*value="call"[^>]*\bchecked', refused)
    assert re.search(r'name="several"[^>]*value="visit"[^>]*\bchecked', refused)
    assert "s3cret" not in refused


def test_no_tag_says_the_same_attribute_twice(refused):
    for tag, attributes in Tags(refused).tags:
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), (tag, attributes)


def test_an_untouched_form_shows_no_error():
    fresh = page(EveryField())
    assert "govuk-error" not in fresh and "As they say it." in fresh
    assert 'type="date"' in fresh and 'autocomplete="email"' in fresh and 'data-mark="x"' in fresh
