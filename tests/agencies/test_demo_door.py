"""The demo's one-click sign-in: absent without KITH_DEMO, and shut on a database that the demo did not make."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from kith.core.session import TOKEN_COOKIE
from kith.demo import marker
from kith.demo.cast import SEVEN
from tests.conftest import FOLDER, server
from tests.town import Town


@pytest.fixture
def demo() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.agencies.demo_urls"):
        yield


def mark(town: Town, words: str) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        marker.write(admin, town.database.name, words)


@pytest.fixture
def marked(town: Town) -> Iterator[None]:
    mark(town, marker.MADE)
    yield
    mark(town, "")


def start(town: Town) -> subprocess.CompletedProcess[str]:
    """The web application, as a server loads it, with KITH_DEMO=1."""
    env = os.environ | {"KITH_DEMO": "1", "KITH_INSTANCE": str(FOLDER), "KITH_DATABASE": town.database.name}
    return subprocess.run([sys.executable, "-c", "import kith.config.wsgi"], env=env, capture_output=True, text=True)


def test_the_door_is_not_there_without_the_demo(town: Town, browser: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo_door")
    assert browser.get("/demo/").status_code == 404
    assert browser.post(f"/demo/{town.post['sara']}/").status_code == 404
    assert "demo" not in browser.get(reverse("account_login")).content.decode().lower()


def test_the_door_does_not_open_onto_another_database(town: Town, browser: Client, demo: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="was not made by script/demo"):
        browser.get("/demo/")
    with pytest.raises(ImproperlyConfigured):
        browser.post(f"/demo/{town.post['sara']}/")
    assert TOKEN_COOKIE not in browser.cookies


def test_the_application_does_not_start_as_a_demo_on_another_database(town: Town) -> None:
    ended = start(town)
    assert ended.returncode != 0
    assert "This database was not made by script/demo" in ended.stderr


def test_the_application_starts_as_a_demo_on_the_demo_s_database(town: Town, marked: None) -> None:
    assert start(town).returncode == 0


def test_one_click_signs_in(town: Town, browser: Client, demo: None, marked: None) -> None:
    page = browser.get("/demo/").content.decode()
    assert "Alder Road School" in page and "Teacher" in page
    assert browser.post(f"/demo/{town.post['teacher']}/").url == "/"
    mine = browser.get(reverse("my_account")).content.decode()
    assert "Alder Road School" in mine and "asks for no password" in mine


def test_the_seven_of_the_story_come_first(town: Town, browser: Client, demo: None, marked: None) -> None:
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET email = %s WHERE id = %s", [SEVEN[0].email, town.human["sara"]])
    page = browser.get("/demo/").content.decode()
    assert page.index("allocated social worker") < page.index("Alder Road School")
    assert page.count(f'action="/demo/{town.post["sara"]}/"') == 2
    assert page.count("csrfmiddlewaretoken") == page.count("<form")


def test_no_click_for_a_post_that_is_not_there(town: Town, browser: Client, demo: None, marked: None) -> None:
    assert browser.post("/demo/1/").status_code == 404
