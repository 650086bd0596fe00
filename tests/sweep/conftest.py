"""The scene that every test here asks in, made once and cloned for each module; and what was asked, told at the end."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import TEMPLATE, Database, drop, make_clone, point_django_at
from tests.sweep.asking import asked, report
from tests.sweep.scene import Scene
from tests.town import Town


@pytest.fixture(scope="session")
def set_scene() -> Iterator[Scene]:
    """The scene as it is set, in a database that nobody then touches."""
    name = make_clone()
    point_django_at(name)
    with Database(name).superuser() as superuser:
        scene = Scene.set(Town.build(Database(name)), superuser)
    point_django_at(TEMPLATE)
    yield scene
    drop(name)


@pytest.fixture(scope="module")
def scene(set_scene: Scene) -> Iterator[Scene]:
    name = make_clone(set_scene.town.database.name)
    point_django_at(name)
    with Database(name).superuser() as superuser:
        yield set_scene.elsewhere(Database(name), superuser)
    point_django_at(TEMPLATE)
    drop(name)


@pytest.fixture(scope="module", autouse=True)
def letters() -> Iterator[list[Any]]:
    """Mail stays in memory; a password hash costs nothing: neither is what these tests are about."""
    from django.core import mail
    from django.test import override_settings

    mail.outbox = []
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield mail.outbox


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if asked:
        terminalreporter.write_line(report())
