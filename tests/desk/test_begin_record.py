"""Beginning a record from the search that found nobody: nothing is typed twice, and the likely roles come first."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse


def field(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found, name
    value = re.search(r'value="([^"]*)"', found[0])
    return unescape(value[1]) if value else ""


def test_what_was_looked_for_is_filled_in_and_nothing_is_saved(browser: Any) -> None:
    sara = browser("sara")
    found = sara.post(reverse("find"), {"who": "Siân O'Brien-Test 3 11 2014"})
    assert field(found.text, "looked_for") == "Siân O'Brien-Test 3 11 2014"
    page = sara.post(reverse("register"), {"looked_for": field(found.text, "looked_for")})
    assert page.status_code == 200 and "There is a problem" not in page.text
    assert {name: field(page.text, name) for name in ("given", "family", "born")} == {
        "given": "Siân", "family": "O'Brien-Test", "born": "2014-11-03",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["", "\0", "2014", "9999999999", "x" * 500, "o'brien, <b>"])
def test_whatever_was_looked_for(browser: Any, typed: str) -> None:
    page = browser("sara").post(reverse("register"), {"looked_for": typed})
    assert page.status_code == 200 and "<b>" not in page.text


@pytest.mark.parametrize(("who", "first"), [("sara", "allocated social worker"), ("teacher", "core group: school")])
def test_the_usual_roles_come_first(browser: Any, who: str, first: str) -> None:
    page = browser(who).get(reverse("register")).text
    roles = re.findall(r'<option value="([^"]*)"', page.split('name="profile"')[1].split("</select>")[0])
    assert unescape(roles[1]) == first and len(roles) > 20, "the others are there too"
