"""What is discussed first: who reads it, who may say what, and that it names nobody whose record was opened."""

from uuid import UUID, uuid4

import psycopg
import pytest

from kith.audit.log import log
from kith.core.errors import Invalid, Unknown
from kith.core.ids import row_id
from kith.core.session import call, rows
from kith.people.models import Identifier, PersonName
from kith.sharing.actions.discuss import advise, ask_advice
from kith.sharing.advice import named_in, talk, talks, waiting_advice
from kith.sharing.models import Advice, AdviceKind, AdviceTurn


def asked(town, of: str = "governor", token: str = "") -> UUID:
    with town.acting("sara"):
        return ask_advice(
            holder=town.post[of],
            question="May a school be told that a parent drinks?",
            purpose="worry",
            of_kind="school",
            token=token or uuid4().hex,
        )


def readers(town, advice: UUID) -> set[str]:
    found = set()
    for who in town.post:
        with town.acting(who):
            if Advice.objects.filter(id=advice).exists():
                found.add(who)
    return found


def test_who_asked_and_whom_they_asked_read_it_and_nobody_else(town) -> None:
    assert readers(town, asked(town)) == {"sara", "governor"}


def test_a_team_is_asked_with_whoever_manages_it(town) -> None:
    with town.acting("visitor"):
        made = ask_advice(holder=town.team["safeguarding"], question="?", purpose="worry", of_kind="police", token="t")
    assert readers(town, made) == {"visitor", "sara", "mo", "manager"}


def test_sent_again_it_is_the_same(town) -> None:
    assert asked(town, token="again") == asked(town, token="again")


def test_whom_it_is_passed_to_reads_all_of_it(town) -> None:
    made = asked(town)
    with town.acting("governor"):
        advise(advice=made, kind=AdviceKind.ASKED_BACK, text="What does the school do with it?")
        advise(advice=made, kind=AdviceKind.PASSED_ON, to_holder=town.post["manager"])
    assert readers(town, made) == {"sara", "governor", "manager"}
    with town.acting("manager"):
        assert [turn.kind for turn in talk(made).turns] == ["asked back", "passed on"]


def test_advice_waits_for_who_asked_until_they_have_read_it(town) -> None:
    made = asked(town)
    with town.acting("governor"):
        assert made in {a.id for a in waiting_advice()}
        advise(advice=made, kind=AdviceKind.ADVISED, says="some", text="What the school needs to keep the child safe.")
        assert made not in {a.id for a in waiting_advice()}
    with town.acting("sara"):
        assert made in {a.id for a in waiting_advice()}
        assert talk(made).turns[0].says == "some"
        assert made not in {a.id for a in waiting_advice()}
        assert made in {a.id for a in talks()[1]}


@pytest.mark.parametrize("who", ["teacher", "mo", "admin"])
def test_for_anybody_else_it_is_not_there(town, who) -> None:
    made = asked(town)
    for advice in (made, uuid4()):
        with town.acting(who), pytest.raises(Unknown) as read:
            talk(advice)
        with town.acting(who), pytest.raises(Unknown) as said:
            advise(advice=advice, kind=AdviceKind.ADVISED, says="yes", text="Go on")
        assert str(read.value) == str(said.value)


def test_each_says_what_is_theirs_to_say(town) -> None:
    made = asked(town)
    with town.acting("sara"), pytest.raises(Invalid):
        advise(advice=made, kind=AdviceKind.ADVISED, says="yes", text="I advise myself")
    with town.acting("governor"), pytest.raises(Invalid):
        advise(advice=made, kind=AdviceKind.SAID, text="More")
    with town.acting("governor"), pytest.raises(Invalid):
        advise(advice=made, kind=AdviceKind.ADVISED, says="yes", text=" ")


def test_the_login_writes_neither_table_itself(town) -> None:
    made = asked(town)
    for forbidden in (
        "UPDATE sharing_advice SET audience = ARRAY[0]",
        f"INSERT INTO sharing_adviceturn (id, advice_id) VALUES (gen_random_uuid(), '{made}')",
        "DELETE FROM sharing_advice",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), town.database.connect("kith_app") as app:
            app.execute(forbidden)


def test_without_a_keyring_there_is_none(town) -> None:
    asked(town)
    with town.database.connect("kith_app") as app:
        assert app.execute("SELECT count(*) FROM sharing_advice").fetchone() == (0,)


def test_no_column_could_hold_a_person() -> None:
    for model in (Advice, AdviceTurn):
        assert not {f.name for f in model._meta.get_fields()} & {"person", "person_id", "person_words", "about"}


@pytest.fixture
def opened(town) -> UUID:
    """A child whose record Sara has opened of late."""
    child = town.child()
    with town.acting("sara"):
        made = {"person_id": child, "domain": "identity"}
        PersonName.objects.create(id=row_id(), grade=1, given="Isolde", family="Quarmby", **made)
        Identifier.objects.create(id=row_id(), grade=2, scheme="local", value="LARK77812", **made)
        log("open", child)
    return child


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("May I tell the school about Isolde?", ["Isolde"]),
        ("her family, the Quarmbys", ["Quarmbys"]),
        ("isolde quarmby of this parish", ["isolde quarmby"]),
        ("Number LARK 77812, on our system", ["LARK 77812"]),
        ("Ring me on 07700 900123", ["07700 900123"]),
        ("A girl of nine, and her mother drinks", []),
    ],
)
def test_words_that_name_whom_one_opened_of_late(town, opened, text, found) -> None:
    with town.acting("sara"):
        assert named_in(text) == found


def test_names_of_those_whom_one_did_not_open_are_not_told(town, opened) -> None:
    """Otherwise the form would tell who is on record."""
    for who in ("mo", "teacher"):
        with town.acting(who):
            assert named_in("May I tell the school about Isolde Quarmby?") == []


def test_what_was_found_is_kept_nowhere(town, opened) -> None:
    with town.acting("sara"):
        named_in("May I tell the school about Isolde?")
        made = ask_advice(
            holder=town.post["mo"], question="A girl of nine", purpose="worry", of_kind="school", token="k"
        )
    with town.database.superuser() as admin:
        (told,) = admin.execute(
            "SELECT string_agg(e::text, ' ') FROM audit_event e WHERE action IN ('check words', 'ask advice')"
        ).fetchone()
        assert str(opened) not in told and "solde" not in told and str(made) in told


def test_a_post_asks_itself_nothing(town) -> None:
    with town.acting("sara"), pytest.raises(Invalid):
        ask_advice(holder=town.post["sara"], question="?", purpose="worry", of_kind="school", token="self")


def test_only_what_is_the_callers_is_marked_read(town) -> None:
    made = asked(town)
    with town.acting("governor"):
        advise(advice=made, kind=AdviceKind.ADVISED, says="no", text="No.")
        call("sharing.advice_read", made)
    with town.acting("sara"):
        assert rows("SELECT read_at FROM sharing_advice WHERE id = %s", made) == [(None,)]
