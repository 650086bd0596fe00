"""What the headers promise, in a real browser: no page breaks its own policy, and what is put into one does not run."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Error, Page, Route, expect

from tests.desk.test_pages import ABOUT, OWN

LISTEN = """
    window.refused = []
    document.addEventListener(
        "securitypolicyviolation", (e) => window.refused.push(`${e.violatedDirective} ${e.sample}`))
"""
INJECTED = "<script>window.hurt = 'inline'</script><img src='/nowhere' onerror='window.hurt = 1'>"


@pytest.fixture
def page(desk: Any) -> Page:
    page: Page = desk("sara", 1280)
    page.add_init_script(LISTEN)
    return page


def refused(page: Page) -> list[str]:
    return list(page.evaluate("window.refused"))


def test_no_page_breaks_the_policy(page: Page, child: Any) -> None:
    pages = [*(reverse(name) for name in OWN), *(reverse(name, args=[child]) for name in ABOUT)]
    broken: dict[str, list[str]] = {}
    for where in [*pages, "/gallery/", reverse("account_login"), "/nowhere/"]:
        page.goto(where)
        broken[where] = refused(page)
    assert not {where: told for where, told in broken.items() if told}
    assert page.evaluate("crossOriginIsolated") is True


def test_what_htmx_swaps_in_breaks_nothing(page: Page, child: Any) -> None:
    page.goto(reverse("record_something", args=[child]))
    page.get_by_label("What happened?").press_sequentially("Calm")
    expect(page.locator("#draft-saved")).to_contain_text("Draft saved", timeout=20_000)
    assert refused(page) == []


def test_a_script_that_stands_in_an_answer_does_not_run(page: Page) -> None:
    def inject(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{INJECTED}</main>"))

    page.route("**/find/", inject)
    page.goto(reverse("find"))
    assert page.evaluate("window.hurt") is None
    assert len([told for told in refused(page) if told.startswith("script-src")]) == 2


@pytest.mark.parametrize(
    "attempt",
    [
        "document.querySelector('main').innerHTML = '<b>words</b>'",
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<b>words</b>')",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hurt = 1'}))",
        "trustedTypes.createPolicy('kith', {createHTML: (text) => text})",
        "trustedTypes.createPolicy('default', {createHTML: (text) => text})",
    ],
)
def test_words_do_not_become_markup(page: Page, attempt: str) -> None:
    page.goto(reverse("home"))
    with pytest.raises(Error, match=r"TrustedHTML|TrustedScript|Policy"):
        page.evaluate(f"() => {{ {attempt} }}")
    assert page.evaluate("window.hurt") is None
    assert refused(page)
