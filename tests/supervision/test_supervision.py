"""Who proposes, agrees, writes and reads supervision; one manager up only where that was said beforehand."""

from datetime import timedelta

import pytest

from kith.core.clock import today
from kith.core.errors import Invalid, Refused, Unconfirmed, Unknown
from kith.core.ids import row_id
from kith.core.session import entered
from kith.supervision import queries
from kith.supervision.actions.agree import agree, end_agreement, propose
from kith.supervision.actions.keep_typed import keep_typed, throw_away
from kith.supervision.actions.let_read_above import let_read_above
from kith.supervision.actions.write_session import remark, write_session
from tests.supervision.conftest import SAID

DAYS = iter(range(1, 300))


@pytest.fixture
def write(service, agreed):
    """A session of Sara's, on a day of its own."""

    def make(who="manager", supervisor="manager", supervisee="sara", **given):
        agreement = agreed(supervisor, supervisee)
        with service.acting(who):
            told = {"held_on": today() - timedelta(days=next(DAYS)), "said": SAID}
            return write_session(agreement=agreement, **(told | given))

    return make


def opens(service, who, session) -> bool:
    with service.acting(who):
        try:
            queries.session_of(session)
        except Unknown:
            return False
    return True


def everybody(service, session) -> set[str]:
    return {who for who in service.post if opens(service, who, session)}


def test_the_two_read_a_session_and_nobody_else(service, agreed, write) -> None:
    """Not the manager above, not a colleague, governance or an administrator; not another organisation."""
    agreed("head", "manager")
    assert everybody(service, write()) == {"sara", "manager"}


def test_one_manager_up_reads_what_is_written_once_the_organisation_says_so(service, agreed, write) -> None:
    agreed("head", "manager")
    before = write()
    with service.acting("governor"):
        let_read_above(yes=True, why="Our supervision policy, part 4")
    after = write()
    try:
        assert everybody(service, after) == {"sara", "manager", "head"}
        assert everybody(service, before) == {"sara", "manager"}, "what was said under nobody else stays so"
        with service.acting("head"):
            assert after in {each.id for each in queries.below()} and before not in {e.id for e in queries.below()}
            with pytest.raises(Unknown):
                queries.agreement_of(agreed("manager", "sara"))
            with pytest.raises(Unknown):
                remark(session=after, words="I read this.")
    finally:
        with service.acting("governor"):
            let_read_above(yes=False, why="The policy was withdrawn")
    assert everybody(service, after) == {"sara", "manager"}


def test_only_governance_says_so_and_with_a_reason(service) -> None:
    for who in ("manager", "head", "admin"):
        with service.acting(who), pytest.raises(Refused):
            let_read_above(yes=True, why="I want to")
    with service.acting("governor"), pytest.raises(Invalid, match="why"):
        let_read_above(yes=True, why=" ")


def test_another_organisations_governance_changes_nothing_here(service, agreed, write) -> None:
    agreed("head", "manager")
    with service.database.connect("kith_owner") as owner:
        service.add_post(owner, "their governor", "trust", None, False, ("governance",))
    with service.acting("their governor"):
        let_read_above(yes=True, why="Ours")
    assert everybody(service, write()) == {"sara", "manager"}


def test_two_agree_before_anything_is_written(service) -> None:
    with service.acting("manager"):
        new = propose(colleague=service.post["mo"], supervises=True, every=28, words="Monthly.")
    with service.acting("manager"), pytest.raises(Invalid, match="Agree first"):
        write_session(agreement=new, held_on=today(), said=SAID)
    with service.acting("manager"), pytest.raises(Invalid, match="The other of you"):
        agree(agreement=new)
    with service.acting("head"), pytest.raises(Unknown):
        agree(agreement=new)
    with service.acting("mo"):
        end_agreement(agreement=new)
    with service.acting("mo"), pytest.raises(Invalid, match="has ended"):
        agree(agreement=new)


