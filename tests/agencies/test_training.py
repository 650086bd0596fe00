"""Data-protection training that ends: said a month before, by mail once, and the keyring closes when it is over."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kith.agencies.tasks import write_of_training
from kith.core.clock import today
from kith.core.session import TOKEN_COOKIE
from kith.core.words import day
from tests.town import Town


@pytest.fixture(autouse=True)
def demanded(town: Town) -> Iterator[None]:
    """Children's services demand it; everybody there has it for long."""
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_agency SET training_required = (id = %s)", [town.agency["children"]])
        owner.execute("UPDATE agencies_practitioner SET trained_until = '2099-01-01', training_warned = NULL")
    mail.outbox.clear()
    yield
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_agency SET training_required = false")


def trained(town: Town, who: str, until: date | None) -> None:
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET trained_until = %s WHERE id = %s", [until, town.human[who]])


def home(town: Town, who: str) -> str:
    client = Client(headers={"host": "localhost"})
    client.cookies[TOKEN_COOKIE] = town.token(who)
    return client.get(reverse("home")).text


def written() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


@pytest.mark.parametrize(("days", "said"), [(31, False), (30, True), (0, True), (-1, True)])
def test_said_at_home_a_month_before(town: Town, days: int, said: bool) -> None:
    until = today() + timedelta(days=days)
    trained(town, "sara", until)
    assert ("Your data-protection training" in home(town, "sara")) is said
    assert (
        f"Sara: data-protection training {'ended' if days < 0 else 'counts until'} {day(until)}"
        in home(town, "manager")
    ) is said
    assert "data-protection training" not in home(town, "mo")


def test_where_nobody_demands_it_nothing_is_said_or_written(town: Town) -> None:
    trained(town, "teacher", today())
    assert "data-protection training" not in home(town, "teacher")
    assert write_of_training(timestamp=0) == 0 and not mail.outbox


@pytest.mark.parametrize(("days", "count"), [(31, 0), (30, 1), (0, 1), (-1, 0)])
def test_written_once_to_them_and_their_managers(town: Town, days: int, count: int) -> None:
    trained(town, "sara", today() + timedelta(days=days))
    assert write_of_training(timestamp=0) == count
    assert written() == ["manager@example.org", "sara@example.org"] * count
    assert all(day(today() + timedelta(days=days)) in letter.body for letter in mail.outbox)
    assert write_of_training(timestamp=0) == 0 and len(mail.outbox) == 2 * count


def test_a_new_end_is_written_about_again(town: Town) -> None:
    trained(town, "sara", today() + timedelta(days=3))
    write_of_training(timestamp=0)
    trained(town, "sara", today() + timedelta(days=20))
    assert write_of_training(timestamp=0) == 1


def test_a_letter_that_does_not_leave_is_tried_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from kith.agencies.actions import warn_of_training as action

    trained(town, "sara", today() + timedelta(days=3))

    def broken() -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(action, "get_connection", broken)
        assert write_of_training(timestamp=0) == 0
    assert write_of_training(timestamp=0) == 1 and "sara@example.org" in written()


def test_who_has_left_is_not_written_to(town: Town) -> None:
    trained(town, "sara", today())
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_practitioner SET state = 'suspended' WHERE id = %s", [town.human["sara"]])
        assert write_of_training(timestamp=0) == 0
        owner.execute("UPDATE agencies_practitioner SET state = 'active' WHERE id = %s", [town.human["sara"]])


def test_a_lapse_closes_records_and_a_new_date_opens_them(town: Town) -> None:
    child = town.child()
    client = Client(headers={"host": "localhost"})
    client.cookies[TOKEN_COOKIE] = town.token("sara")
    assert client.get(reverse("person", args=[child])).status_code in (200, 404)
    trained(town, "sara", today() - timedelta(days=1))
    assert client.get(reverse("person", args=[child])).status_code == 404
    assert "Your data-protection training has ended" in client.get(reverse("home")).text
    trained(town, "sara", today() + timedelta(days=365))
    assert "data-protection training" not in client.get(reverse("home")).text
