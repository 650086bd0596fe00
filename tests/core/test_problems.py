"""What is said when something does not work, and the headers that every page carries."""

import re

import pytest
from django.test import RequestFactory, override_settings

from kith.core import frontend, problems, views
from kith.core.csp import ContentSecurityPolicy
from tests.core.pages import PROBLEMS, SETTINGS


@pytest.fixture(scope="module", autouse=True)
def published():
    frontend.publish()


@pytest.fixture(autouse=True)
def settings():
    with override_settings(**SETTINGS):
        yield


def answer(view, path="/anything/"):
    return ContentSecurityPolicy(view)(RequestFactory().get(path))


@pytest.mark.parametrize("status", PROBLEMS)
def test_each_says_what_happened_what_was_kept_what_to_do_and_whom_to_ring(status):
    page = answer(PROBLEMS[status])
    words = page.content.decode()
    assert page.status_code == {419: 403}.get(status, status)
    assert "What was kept" in words and "What to do" in words and 'href="tel:' in words


def test_every_problem_is_whole():
    for problem in (p for p in vars(problems).values() if isinstance(p, problems.Problem)):
        assert problem.title and problem.happened and problem.kept and all(problem.do)


def test_absent_and_denied_are_one_page():
    def without_nonce(page):
        return page.status_code, re.sub(rb'nonce="[^"]+"', b"", page.content)

    first, second = (without_nonce(answer(views.absent, path)) for path in ("/people/1/", "/people/2/entries/3"))
    assert first == second


def test_a_failure_needs_neither_database_nor_request():
    request = RequestFactory().get("/")
    request.me = property(lambda self: pytest.fail("asked who is signed in"))
    assert b"This is our fault" in views.failed(request).content
    assert views.unavailable(request).headers["Retry-After"] == "60"


def test_the_policy_lets_only_this_pages_scripts_run():
    first, second = answer(views.gallery), answer(views.gallery)
    policy = first.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy).group(1)
    assert f'nonce="{nonce}"' in first.content.decode()
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert policy != second.headers["Content-Security-Policy"]
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Referrer-Policy"] == "same-origin"


def test_no_script_and_no_style_stands_in_a_page():
    for view in (views.gallery, views.failed):
        page = answer(view).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
