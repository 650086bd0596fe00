"""An answer of single entries and documents: it opens those, until then, and nothing beside them (decision 77)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kith.access import facts
from kith.access.explain import explain, explain_row, who_opens_row
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.documents.actions.keep_document import keep_document
from kith.documents.judging import judged
from kith.documents.models import Document, File
from kith.record.actions.amend_entry import amend_entry
from kith.record.actions.record_entry import record_entry
from kith.record.models import Entry
from kith.record.queries import entry as one_entry
from kith.record.recording import Recording, said_by
from kith.sharing.actions.give import give
from kith.sharing.models import Request, State, TurnKind
from kith.sharing.queries import conversation, opened_already
from tests.documents.conftest import said
from tests.sharing.test_requests import asked

SOON = timedelta(days=2)


def written(town, person: UUID, text: str, by: str = "visitor", grade: int = 4, domain: str = "health") -> UUID:
    with town.acting(by):
        of = Recording("case_note", now() - timedelta(hours=1), text, text, domain, grade)
        return record_entry(person_id=person, recording=of).id


def given(town, person: UUID, request: UUID, *rows: UUID, by: str = "visitor", **more: object) -> None:
    with town.acting(by):
        give(request=Request.objects.get(person_id=person, id=request), rows=rows, until=now() + SOON, **more)


def reads(town, who: str, person: UUID, row: UUID, of=Entry) -> bool:
    with town.acting(who):
        return of.objects.filter(person_id=person, id=row).exists()


@pytest.fixture
def wanted(town, known) -> UUID:
    """Sara has asked for health to sensitive; the agreement gives her practice."""
    return asked(town, known, grades={"health": 4})


def test_it_opens_those_and_nothing_else_and_reach_stays(town, known, wanted) -> None:
    burn, mood = written(town, known, "Burn seen"), written(town, known, "Low mood")
    with town.acting("sara"):
        before = explain(known).by_owner[town.agency["trust"]]
    assert not reads(town, "sara", known, burn)
    given(town, known, wanted, burn)
    assert reads(town, "sara", known, burn)
    assert not reads(town, "sara", known, mood)
    assert not reads(town, "manager", known, burn)  # asked for Sara herself, not for her team
    with town.acting("sara"):
        assert explain(known).by_owner[town.agency["trust"]] == before
        assert [way.fact for way in explain_row(known, burn).ways] == ["given"]
        c = conversation(known, wanted)
        assert (c.request.state, c.turns[-1].kind, c.turns[-1].given) == (State.ANSWERED, TurnKind.GIVEN, [burn])
        assert [row.id for row in c.given] == [burn]
    with town.acting("visitor"):
        assert town.post["sara"] in {opener.holder for opener in who_opens_row(known, burn)}
        assert town.post["sara"] not in {opener.holder for opener in who_opens_row(known, mood)}


def test_the_look_is_on_record_with_the_row(town, known, wanted, database) -> None:
    burn = written(town, known, "Burn seen")
    given(town, known, wanted, burn)
    with town.acting("sara"):
        conversation(known, wanted)
    with database.superuser() as superuser:
        looks = superuser.execute(
            "SELECT action, grades FROM audit_event WHERE post = %s AND rows @> ARRAY[%s]::uuid[] ORDER BY id DESC",
            [town.post["sara"], burn],
        ).fetchall()
    assert looks[0] == ("open", [3, 4])


def test_recalled_and_past_its_date_it_is_shut(town, known, wanted, database) -> None:
    burn = written(town, known, "Burn seen")
    given(town, known, wanted, burn)
    with town.acting("sara"):
        share = conversation(known, wanted).turns[-1].share
    with town.acting("visitor"):
        facts.end_share(known, share, "Given by mistake")
    assert not reads(town, "sara", known, burn)
    given(town, known, asked(town, known, grades={"health": 4}), burn)
    assert reads(town, "sara", known, burn)
    with database.superuser() as superuser:  # two days later, as the keyring sees it
        superuser.execute("SET ROLE kith_engine")
        superuser.execute(
            "UPDATE access_share SET starts = now() - interval '3 days', ends = now() WHERE person_id = %s", [known]
        )
    assert not reads(town, "sara", known, burn)


def test_an_amendment_is_not_given_and_a_row_that_is_raised_is_shut(town, known, wanted) -> None:
    seen = written(town, known, "Seen", grade=3, domain="health")
    with town.acting("sara"):
        assert reads(town, "sara", known, seen)  # by the agreement
    deep = written(town, known, "Burn seen")
    given(town, known, wanted, deep)
    with town.acting("visitor"):
        before = one_entry(known, deep)
        newer = amend_entry(person_id=known, entry_id=deep, recording=said_by(before), reason="A word was wrong")
    assert reads(town, "sara", known, deep)
    assert not reads(town, "sara", known, newer.id)


def test_a_document_is_given_with_its_file(town, known, wanted) -> None:
    with town.acting("visitor"):
        file = judged(b"A letter from the hospital.")
        kept = keep_document(person_id=known, said=said(domain="health", grade=4), file=file, token="")
    assert not reads(town, "sara", known, kept.id, Document)
    given(town, known, wanted, kept.id)
    assert reads(town, "sara", known, kept.id, Document)
    assert reads(town, "sara", known, kept.id, File)
    with town.acting("sara"):
        assert conversation(known, wanted).given == [Document.objects.get(person_id=known, id=kept.id)]


def test_nobody_gives_what_is_not_theirs_to_give(town, known, wanted) -> None:
    """Another organisation's, a letter, a draft of nobody, what one does not open: and nothing of it is given."""
    burn = written(town, known, "Burn seen")
    ours = written(town, known, "Home visit", by="sara", grade=3, domain="plan")
    for row, error in ((ours, Refused), (wanted, Invalid), (uuid4(), Unknown)):
        with town.acting("visitor"), pytest.raises(error):
            facts.share_rows(known, town.post["sara"], [burn, row], now() + SOON, "care", "Asked for")
        assert not reads(town, "sara", known, burn)
    with pytest.raises(Invalid, match="Choose what to give"):
        given(town, known, wanted)


