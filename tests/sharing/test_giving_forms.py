"""A form is given with those of its answers that the giver opens and that were asked for (decision 86)."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kith.access import facts
from kith.access.explain import explain
from kith.assessments import queries
from kith.assessments.actions.amend_response import amend_response
from kith.assessments.actions.begin_response import begin_response
from kith.assessments.actions.end_response import sign_response
from kith.assessments.actions.publish_form import publish_form
from kith.assessments.actions.save_sections import save_sections
from kith.assessments.models import Answers, Response
from kith.core.clock import now
from kith.core.errors import Invalid, Unknown
from kith.sharing.actions.ask import ask
from kith.sharing.actions.give import give
from kith.sharing.models import Request
from kith.sharing.queries import conversation
from tests.sharing.test_requests import WHY

MIXED = json.loads((Path(__file__).parents[1] / "assessments" / "mixed.json").read_text())
FIRST = {"a-who-lives": ["both-parents"], "a-what-is-seen": ["A tidy flat"], "a-hurt": ["false"]}
HEALTH = {"a-sleep": ["1"], "a-fear": ["2"]}
SOON = timedelta(days=2)
SOME = {"social_care": 3, "health": 3}
ALL = {"social_care": 4, "health": 3, "mental_health": 4}


@pytest.fixture(scope="module")
def mixed(database) -> str:
    return publish_form(MIXED).slug


def reach(person: UUID):
    found = explain(person)
    assert found is not None
    return found.on_rows_of


def save(person: UUID, form: Response, sections: tuple[str, ...], typed: dict[str, list[str]]) -> None:
    read = queries.filled(person, form.id, reach(person))
    base = {(s, part): n for s in sections for part, n in read.revisions(s).items()}
    save_sections(person_id=person, response_id=form.id, sections=sections, typed=typed, base=base,
                  reach_on=reach(person), draft_id=None)  # fmt: skip


@pytest.fixture
def begun(town, known, mixed) -> Response:
    with town.acting("sara"):
        form = begin_response(person_id=known, slug=mixed)
        save(known, form, ("first", "health"), FIRST | HEALTH)
    return form


@pytest.fixture
def form(town, known, begun) -> Response:
    with town.acting("sara"):
        return sign_response(person_id=known, response_id=begun.id, reach_on=reach(known))


def asked(town, person: UUID, grades: dict[str, int]) -> UUID:
    """The health visitor asks Sara's team."""
    about = {"domain": "health", "grade": 3, "asking": WHY, "token": str(grades)}
    with town.acting("visitor"):
        return ask(person=person, holder=town.team["safeguarding"], mine=town.post["visitor"], grades=grades, **about)


def given(town, person: UUID, form: Response, grades: dict[str, int], by: str = "sara") -> UUID:
    request = asked(town, person, grades)
    with town.acting(by):
        give(request=Request.objects.get(person_id=person, id=request), rows=[form.id], until=now() + SOON)
    return request


def opened(town, person: UUID, who: str = "visitor") -> set[tuple[str, str, int]]:
    with town.acting(who):
        return set(Answers.objects.filter(person_id=person).values_list("section", "domain", "grade"))


def test_those_parts_open_and_no_others(town, known, form) -> None:
    before = opened(town, known)
    given(town, known, form, SOME)
    assert opened(town, known) == before | {("first", "social_care", 3), ("health", "health", 3)}
    with town.acting("visitor"):
        read = queries.filled(known, form.id, reach(known))
        assert set(read.content) == {"who-lives", "what-is-seen", "sleep"}
        assert {rest.domain for rest in read.not_shown} == {"identity", "social_care", "mental_health", "voice"} - {
            domain for domain, grade in (("identity", 2),) if read.reach[domain] >= grade
        }
        assert not read.scores


def test_nobody_else_gets_anything_by_it(town, known, form) -> None:
    before = opened(town, known, "mo"), opened(town, known, "therapist")
    given(town, known, form, SOME)
    assert (opened(town, known, "mo"), opened(town, known, "therapist")) == before


def named(town, person: UUID, form: Response, who: str) -> set[UUID]:
    with town.acting(who):
        return facts.given_with(person, form.id)


