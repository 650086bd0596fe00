"""The seven open Amara's record and see what stands in seven_views.yaml, which was worked out by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kith.demo.cast import SEVEN, Viewer, hero_id
from kith.demo.region.hero import AMARA
from kith.demo.region.shapes import Region

TABLE = yaml.safe_load((Path(__file__).parents[2] / "kith/demo/expected/seven_views.yaml").read_text())
EVERY_DOMAIN = TABLE.pop("order")
SIGNED = [tuple(line) for line in TABLE.pop("signed")]
OWNERS = ("childrens", "trust", "surgery", "primary", "police", "charity")


def recorded(region: Region) -> list[tuple[str, str, int, str]]:
    """(owner, domain, grade, title) of every entry on Amara's record."""
    owner = {p.key: p.agency for p in region.posts}
    told = [(owner[e.author], e.domain, e.grade, e.title) for e in region.entries if e.person == AMARA]
    return sorted(told + SIGNED)


def opened(viewer: Viewer) -> list[tuple[str, str, int, str]]:
    """What the viewer's own session reads of Amara's entries."""
    from kith.access.door import as_post
    from kith.agencies.models import Agency, Post
    from kith.audit.log import log
    from kith.record.models import Entry

    post = Post.objects.get(practitioner__email=viewer.email)
    with as_post(post.pk):
        rows = [(e.owner_id, e.domain, e.grade, e.title) for e in Entry.objects.filter(person_id=hero_id())]
        log("open", hero_id())
    named = {a.pk: a.name for a in Agency.objects.all()}
    keys = {
        "Children's": "childrens",
        "Trust": "trust",
        "Surgery": "surgery",
        "Primary": "primary",
        "Constabulary": "police",
        "Haven": "charity",
    }
    which = {
        pk: next(key for part, key in keys.items() if part in name)
        for pk, name in named.items()
        if any(p in name for p in keys)
    }
    return sorted((which[owner], domain, grade, title) for owner, domain, grade, title in rows)


def test_the_table_names_the_seven_and_every_owner() -> None:
    assert set(TABLE) == {v.key for v in SEVEN}
    assert all(
        set(lines) == set(OWNERS) and all(len(grades) == len(EVERY_DOMAIN) for grades in lines.values())
        for lines in TABLE.values()
    )


def test_there_is_something_at_every_grade_in_every_domain(region: Region) -> None:
    there = {(domain, grade) for _, domain, grade, _ in recorded(region)}
    assert {(d, g) for d in EVERY_DOMAIN for g in (1, 2, 3, 4)} <= there
    assert {("identity", 5), ("staff_concern", 5)} <= there


@pytest.mark.parametrize("viewer", SEVEN, ids=lambda v: v.key)
def test_each_reads_exactly_what_the_table_says(county: Any, region: Region, viewer: Viewer) -> None:
    reach = {owner: dict(zip(EVERY_DOMAIN, grades, strict=True)) for owner, grades in TABLE[viewer.key].items()}
    assert opened(viewer) == [row for row in recorded(region) if row[2] <= reach[row[0]][row[1]]]


def test_the_seven_differ(region: Region) -> None:
    seen = {
        tuple(row for row in recorded(region) if row[2] <= TABLE[v.key][row[0]][EVERY_DOMAIN.index(row[1])])
        for v in SEVEN
    }
    assert len(seen) == 7


def test_each_form_that_belongs_to_a_step_was_begun_from_it(county: Any) -> None:
    """So a finished step shows its form, and the form its step (kith/demo/region/work.yaml)."""
    with county.superuser() as superuser:
        tied = superuser.execute(
            "SELECT r.form, s.state, r.state FROM casework_step s JOIN assessments_response r"
            " ON r.person_id = s.person_id AND r.id = s.response"
        ).fetchall()
    assert sorted(tied) == sorted(
        [
            ("strategy-discussion", "finished", "signed"),
            ("section-47-enquiry", "finished", "signed"),
            ("child-and-family-assessment", "finished", "signed"),
            ("conference-report-and-plan", "open", "open"),
            ("assetplus", "finished", "signed"),
            ("care-act-needs-assessment", "finished", "signed"),
        ]
    )
