"""A return brought in again: later, older, and beside what people did to the record meanwhile."""

from pathlib import Path
from typing import Any

import pytest

from kith.access import facts
from kith.core.errors import Refused
from kith.core.session import call
from kith.people.models import Particular
from kith.record.actions.amend_entry import amend_entry
from kith.record.queries import versions
from kith.record.recording import Recording
from tests.linkage.returns import (
    CLOSED,
    EPISODES,
    HEADER,
    OPEN,
    REVIEW,
    REVIEWS,
    Writer,
    bring_in,
    counts,
    person,
    read,
    report,
)


def test_a_later_return_adds_versions_and_an_older_one_takes_nothing_back(town: Any, a_return: Writer) -> None:
    first = {"episodes": [EPISODES, OPEN], "reviews": [REVIEWS, REVIEW]}
    bring_in(a_return(**first), "safeguarding", "--year", "2018")
    child = person(town, "101")
    header = [HEADER[0], HEADER[1].replace("WBRI", "WIRI"), HEADER[2]]
    later = {"header": header, "episodes": [EPISODES, CLOSED], "reviews": [REVIEWS, REVIEW, REVIEW.replace("05", "06")]}
    bring_in(a_return(**later), "safeguarding", "--year", "2018")
    seen = read(town, "manager", child)
    status = next(entry for entry in seen if entry.kind == "legal_status")
    assert (status.title, status.version) == ("Full care order", 2)
    assert status.amendment_reason == "The looked-after children return for the year to 31 March 2018 says otherwise."
    home = next(entry for entry in seen if entry.kind == "placement")
    assert home.version == 2 and home.happened_until
    assert [entry.title for entry in seen].count("Looked-after review") == 2
    with town.acting("manager"):
        assert [one.title for one in versions(child, status.series)] == [
            "Full care order",
            "Accommodated with agreement (section 20)",
        ]
        stands = Particular.objects.filter(person_id=child, kind="ethnicity", withdrawn_at=None)
        assert [one.value for one in stands] == ["White Irish"]
    before = counts(town)
    bring_in(a_return(**first), "safeguarding", "--year", "2018")
    assert counts(town) == before


def test_what_was_sealed_since_is_neither_seen_nor_written_again(town: Any, a_return: Writer, tmp_path: Path) -> None:
    files = {"header": [HEADER[0], "201,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "201")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "201")
    review = next(entry for entry in read(town, "manager", child) if entry.kind == "review")
    with town.acting("manager"):
        facts.seal(child, [town.human["manager"]], "known to a colleague", review.id)
    before = counts(town)
    bring_in(a_return(**files), "safeguarding", "--year", "2018", "--report", str(tmp_path / "report.csv"))
    assert counts(town) == before
    assert report(tmp_path / "report.csv") == {"merged": 2}


def test_a_sealed_child_is_not_admitted_anew_and_the_seals_people_are_told(
    town: Any, a_return: Writer, tmp_path: Path
) -> None:
    files = {"header": [HEADER[0], "701,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "701")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "701")
    with town.acting("manager"):
        facts.seal(child, [town.human["sara"]], "a colleague's own child")
    before = counts(town)
    later = files | {"reviews": [*files["reviews"], REVIEW.replace("101", "701").replace("05", "06")]}
    bring_in(a_return(**later), "safeguarding", "--year", "2018", "--report", str(tmp_path / "report.csv"))
    assert counts(town) == before
    assert report(tmp_path / "report.csv") == {"merged": 3}
    with town.database.superuser() as admin:
        query = "SELECT human, kind, detail ->> 'how' FROM access.notice WHERE person_id = %s AND kind = 'sealed_match'"
        told = admin.execute(query, [child]).fetchall()
    assert told == [(town.human["sara"], "sealed_match", "import")]


@pytest.mark.parametrize("who", ["manager", "duty", "governor", "teacher"])
def test_nobody_else_may_ask_which_numbers_are_shut(town: Any, who: str) -> None:
    with town.acting(who), pytest.raises(Refused, match="Only an import may ask this"):
        call("people.numbers_shut", ["701"])


def test_an_entry_changed_by_hand_is_left_as_it_stands(town: Any, a_return: Writer) -> None:
    """The return's word comes beside it, not over it."""
    files = {"header": [HEADER[0], "301,F,27/03/2008,WBRI,UN4,,"], "reviews": [REVIEWS, REVIEW.replace("101", "301")]}
    bring_in(a_return(**files), "safeguarding", "--year", "2018")
    child = person(town, "301")
    review = next(entry for entry in read(town, "manager", child) if entry.kind == "review")
    said = Recording(kind="review", happened_at=review.happened_at, text="She spoke for herself at the end.")
    with town.acting("manager"):
        amend_entry(person_id=child, entry_id=review.id, recording=said, reason="She did speak")
    changed = files | {"reviews": [REVIEWS, REVIEW.replace("101", "301").replace("PN1", "PN7")]}
    bring_in(a_return(**changed), "safeguarding", "--year", "2018")
    assert {entry.text for entry in read(town, "manager", child) if entry.kind == "review"} == {
        "She spoke for herself at the end.",
        "The child did not come, and their views were not made known.",
    }