def test_who_supervises_manages_a_team_of_the_same_organisation(service) -> None:
    with service.acting("sara"), pytest.raises(Refused, match="manages a team"):
        propose(colleague=service.post["mo"], supervises=True, every=28, words="Monthly.")
    with service.acting("manager"), pytest.raises(Invalid, match="own organisation"):
        propose(colleague=service.post["visitor"], supervises=True, every=28, words="Monthly.")
    with service.acting("manager"), pytest.raises(Invalid, match="own organisation"):
        propose(colleague=service.post["manager"], supervises=True, every=28, words="Monthly.")


def test_a_session_says_something_on_a_day_that_has_been_and_once(service, agreed) -> None:
    agreement = agreed("manager", "sara")
    for wrong, words in (
        ({"said": {"wellbeing": " "}}, "at least one"),
        ({"held_on": today() + timedelta(days=1)}, "the day on which you met"),
        ({"next_on": today() - timedelta(days=30)}, "comes after"),
    ):
        with service.acting("sara"), pytest.raises(Invalid, match=words):
            write_session(**({"agreement": agreement, "held_on": today(), "said": SAID} | wrong))
    with service.acting("sara"):
        write_session(agreement=agreement, held_on=today(), said=SAID)
    with service.acting("sara"), pytest.raises(Invalid, match="already"):
        write_session(agreement=agreement, held_on=today(), said=SAID)


def test_the_next_one_is_due_and_either_says_something_to_what_was_written(service, agreed, write) -> None:
    session = write(held_on=today() - timedelta(days=20), next_on=today() + timedelta(days=3))
    with service.acting("sara"):
        assert queries.agreement_of(agreed("manager", "sara")).next_on == today() + timedelta(days=3)
        remark(session=session, words="I said it differently.")
        found, remarks = queries.session_of(session)
        assert found.said == SAID and [r.words for r in remarks] == ["I said it differently."]
    with service.acting("mo"), pytest.raises(Unknown):
        remark(session=session, words="So did I.")


def test_without_a_proof_of_late_that_it_is_them_no_session_opens(service, write) -> None:
    session = write()
    with service.database.superuser() as admin:
        admin.execute("UPDATE access.setting SET value = 1 WHERE name = 'confirm to read'")
        try:
            with service.acting("sara"):
                pass
            token = service.token("sara")
            admin.execute("UPDATE access.session SET confirmed_at = core.now() - interval '1 day' WHERE token_hash ="
                          " access.hashed(%s)", [token])  # fmt: skip
            from kith.audit.log import log

            with entered(token):
                log("test")
                with pytest.raises(Unknown):
                    queries.session_of(session)
                with pytest.raises(Unconfirmed):
                    remark(session=session, words="Words")
        finally:
            admin.execute("UPDATE access.setting SET value = 240 WHERE name = 'confirm to read'")


def test_whoever_has_left_reads_nothing_and_a_new_supervisor_not_what_was_before(service, agreed, steal) -> None:
    with service.database.connect("kith_owner") as owner:
        service.add_post(owner, "leaver", "children", "safeguarding", True)
    agreement = agreed("leaver", "duty")
    with service.acting("duty"):
        session = write_session(agreement=agreement, held_on=today(), said=SAID)
    agreed("manager", "duty")
    assert everybody(service, session) == {"duty", "leaver"}
    of_leaver = ("SELECT id FROM supervision_session WHERE id = %s", [session])
    assert steal("leaver", of_leaver) == [(session,)]
    states = "UPDATE agencies_practitioner SET state = %s WHERE id = %s"
    with service.database.connect("kith_owner") as owner:
        owner.execute(states, ["suspended", service.human["leaver"]])
        assert steal("leaver", of_leaver) == []
        owner.execute(states, ["active", service.human["leaver"]])


def test_each_reading_leaves_its_event_about_no_person(service, write, behind) -> None:
    session = write()
    opens(service, "sara", session)
    ((person, rows, post),) = behind(
        "SELECT person_id, rows, post FROM audit_event WHERE action = 'open supervision' AND detail ->> 'session' = %s",
        str(session),
    )
    assert person is None and not rows and post == service.post["sara"]


