"""What the person has said: who writes it, who reads it, and what ends with it, whoever made that."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kith.access import facts
from kith.access.models import Share
from kith.core.clock import now, today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import rows
from kith.sharing import consents
from kith.sharing.actions.ask import Asking, ask
from kith.sharing.actions.end_consent import answer_objection, withdraw_consent
from kith.sharing.actions.open_up import open_up
from kith.sharing.actions.record_consent import Saying, record_consent
from kith.sharing.actions.share_by_consent import share_by_consent
from kith.sharing.models import ConsentRecord, Request, State

TOMORROW = timedelta(days=1)


def saying(**other) -> Saying:
    given = {
        "kind": "consent",
        "what": "My school may know about the plan",
        "with_words": "Alder Road School",
        "how": "spoken",
        "given_by": "self",
        "capacity": "gillick",
        "capacity_words": "She told me what the school would read, and that she can stop it.",
        "given_on": today(),
        "review_on": today() + timedelta(days=90),
    }
    return Saying(**(given | other))


def recorded(town, person: UUID, by: str = "sara", with_holder: int | None = None, **other) -> UUID:
    with town.acting(by):
        return record_consent(person=person, saying=saying(**other), age=13, with_holder=with_holder)


def read_by(town, person: UUID, row: UUID) -> set[str]:
    found = set()
    for who in town.post:
        with town.acting(who):
            if ConsentRecord.objects.filter(person_id=person, id=row).exists():
                found.add(who)
    return found


@pytest.fixture
def known(town) -> UUID:
    """A child whom the school and the health visitors know as well."""
    person = town.child()
    with town.acting("sara"):
        facts.involve(person, town.team["pastoral"], "core group: school")
        facts.involve(person, town.team["health visitors"], "core group: health visitor or school nurse")
    return person


def test_whoever_works_with_them_reads_it(town, known) -> None:
    assert read_by(town, known, recorded(town, known)) == {"sara", "mo", "manager", "teacher", "visitor"}


def test_a_discreet_service_is_named_in_its_own_domain_alone(town, known) -> None:
    row = recorded(town, known, with_holder=town.team["mind"])
    with town.acting("sara"):
        assert consents.consent(known, row).domain == "mental_health"
    assert "teacher" not in read_by(town, known, row)


def test_nobody_writes_what_they_would_not_open(town, known) -> None:
    with pytest.raises(Refused, match="do not open enough"):
        recorded(town, known, by="duty")  # finds people, no more
    with pytest.raises(Unknown):
        recorded(town, known, by="officer")


@pytest.fixture
def agreed(town, known) -> UUID:
    return recorded(town, known)


def shared(town, person: UUID, consent: UUID, to: str = "officer") -> UUID:
    with town.acting("sara"):
        return share_by_consent(person, town.post[to], {"plan": 3}, now() + TOMORROW, "So that he can help", consent)


def stands(town, person: UUID, share: UUID) -> bool:
    with town.acting("sara"):
        return Share.objects.filter(person_id=person, id=share, closed=False).exists()


def test_withdrawing_ends_what_rests_on_it_and_nothing_else(town, known, agreed) -> None:
    under, other = shared(town, known, agreed), None
    with town.acting("sara"):
        other = facts.share(known, town.post["adults"], {"plan": 3}, now() + TOMORROW, "Care Act 2014", "why")
        row = consents.consent(known, agreed)
        ends, goes_on = consents.with_and_without(row)
        assert [s.id for s in ends.shares] == [under]
        assert [s.id for s in goes_on.shares] == [other]
        assert {i.holder_id for i in goes_on.involvements} >= {town.post["sara"]}
    with town.acting("teacher"):  # she told her teacher; what ends is the council's
        withdraw_consent(person=known, consent=agreed, how="spoken", words="She does not want it any more")
    assert not stands(town, known, under)
    assert stands(town, known, other)


def test_what_the_withdrawer_may_not_see_ends_too_and_its_maker_is_told(town, known, agreed) -> None:
    under = shared(town, known, agreed)
    with town.acting("teacher"):
        withdraw_consent(person=known, consent=agreed, how="spoken", words="She said stop")
    assert not stands(town, known, under)
    with town.acting("sara"):
        assert ("consent withdrawn",) in rows("SELECT kind FROM access.notices() WHERE person_id = %s", known)


def test_a_request_that_rests_on_it_ends_with_its_answer(town, known, agreed) -> None:
    asking = Asking(
        person_words="Ada", question="Her attendance", why="To help", purpose="agreed", gateway="consent",
        consent="agreed", confidentiality="consent", rests_on=agreed,
    )  # fmt: skip
    given = {"domain": "social_care", "grade": 3, "asking": asking}
    with town.acting("sara"):
        holder, mine = town.team["pastoral"], town.post["sara"]
        made = [
            ask(person=known, holder=holder, mine=mine, grades={"education": 3}, token=uuid4().hex, **given)
            for _ in range(2)
        ]
    with town.acting("teacher"):
        answered = Request.objects.get(person_id=known, id=made[0])
        open_up(request=answered, grades={"education": 3}, until=now() + TOMORROW)
    with town.acting("sara"):
        withdraw_consent(person=known, consent=agreed, how="spoken", words="No more")
        assert Request.objects.get(person_id=known, id=made[1]).state == State.WITHDRAWN
        assert not Share.objects.filter(person_id=known, bundle=made[0], closed=False).exists()
    with town.acting("teacher"), pytest.raises(Invalid, match="no longer be answered"):
        open_up(
            request=Request.objects.get(person_id=known, id=made[1]), grades={"education": 3}, until=now() + TOMORROW
        )


def test_nothing_new_rests_on_what_was_withdrawn(town, known, agreed) -> None:
    with town.acting("sara"):
        withdraw_consent(person=known, consent=agreed, how="spoken", words="No more")
        assert consents.may_rest_on(known) == []
    with pytest.raises(Invalid, match="no longer holds"):
        shared(town, known, agreed)
    with town.acting("sara"), pytest.raises(Invalid, match="withdrawn already"):
        withdraw_consent(person=known, consent=agreed, how="spoken", words="Again")


def test_nor_on_what_has_run_out_or_was_a_no(town, known) -> None:
    no = recorded(town, known, kind="refusal")
    over = recorded(town, known, until=today() + TOMORROW)
    with town.database.superuser() as superuser, superuser.transaction():
        superuser.execute("SET LOCAL ROLE kith_engine")
        superuser.execute("UPDATE sharing_consentrecord SET until = %s WHERE id = %s", [today(), over])
    for consent in (no, over, uuid4()):
        with pytest.raises(Invalid, match="no longer holds"):
            shared(town, known, consent)


def test_a_request_by_consent_names_which(town, known) -> None:
    asking = Asking(person_words="Ada", question="q", why="w", purpose="agreed", gateway="consent", consent="agreed",
                    confidentiality="consent")  # fmt: skip
    with town.acting("sara"), pytest.raises(Invalid, match="which of their consents"):
        ask(person=known, holder=town.team["pastoral"], mine=town.post["sara"], grades={"education": 3},
            domain="social_care", grade=3, asking=asking, token="t")  # fmt: skip


def test_an_objection_is_answered_by_who_answers_for_others(town, known) -> None:
    row = recorded(town, known, kind="objection")
    with town.acting("sara"):
        assert consents.answer_due(consents.consent(known, row)) == today() + timedelta(days=30)
        with pytest.raises(Refused, match="manager or information governance"):
            answer_objection(person=known, objection=row, outcome="goes on", words="The law obliges")
    with town.acting("manager"):
        answer_objection(person=known, objection=row, outcome="goes on", words="The law obliges")
        assert consents.answer_due(consents.consent(known, row)) is None


def test_what_is_beyond_one_is_answered_as_absent(town, known, agreed) -> None:
    for who, row in (("officer", agreed), ("officer", uuid4()), ("sara", uuid4())):
        with town.acting(who), pytest.raises(Unknown):
            withdraw_consent(person=known, consent=row, how="spoken", words="x")
