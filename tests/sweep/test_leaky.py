"""Positive control: each of these leaks is planted, and the sweep must say so."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

from tests.sweep import leaky
from tests.sweep.addresses import Address
from tests.sweep.asking import Asking
from tests.sweep.scene import Scene
from tests.sweep.test_sweep import asked_as


@pytest.fixture
def leaking(scene: Scene) -> Iterator[Scene]:
    leaky.known["scene"] = scene.canaries
    with override_settings(ROOT_URLCONF="tests.sweep.leaky"):
        clear_url_caches()
        yield scene
    clear_url_caches()


def wrong_with(scene: Scene, page: str, user: str) -> str:
    wrong: list[str] = []
    asked_as(Asking(scene, Address(page, "practitioner", "a leak"), user), "get", wrong)
    return "\n".join(wrong)


@pytest.mark.parametrize("page", ["shows", "header"])
def test_a_text_that_does_not_open_is_found_wherever_it_stands(leaking: Scene, page: str) -> None:
    assert "shows what does not open to them" in wrong_with(leaking, page, "allocated worker")


def test_a_blank_more_is_found(leaking: Scene) -> None:
    assert "not as absent" in wrong_with(leaking, "tells", "uninvolved")


@pytest.mark.parametrize("user", ["uninvolved", "sealed out"])
def test_a_page_that_lets_everybody_in_is_found(leaking: Scene, user: str) -> None:
    assert "not what docs/addresses.yaml says" in wrong_with(leaking, "lets_in", user)


def test_a_page_that_fails_is_found(leaking: Scene) -> None:
    assert "failed" in wrong_with(leaking, "fails", "allocated worker")


def test_a_page_that_does_nothing_wrong_is_left_alone(leaking: Scene) -> None:
    assert not wrong_with(leaking, "absent", "uninvolved")