def test_a_session_that_is_not_there_answers_as_one_that_does_not_open(service, write) -> None:
    answers = set()
    for session in (write(), row_id()):
        with service.acting("mo"), pytest.raises(Unknown) as refused:
            queries.session_of(session)
        answers.add(str(refused.value))
    assert len(answers) == 1


TYPED = {"wellbeing": "My mother is ill.", "person": "x", "discussed": "About a child", "held_on": "2026-11-20"}


def typed_by(service, who, agreement):
    with service.acting(who):
        queries.agreement_of(agreement)
        return queries.typed_of(agreement)


def test_what_is_typed_is_its_authors_and_holds_nothing_about_a_person(service, agreed) -> None:
    agreement = agreed("manager", "mo")
    with service.acting("manager"):
        assert keep_typed(agreement=agreement, typed=TYPED) == 1
        assert keep_typed(agreement=agreement, typed=TYPED | {"agreed": "A day off"}, revision=1) == 2
    kept = typed_by(service, "manager", agreement)
    assert kept.words == {"wellbeing": "My mother is ill.", "held_on": "2026-11-20", "agreed": "A day off"}
    assert typed_by(service, "mo", agreement) is None, "not even the other of the two"
    with service.acting("head"), pytest.raises(Unknown):
        keep_typed(agreement=agreement, typed=TYPED)


def test_saving_asks_for_no_proof_and_reading_does(service, agreed) -> None:
    agreement, token = agreed("manager", "mo"), service.token("mo")
    with service.database.superuser() as admin:
        admin.execute("UPDATE access.session SET confirmed_at = core.now() - interval '1 day' WHERE token_hash ="
                      " access.hashed(%s)", [token])  # fmt: skip
    with entered(token):
        assert keep_typed(agreement=agreement, typed=TYPED | {"agreed": "Later"}, revision=-1) == 1
        queries.agreement_of(agreement)
        assert queries.typed_of(agreement) is None
    assert typed_by(service, "mo", agreement).words["agreed"] == "Later"


def test_two_windows_lose_nothing(service, agreed) -> None:
    """They take turns: one kept content of the other, not one a saving."""
    agreement = agreed("manager", "sara")
    with service.acting("sara"):
        for n in range(1, 6):
            keep_typed(agreement=agreement, typed={"wellbeing": "Tired" + "." * n}, revision=0 if n == 1 else -1)
            keep_typed(agreement=agreement, typed={"workload": "Eighteen" + "!" * n}, revision=-1)
    kept = typed_by(service, "sara", agreement)
    assert kept.words == {"workload": "Eighteen!!!!!"} and kept.earlier == [{"wellbeing": "Tired....."}]


def test_written_down_it_is_gone_from_the_draft_and_a_late_saving_brings_nothing_back(service, agreed) -> None:
    agreement = agreed("manager", "sara")
    with service.acting("sara"):
        seen = keep_typed(agreement=agreement, typed=SAID, revision=-1)
        write_session(agreement=agreement, held_on=today() - timedelta(days=next(DAYS)), said=SAID)
        keep_typed(agreement=agreement, typed=SAID | {"held_on": "2026-11-01"}, revision=seen)
    assert typed_by(service, "sara", agreement) is None
    with service.database.superuser() as admin:
        left = admin.execute(
            "SELECT words, earlier FROM supervision_typed WHERE author_id = %s", [service.post["sara"]]
        )
        assert left.fetchall() == [({}, [])]
    with service.acting("sara"):
        keep_typed(agreement=agreement, typed=SAID | {"learning": "Something more"}, revision=seen)
    assert typed_by(service, "sara", agreement).words["learning"] == "Something more"
    with service.acting("sara"):
        throw_away(agreement=agreement)
    assert typed_by(service, "sara", agreement) is None
