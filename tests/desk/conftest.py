"""Pages as a signed-in practitioner asks for them: the real middleware, the real locks."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from kith.core import frontend
from kith.core.clock import now
from kith.core.ids import row_id
from kith.core.session import TOKEN_COOKIE
from kith.people.models import Birth, PersonName
from kith.record.actions.record_entry import record_entry
from kith.record.recording import Recording
from tests.agencies.served import served
from tests.browser import HEADLESS


@pytest.fixture(scope="module")
def browser(town) -> Callable[[str], Client]:
    """A client that is signed in to a post of the town."""
    clients: dict[str, Client] = {}

    def signed_in(key: str) -> Client:
        if key not in clients:
            clients[key] = Client(raise_request_exception=False, headers={"host": "localhost"})
            clients[key].cookies[TOKEN_COOKIE] = town.token(key)
        return clients[key]

    return signed_in


@pytest.fixture(scope="module")
def child(town) -> UUID:
    """Ada Marsh, with a name, a birth, three entries and a network."""
    from datetime import date

    from kith.access import facts

    person = town.child()
    with town.acting("sara"):
        PersonName.objects.create(
            person_id=person, id=row_id(), domain="identity", grade=1, given="Ada", family="Marsh"
        )
        Birth.objects.create(person_id=person, id=row_id(), domain="identity", grade=1, on=date(2016, 5, 4))
        for title, domain, grade in (
            ("Home visit", "social_care", 3),
            ("What mum told me", "social_care", 4),
            ("Plan agreed", "plan", 3),
        ):
            record_entry(
                person_id=person, recording=Recording("case_note", now(), title, "<b>Words</b> & more", domain, grade)
            )
        facts.involve(person, town.team["health visitors"], "core group: health visitor or school nurse")
    return person


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=HEADLESS, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Browser, town: Any, child: UUID) -> Iterator[Callable[..., Page]]:
    """A page of a real browser, signed in: desk("sara", 320). `scripts=False` for one that runs none."""
    frontend.publish()
    with served() as address:

        def page(who: str, width: int = 360, scripts: bool = True) -> Page:
            context = chromium.new_context(
                base_url=address, viewport={"width": width, "height": 740}, java_script_enabled=scripts
            )
            context.add_cookies([{"name": TOKEN_COOKIE, "value": town.token(who), "url": address}])
            return context.new_page()

        yield page
