"""Governance's page about how long events are kept: what would go, what went, and that the proofs hold."""

from typing import Any

import pytest
from django.urls import reverse

from kith.audit import sequencer
from kith.audit.sequencer import Place

LONG_AGO = "2019-06-01T10:00Z"


@pytest.fixture(scope="module")
def old(town: Any, database: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Looks of long ago, seven by the children's services and one by the trust, all signed. The place of the log."""
    folder = tmp_path_factory.mktemp("audit")
    where = Place(folder / "key", folder / "published", "council.example/kith")
    with database.superuser() as admin:
        database.set_clock(LONG_AGO)
        for agency, many in (("children", 7), ("trust", 1)):
            admin.execute(
                "SELECT audit.append(NULL, 1, 2, %s, 'care', 'open', gen_random_uuid(), NULL, NULL, NULL, NULL)"
                " FROM generate_series(1, %s)",
                [town.agency[agency], many],
            )
        database.set_clock(None)
    sequencer.run(where)
    return where


def _page(browser: Any, who: str = "governor") -> Any:
    return browser(who).get(reverse("events_kept"))


def _decided(browser: Any, **told: Any) -> Any:
    return browser("governor").post(reverse("events_kept"), {"action": "open", "years": 6, "reason": "x", **told})


def test_what_holds_and_that_nothing_is_past_its_time(browser: Any, old: Place) -> None:
    page = _page(browser)
    assert page.status_code == 200
    assert "75" in page.text and "regulation 50" in page.text
    assert "Nothing. No event of your people" in page.text and "They hold." in page.text


def test_nobody_else_finds_it(browser: Any) -> None:
    for who in ("sara", "manager", "officer"):
        assert _page(browser, who).status_code == 404
        assert browser(who).post(reverse("erase_events")).status_code == 404


@pytest.mark.parametrize("years", [5, 151])
def test_too_short_and_too_long_are_not_taken(browser: Any, years: int) -> None:
    answer = _decided(browser, years=years)
    assert answer.status_code == 422 and "6 to 150 years" in answer.text


def test_what_would_go_what_went_and_the_proofs(browser: Any, old: Place) -> None:
    assert _decided(browser).status_code == 302
    page = _page(browser)
    assert "“open”" in page.text and "1 Jun 2019" in page.text
    assert ">7<" in page.text, "the trust's is the trust's"
    assert browser("governor").post(reverse("erase_events")).status_code == 302
    assert "waits to be numbered and signed" in _page(browser).text
    sequencer.run(old)
    sequencer.run(old)
    after = _page(browser).text
    assert "7 events erased" in after and "No event of your people" in after
    assert "They hold." in after and "what 7 of them said has been erased" in after


def test_hashes_that_were_changed_are_told(browser: Any, old: Place, database: Any) -> None:
    with database.superuser() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE audit.leaf SET hash = sha256('another') WHERE no = (SELECT max(no) FROM audit.leaf)")
    assert "They do not hold." in _page(browser).text
