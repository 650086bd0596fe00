"""Chains are data: what stands in the repository is whole, and what is wrong is refused with its place."""

from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from kith.agencies.models import AgencyKind
from kith.casework.chains import Wrong, chains, kind_of, of_agency, reached, read, receiving, started
from kith.casework.clocks import clocks
from kith.casework.diagram import HEIGHT, LINE, _middle, _wrapped, bends, diagram, layers
from kith.casework.diagram import _ways as ways_of
from kith.casework.entries import by_hand, stopped_by
from kith.casework.placing import BOX, placed

SMALL: dict[str, Any] = {
    "title": "Small",
    "agencies": ["school"],
    "begins": ["worry"],
    "steps": {
        "worry": {"title": "Worry", "owner": "anybody", "form": "home-visit", "approvals": ["manager"],
                  "on_begin": {"start": ["referral decision"]},
                  "outcomes": {"talk": {"words": "Talk", "begin": ["talk"], "stop": ["referral decision"]}}},
        "talk": {"title": "Talk", "owner": "anybody", "outcomes": {"done": {"words": "Done"}}},
    },
}  # fmt: skip


def test_those_of_the_repository_are_whole() -> None:
    assert set(chains()) >= {"children", "adults", "youth-justice", "court", "leaving-care", "missing"}
    for chain in chains().values():
        assert set(reached(chain)) == set(chain.steps)
    assert [chain.code for chain in of_agency(AgencyKind.YOUTH_JUSTICE)] == ["data-protection", "youth-justice"]
    assert [chain.code for chain in of_agency(AgencyKind.SCHOOL)] == ["data-protection", "referrals"]


def test_every_organisation_says_what_it_decides_of_a_referral_and_answers_about_information() -> None:
    for kind in AgencyKind.values:
        assert receiving(kind), kind
        assert {"complaint", "breach"} <= {code for chain in of_agency(kind) for code in chain.begins}, kind


def test_the_chain_of_a_child_goes_the_whole_way() -> None:
    """Contact → referral → assessment → strategy discussion → section 47 → conference → plan → review → closure."""
    steps = chains()["children"].steps
    way = ("contact", "referral", "assessment", "strategy_discussion", "section_47", "conference", "protection_plan",
           "review_conference", "closure")  # fmt: skip
    for one, two in pairwise(way):
        assert two in (*steps[one].follows, *steps[one].alongside), f"{one} → {two}"


SUNNY = {"talk": {"words": "Talk", "begin": ["talk"], "answers": ["sunny"]}}


def wrong(**changes: Any) -> dict[str, Any]:
    told = deepcopy(SMALL)
    told["steps"]["worry"] |= changes
    return told


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (wrong(form="no-such-form"), "there is no form no-such-form"),
        (wrong(approvals=["the mayor"]), "nobody signs off as the mayor"),
        (wrong(on_begin={"start": ["no such clock"]}), "there is no clock no such clock"),
        (wrong(on_begin={"stop": ["no such clock"]}), "there is no clock no such clock"),
        (wrong(outcomes={"talk": {"words": "Talk", "begin": ["walk"]}}), "leads to walk"),
        (wrong(outcomes={"talk": {"words": "Talk"}}), "talk can never be reached"),
        (wrong(outcomes={}), "never ends"),
        (wrong(outcomes={"talk": {"words": "Talk", "begins": ["talk"]}}), "begins"),
        (wrong(last=True), "it is the last, and something follows it"),
        (wrong(form="contact-and-referral", decides=["weather"]), "its form does not ask weather"),
        (
            wrong(form="contact-and-referral", decides=["outcome"], outcomes=SUNNY),
            "nobody can answer sunny",
        ),
        (wrong(domain="weather"), "domain or grade"),
        (wrong(grade=5), "domain or grade"),
        (SMALL | {"agencies": ["circus"]}, "no such kind of organisation"),
        (SMALL | {"begins": ["dance"]}, "begins with dance"),
        ({"title": "Nothing"}, "steps"),
    ],
)
def test_a_wrong_one_is_refused_with_its_place(told: dict[str, Any], says: str) -> None:
    read("small", SMALL)
    with pytest.raises(Wrong, match=says):
        read("small", told)


def test_a_step_that_is_no_longer_there_reads_as_its_name() -> None:
    assert kind_of("children", "core_assessment").title == "Core assessment"
    assert not kind_of("gone", "gone").outcomes


def test_the_drawing_has_every_step_once_and_marks_the_present_one() -> None:
    for chain in chains().values():
        flat = [code for layer in layers(chain) for code in layer]
        assert sorted(flat) == sorted(chain.steps)
        svg = str(diagram(chain, now=[chain.begins[0]]))
        assert svg.count("<rect") == len(chain.steps) and svg.count('stroke-width="4"') == 1
        assert f"now at {chain.steps[chain.begins[0]].title}" in svg


def test_every_limit_is_started_by_the_work_and_one_that_a_service_adds_is_said(monkeypatch) -> None:
    assert not by_hand()
    added = replace(clocks()[0], name="a limit of one's own")
    monkeypatch.setattr("kith.casework.entries.clocks", lambda: (*clocks(), added))
    assert by_hand() == (added,)


def test_what_starts_is_stopped_by_the_work_too() -> None:
    """By an outcome, by a step that begins, or by what is recorded; else a clock would run on for ever."""
    ends = {before for told in stopped_by().values() for before in told}
    steps = [step for chain in chains().values() for step in chain.steps.values()]
    ends |= {name for step in steps for name in (*step.stop, *(n for o in step.outcomes.values() for n in o.stop))}
    assert started() <= ends


def test_no_line_crosses_a_box_and_no_box_another() -> None:
    """Lines bend between layers alone; where they pass a layer they stand beside its boxes."""
    for chain in chains().values():
        layout = placed(chain, ways_of(chain))
        boxes = {code: _middle(layout, (level, code)) for level, code in layout.at if isinstance(code, str)}
        levels = {y for _, y in boxes.values()}
        for way in ways_of(chain):
            points = bends(layout, way)
            assert all(abs(y - level) >= HEIGHT / 2 for _, y in points for level in levels)
            for (x, y), (to_x, to_y) in pairwise(points):
                crossed = [level for level in levels if min(y, to_y) < level < max(y, to_y)]
                assert not crossed or x == to_x, way
                assert not [c for c, (mid, at) in boxes.items() if at in crossed and abs(mid - x) < BOX / 2], way
        for level in levels:
            row = sorted(x for x, y in boxes.values() if y == level)
            assert all(right - left >= BOX for left, right in pairwise(row))


def test_every_title_stands_whole_in_its_box() -> None:
    for chain in chains().values():
        for step in chain.steps.values():
            lines = _wrapped("\u2713 " + step.title)
            assert len(lines) <= 2 and max(map(len, lines)) <= LINE, step.title


def test_what_a_chain_says_is_not_markup() -> None:
    told = deepcopy(SMALL)
    told["steps"]["talk"]["title"] = "<b>Talk</b>"
    assert "<b>" not in diagram(read("small", told))