def test_what_came_by_a_share_is_not_given_on(town, known, wanted) -> None:
    """A colleague to whom one row was given opens it, and cannot give it: only one's own involvement counts."""
    burn = written(town, known, "Burn seen", by="visitor")
    with town.acting("visitor"):
        facts.share_rows(known, town.post["officer"], [burn], now() + SOON, "care", "Please look at this")
    assert reads(town, "officer", known, burn)
    with town.acting("officer"), pytest.raises((Refused, Unknown)):
        facts.share_rows(known, town.post["teacher"], [burn], now() + SOON, "care", "Look")


def test_no_more_than_was_asked_and_a_part_says_why(town, known) -> None:
    request = asked(town, known, grades={"health": 3})
    burn, seen = written(town, known, "Burn seen"), written(town, known, "Seen", grade=3)
    with pytest.raises(Invalid, match="no more than was asked"):
        given(town, known, request, burn)
    with pytest.raises(Invalid, match="on which ground"):
        given(town, known, request, seen, reason="not necessary")
    given(town, known, request, seen, reason="not necessary", text="The rest is about her mother.")
    with town.acting("sara"):
        assert conversation(known, request).request.state == State.PART


def test_a_share_is_recognised_as_double_only_where_another_opens_as_much_for_as_long(town, known) -> None:
    """Single rows never are as much as a domain."""
    burn = written(town, known, "Burn seen")
    sara, later = town.post["sara"], now() + SOON
    with town.acting("visitor"):
        facts.share_rows(known, sara, [burn], later + SOON, "care", "One line")
        assert opened_already(known, sara, {"health": 4}, later) is None
        made = facts.share(known, sara, {"health": 3, "family": 2}, later, "care", "The rest of it")
        assert opened_already(known, sara, {"health": 3}, later - timedelta(hours=1)).id == made
        for grades, until in (({"health": 4}, later), ({"health": 3}, later + SOON), ({"plan": 1}, later)):
            assert opened_already(known, sara, grades, until) is None
        assert opened_already(known, town.post["mo"], {"health": 3}, later) is None
        facts.end_share(known, made, "Over")
        assert opened_already(known, sara, {"health": 3}, later) is None


def test_withdrawing_the_consent_it_rests_on_ends_it_too(town, known, database) -> None:
    """What was given in answer to a request is one of the shares that rest on its consent (sharing.shares_resting)."""
    burn, request = written(town, known, "Burn seen"), asked(town, known, grades={"health": 4})
    consent = uuid4()
    given(town, known, request, burn)
    with database.superuser() as superuser:
        superuser.execute("SET ROLE kith_engine")
        superuser.execute("UPDATE sharing_request SET rests_on = %s WHERE id = %s", [consent, request])
        resting = superuser.execute("SELECT rows FROM sharing.shares_resting(%s, %s)", [known, consent]).fetchall()
    assert resting == [([burn],)]
