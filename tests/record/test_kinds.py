"""The kinds that come with the record, and where an entry goes by default."""

import pytest

from kith.access.grades import Domain, Grade
from kith.agencies.models import AgencyKind
from kith.record.everyday import EVERYDAY
from kith.record.kinds import AGENCY_DOMAIN, Kind, default_domain, grouped, kind, kinds, known, offered_to, register


def test_what_people_record_most_comes_first():
    assert [k.slug for k in kinds()[:5]] == ["case_note", "visit", "call", "letter", "email"]


def test_every_kind_has_words_a_mark_and_a_grade_that_opens_something():
    for each in EVERYDAY:
        assert each.label and each.group and 1 <= len(each.mark) <= 4, each.slug
        assert Grade.LOCATE < each.grade <= Grade.RESTRICTED, each.slug
        assert len({field.name for field in each.fields}) == len(each.fields), each.slug
        assert all((field.shape == "choice") == bool(field.choices) for field in each.fields), each.slug


def test_marks_tell_kinds_apart_without_colour():
    assert len({each.mark for each in EVERYDAY}) == len(EVERYDAY)


def test_registering_again_changes_nothing_and_two_kinds_never_share_a_name():
    before = kinds()
    register(*EVERYDAY)
    assert kinds() == before
    with pytest.raises(ValueError, match="case_note"):
        register(Kind("case_note", "Something else", "X", "Other"))


@pytest.mark.parametrize(
    ("slug", "domain", "grade"),
    [
        ("adoption", Domain.SOCIAL_CARE, Grade.RESTRICTED),
        ("conviction", Domain.JUSTICE, Grade.SENSITIVE),
        ("strategy_discussion", Domain.SOCIAL_CARE, Grade.SENSITIVE),
        ("alert", Domain.PLAN, Grade.ESSENTIAL),
        ("legal_status", Domain.SOCIAL_CARE, Grade.ESSENTIAL),
        ("core_group", Domain.PLAN, Grade.PRACTICE),
        ("voice", Domain.VOICE, Grade.PRACTICE),
    ],
)
def test_default_lock_of_the_kinds_that_matter_most(slug, domain, grade):
    assert (kind(slug).domain, kind(slug).grade) == (domain, grade)


def test_a_note_goes_where_the_writers_team_works():
    note = kind("case_note")
    assert default_domain(note, AgencyKind.HEALTH_TRUST, "mental_health") == Domain.MENTAL_HEALTH
    assert default_domain(note, AgencyKind.HEALTH_TRUST) == Domain.HEALTH
    assert default_domain(note, AgencyKind.SCHOOL) == Domain.EDUCATION
    assert default_domain(kind("voice"), AgencyKind.SCHOOL, "education") == Domain.VOICE


def test_every_kind_of_organisation_has_a_domain_and_something_to_record():
    for agency_kind in AgencyKind.values:
        assert agency_kind in AGENCY_DOMAIN
        assert {"case_note", "visit", "voice"} <= {k.slug for k in offered_to(agency_kind)}


def test_a_school_is_not_offered_court_work_and_nobody_imports_by_hand():
    school = {k.slug for k in offered_to(AgencyKind.SCHOOL)}
    assert "school_note" in school
    assert not school & {"adoption", "police_report", "referral", "imported_fact"}


def test_a_kind_whose_app_is_gone_still_reads():
    assert not known("meter_reading")
    assert kind("meter_reading").label == "Meter reading"
    assert not kind("meter_reading").offered


def test_groups_keep_their_order():
    assert list(grouped(kinds()))[:3] == ["Every day", "Front door", "Assessing and planning"]