def test_what_was_given_with_it_is_told_to_whom_it_was_given_while_it_is(town, known, form) -> None:
    """Ids alone, and to nobody else: neither to who gave it nor to who is barred or sealed out since."""
    request = given(town, known, form, SOME)
    with town.acting("visitor"):
        turn = conversation(known, request).turns[-1]
        assert facts.given_with(known, form.id) == {*turn.given, *turn.parts} and len(turn.parts) == 2
        assert not facts.given_with(known, request)
    assert not any(named(town, known, form, who) for who in ("sara", "mo", "teacher", "officer", "duty"))
    with town.acting("manager"):
        bar = facts.exclude(known, town.human["visitor"], "A relative")
    assert not named(town, known, form, "visitor")
    with town.acting("manager"):
        facts.end_exclusion(known, bar, "Not a relative")
        seal = facts.seal(known, [town.human["manager"]], "By name")
    assert not named(town, known, form, "visitor")
    with town.acting("manager"):
        facts.unseal(known, seal, "Over")
    assert named(town, known, form, "visitor")


def test_who_gives_it_gives_no_more_than_they_open(town, known, form) -> None:
    """Mo's team opens practice everywhere and no further, whatever was asked for."""
    given(town, known, form, ALL, by="mo")
    assert opened(town, known) == {("first", "social_care", 3), ("health", "health", 3)}


@pytest.mark.parametrize(("grades", "shown"), [(ALL, True), (ALL | {"mental_health": 3}, False), (SOME, False)])
def test_a_score_is_shown_only_with_all_that_it_is_made_of(town, known, form, grades, shown) -> None:
    request = given(town, known, form, grades)
    with town.acting("visitor"):
        for read in (queries.filled(known, form.id, reach(known)), conversation(known, request).given[0]):
            assert ("strain" in read.scores) == shown


def test_what_both_sides_see_of_it_is_what_was_given(town, known, form) -> None:
    """Who gave it opens all of it, and is shown what was given."""
    request = given(town, known, form, SOME)
    for who in ("visitor", "sara"):
        with town.acting(who):
            (read,) = conversation(known, request).given
            assert read.given == {("social_care", 3), ("health", 3)}
            assert set(read.content) == {"who-lives", "what-is-seen", "sleep"}


def test_the_next_version_is_not_given_and_nothing_of_an_earlier_one_passes_for_it(town, known, form) -> None:
    given(town, known, form, SOME)
    with town.acting("sara"):
        newer = amend_response(person_id=known, response_id=form.id, reason="A visit since")
        save(known, newer, ("first", "health"), FIRST | HEALTH | {"a-what-is-seen": ["CHANGED"], "a-sleep": ["2"]})
        newer = sign_response(person_id=known, response_id=newer.id, reach_on=reach(known))
    with town.acting("visitor"):
        assert queries.filled(known, form.id, reach(known)).content["what-is-seen"] == ["A tidy flat"]
        with pytest.raises(Unknown):
            queries.filled(known, newer.id, reach(known))
    request = asked(town, known, {"social_care": 3})
    with town.acting("sara"):  # of the newer one its row alone, as if no answer had been asked for
        facts.share_rows(known, town.post["visitor"], [newer.id], now() + SOON, "care", "That there is a newer one")
    with town.acting("visitor"):
        read = queries.filled(known, newer.id, reach(known))
        assert "who-lives" not in read.content and "what-is-seen" not in read.content
    with town.acting("sara"):
        give(request=Request.objects.get(person_id=known, id=request), rows=[newer.id], until=now() + SOON)
    with town.acting("visitor"):
        assert queries.filled(known, newer.id, reach(known)).content["what-is-seen"] == ["CHANGED"]
        assert queries.filled(known, form.id, reach(known)).content["what-is-seen"] == ["A tidy flat"]


def test_recalled_sealed_or_barred_it_is_shut(town, known, form) -> None:
    request = given(town, known, form, SOME)
    with town.acting("visitor"):
        share = conversation(known, request).turns[-1].share
    with town.acting("sara"):
        seal = facts.seal(known, [town.human["sara"]], "By name", form.id)
    with town.acting("visitor"):
        assert not conversation(known, request).given  # the answers stand in the form, and that does not open
    with town.acting("sara"):
        facts.unseal(known, seal, "Over")
    with town.acting("manager"):
        bar = facts.exclude(known, town.human["visitor"], "A relative")
    assert not opened(town, known)
    with town.acting("manager"):
        facts.end_exclusion(known, bar, "Not a relative")
    assert ("first", "social_care", 3) in opened(town, known)
    with town.acting("sara"):
        facts.end_share(known, share, "Over")
    assert ("first", "social_care", 3) not in opened(town, known)
    with town.acting("visitor"):
        assert not facts.given_with(known, form.id)
        assert not conversation(known, request).given


def test_a_form_in_progress_is_not_given(town, known, begun) -> None:
    with pytest.raises(Invalid, match="signed off"):
        given(town, known, begun, SOME)
