"""A message to somebody outside: what its login may do; opened once; guessing, replay, recall, what lies where."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from kith.access import facts
from kith.agencies import posting
from kith.agencies.posting import carriers, post
from kith.core.clock import now
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import rows
from kith.sharing.actions.write_outside import Outside, keep_outsider, notify, recall_message, write_outside
from kith.sharing.channels import common
from kith.sharing.models import Channel, Disclosure, Message
from kith.sharing.outside import Secrets, answered_outside, of_code, of_link, opened_outside, outsiders, sent
from kith.sharing.queries import register

TO = Outside(
    to_name="The practice nurse",
    to_organisation="Elm Surgery",
    to_email="nurse@elm.example",
    channel="telephone",
    text="CANARY: she has moved to her aunt's.",
    asks=True,
    why="They hold her prescriptions.",
    gateway="own judgement",
)


@pytest.fixture
def child(town) -> UUID:
    return town.child()


def written(town, child: UUID, who: str = "sara", grade: int = 3, message: Outside = TO) -> tuple[UUID, Secrets]:
    keys = Secrets.new()
    with town.acting(who):
        made = write_outside(
            person=child, domain="social_care", grade=grade, message=message, expires=now() + timedelta(days=7),
            token=uuid4().hex, keys=keys,
        )  # fmt: skip
    return made, keys


def state(town, child: UUID, message: UUID) -> str:
    with town.acting("sara"):
        return str(Message.objects.get(person_id=child, id=message).state)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


def test_link_and_code_open_it_once_and_the_sender_is_told(town, child) -> None:
    made, keys = written(town, child)
    opened = opened_outside(keys.link, keys.said)
    assert opened and opened.text == TO.text and opened.organisation == "Larkshire Children's Services"
    assert opened_outside(keys.link, keys.code) is None
    with town.acting("sara"):
        assert ("message read", str(made)) in rows("SELECT kind, detail ->> 'message' FROM access.notices()")
        assert sent(child, made).stands == "read"


def test_it_is_a_disclosure_in_the_same_breath(town, child) -> None:
    made, _ = written(town, child)
    with town.acting("sara"):
        left = Disclosure.objects.get(person_id=child, of_row=made)
        assert (left.what, left.medium, left.to_words) == (
            "message", "secure message", "The practice nurse, Elm Surgery")  # fmt: skip


@pytest.mark.parametrize("who", ["teacher", "visitor"])
def test_colleagues_read_it_as_the_facts_say_and_others_do_not(town, child, who) -> None:
    made, _ = written(town, child)
    with town.acting("mo"):
        assert sent(child, made).message.text == TO.text
    with town.acting(who), pytest.raises(Unknown):
        sent(child, made)


def test_nobody_writes_more_than_they_open(town, child) -> None:
    with pytest.raises((Refused, Unknown)):
        written(town, child, who="teacher")
    with pytest.raises((Refused, Invalid)):
        written(town, child, grade=5)


def test_alike_whatever_is_wrong(town, child) -> None:
    """No such link; a wrong code; read already; recalled; over; shut: nothing, each time."""
    _, unread = written(town, child)
    _, used = written(town, child)
    opened_outside(used.link, used.code)
    gone, recalled = written(town, child)
    with town.acting("sara"):
        recall_message(person=child, message=gone, why="The wrong surgery")
    _, over = written(town, child)
    town.database.set_clock(now() + timedelta(days=8))
    late = opened_outside(over.link, over.code)
    town.database.set_clock(None)
    tried = [
        opened_outside(Secrets.new().link, unread.code),
        opened_outside(unread.link, wrong(unread.code)),
        opened_outside(used.link, used.code),
        opened_outside(recalled.link, recalled.code),
        late,
        opened_outside("", ""),
        opened_outside(unread.link, used.code),
    ]
    assert tried == [None] * 7


def test_five_wrong_codes_shut_it_for_good(town, child) -> None:
    made, keys = written(town, child)
    for _ in range(4):
        opened_outside(keys.link, wrong(keys.code))
    assert state(town, child, made) == "sent"
    opened_outside(keys.link, wrong(keys.code))
    assert state(town, child, made) == "shut"
    assert opened_outside(keys.link, keys.code) is None
    with town.acting("sara"):
        assert ("message shut", str(made)) in rows("SELECT kind, detail ->> 'message' FROM access.notices()")


def test_guesses_at_once_are_counted_one_by_one(town, child) -> None:
    """Twenty at once get five tries, not twenty."""
    _, keys = written(town, child)
    digests = [(of_link(keys.link), of_code(keys.link, f"{n:08}"), of_link("x")) for n in range(20)]
    right = int(keys.code)
    assert right > 20, "one in five million: run it again"

    def guess(args: tuple[bytes, bytes, bytes]) -> None:
        with town.database.connect("kith_outside") as outside:
            outside.execute("SELECT * FROM sharing.outside_open(%s, %s, %s)", args)

    with ThreadPoolExecutor(10) as many:
        list(many.map(guess, digests))
    with town.database.superuser() as admin:
        (attempts,) = admin.execute(
            "SELECT attempts FROM sharing.outside WHERE link = %s", [of_link(keys.link)]
        ).fetchone()
    assert attempts == 5


def test_two_who_open_it_at_once_get_it_once(town, child) -> None:
    _, keys = written(town, child)
    args = (of_link(keys.link), of_code(keys.link, keys.code), of_link("y"))

    def read(_: int) -> int:
        with town.database.connect("kith_outside") as outside:
            return len(outside.execute("SELECT * FROM sharing.outside_open(%s, %s, %s)", args).fetchall())

    with ThreadPoolExecutor(6) as many:
        assert sum(many.map(read, range(6))) == 1


def test_an_answer_comes_back_once_and_only_to_what_was_read(town, child) -> None:
    made, keys = written(town, child)
    opened = opened_outside(keys.link, keys.code)
    assert opened
    assert not answered_outside(Secrets.new().link, "A guess")
    assert not answered_outside(opened.answer, "  ")
    assert answered_outside(opened.answer, "Changed to the new address.")
    assert not answered_outside(opened.answer, "Once more")
    with town.acting("sara"):
        assert [a.text for a in sent(child, made).answers] == ["Changed to the new address."]


def counted(town) -> list[tuple[str | None, str, str, str, bool]]:
    """The newest three lines of the register that are of somebody outside, and whether each was answered."""
    with town.acting("governor"):
        lines = [line for line in register(now() - timedelta(days=1)) if line.of_agency is None]
    return [(line.of, line.gateway, line.force, line.outcome, bool(line.answered_at)) for line in lines[:3]]


def test_what_asks_for_an_answer_is_counted_among_requests(town, child) -> None:
    """By the organisation where governance knows it: else nothing of what was typed, which may be a name."""
    with town.acting("governor"):
        keep_outsider(
            known=None, name="Ash Surgery", kind="general practice", email="e@elm.example", mobile="", telephone="",
            channels=["letter"],
        )  # fmt: skip
    _, keys = written(town, child, message=replace(TO, to_organisation="ash surgery "))
    other, _ = written(town, child, message=replace(TO, to_organisation="Mrs Jones", gateway="ca2004-10"))
    written(town, child, message=replace(TO, asks=False))
    with town.acting("sara"):  # the law by its code, and its words as they were: an edition may have them for two laws
        assert Message.objects.get(person_id=child, id=other).gateway == "ca2004-10"
    assert counted(town)[:2] == [
        ("Others who are not on Kith", "ca2004-10", "power", "open", False),
        ("Ash Surgery", "own judgement", "power", "open", False),
    ]
    answered_outside(opened_outside(keys.link, keys.code).answer, "Seen in May.")
    with town.acting("sara"):
        recall_message(person=child, message=other, why="Rang them")
    assert [line[3:] for line in counted(town)[:2]] == [("withdrawn", False), ("answered", True)]


@pytest.mark.parametrize(("what", "gateway"), [("link", None), ("code", "tests.sharing.test_outside.Away")])
def test_who_wrote_hears_once_that_it_could_not_be_sent(town, child, monkeypatch, what, gateway) -> None:
    monkeypatch.setattr(posting, "post", post)
    monkeypatch.setattr(Away, "send", away)
    monkeypatch.setattr(settings, "SMS_GATEWAY", gateway)
    if what == "link":
        monkeypatch.setattr(EmailMessage, "send", away)
    by = replace(TO, channel="sms", to_number="07700 900123") if gateway else TO
    made, keys = written(town, child, message=by)
    for _ in range(2):
        with town.acting("sara"):
            notify(of=made, message=by, organisation="We", until=now().date(), link="https://x/", keys=keys)
        carriers.submit(lambda: None).result()
    with town.acting("sara"):
        told = [row for row in rows("SELECT kind, detail ->> 'message' FROM access.notices()") if row[1] == str(made)]
        assert told == [("message not sent", str(made))]
        assert "could not be delivered" in sent(child, made).stands and sent(child, made).message.not_sent == what
    assert opened_outside(keys.link, keys.code), "a mail that arrives all the same opens it"
    with town.acting("sara"):
        assert sent(child, made).stands == "read"


class Away:
    """A carrier of text messages that is away."""

    def send(self, number: str, words: str) -> None: ...


def away(*_: object, **__: object) -> None:
    raise ConnectionRefusedError


def test_where_no_answer_is_asked_none_is_taken(town, child) -> None:
    from dataclasses import replace

    keys = Secrets.new()
    with town.acting("sara"):
        write_outside(
            person=child, domain="social_care", grade=3, message=replace(TO, asks=False), token="t",
            expires=now() + timedelta(days=1), keys=keys,
        )  # fmt: skip
    opened = opened_outside(keys.link, keys.code)
    assert opened and not answered_outside(opened.answer, "All the same")


def test_only_the_sender_recalls_and_only_what_was_not_read(town, child) -> None:
    made, keys = written(town, child)
    with town.acting("teacher"), pytest.raises(Unknown):
        recall_message(person=child, message=made, why="?")
    opened_outside(keys.link, keys.code)
    with town.acting("sara"), pytest.raises(Invalid, match="cannot be taken back"):
        recall_message(person=child, message=made, why="Too late")


def test_a_seal_made_afterwards_is_no_hindrance_and_an_event_tells(town, child) -> None:
    """What was sent was sent; the sender can recall it. Every opening stands in the events, with no human."""
    made, keys = written(town, child)
    with town.acting("manager"):
        facts.seal(child, [town.human["manager"]], "adoption")
    assert opened_outside(keys.link, keys.code)
    with town.database.superuser() as admin:
        told = admin.execute(
            "SELECT action, human, agency FROM audit_event WHERE %s = ANY (rows) AND action LIKE '%%outside'"
            " ORDER BY id",
            [made],
        ).fetchall()
    assert told[-1] == ("read outside", None, town.agency["children"])


FORBIDDEN_OUTSIDE = (
    "SELECT * FROM sharing_message",
    "SELECT * FROM sharing.outside",
    "SELECT * FROM record_entry",
    "SELECT * FROM people_personname",
    "SELECT * FROM agencies_practitioner",
    "SELECT * FROM audit_event",
    "SELECT access.enter('x')",
    "SELECT access.notices()",
    "SELECT sharing.recall_message(gen_random_uuid(), gen_random_uuid(), 'x')",
    "SELECT sharing.write_outside(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    "SELECT sharing.writer_of(NULL)",
    "INSERT INTO sharing.outside (message, link, code) VALUES (gen_random_uuid(), '\\x00', '\\x00')",
    "CREATE TABLE mine (a int)",
    "SET ROLE kith_engine",
)


@pytest.mark.parametrize("statement", FORBIDDEN_OUTSIDE)
def test_its_login_can_do_nothing_else(town, statement) -> None:
    with town.database.connect("kith_outside") as outside, pytest.raises(psycopg.Error) as refused:
        outside.execute(statement)
    assert refused.value.sqlstate in ("42501", "42P01", "3F000"), "refused, or nowhere to be seen"


def test_the_application_reads_no_secret_and_opens_no_link(town, child) -> None:
    written(town, child)
    for statement in ("SELECT * FROM sharing.outside", "SELECT * FROM sharing.outside_open('\\x00', '\\x00', '\\x00')"):
        with town.database.connect("kith_app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(statement)


def test_neither_link_nor_code_lies_anywhere_in_the_database(town, child) -> None:
    _, keys = written(town, child)
    with town.database.superuser() as admin:
        told = " ".join(
            str(admin.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t").fetchone())
            for table in ("sharing.outside", "sharing_message", "sharing_disclosure", "audit_event", "access.notice")
        )
    assert keys.link not in told and keys.code not in told


def test_the_strongest_that_both_have(monkeypatch) -> None:
    monkeypatch.setattr(settings, "SMS_GATEWAY", "")
    assert common(["sms", "letter"]) == [Channel.LETTER]
    assert common(["letter", "sms", "telephone"]) == [Channel.TELEPHONE, Channel.LETTER]
    monkeypatch.setattr(settings, "SMS_GATEWAY", "kith.sharing.texting.Folder")
    assert common(["letter", "sms"]) == [Channel.SMS, Channel.LETTER]
    assert common([]) == []


def test_governance_keeps_its_own_organisations_list(town) -> None:
    elm = {"name": "Elm Surgery", "kind": "general practice", "email": "a@elm.example", "telephone": "", "mobile": ""}
    with town.acting("governor"):
        made = keep_outsider(known=None, channels=["letter"], **elm)
        keep_outsider(known=made, channels=["telephone"], **elm)
        assert [o.channels for o in outsiders() if o.name == "Elm Surgery"] == [["telephone"]]
    with town.acting("sara"), pytest.raises(Refused):
        keep_outsider(known=None, channels=["letter"], **elm)
    with town.acting("visitor"):
        assert outsiders() == []


def test_the_folder_gateway_writes_one_file_a_message(monkeypatch, tmp_path) -> None:
    from kith.agencies.posting import carriers
    from kith.sharing.texting import text

    monkeypatch.setattr(settings, "SMS_GATEWAY", "kith.sharing.texting.Folder")
    monkeypatch.setattr(settings, "SMS_FOLDER", str(tmp_path / "sms"))
    text("07700900123", "The code: 1234 5678")
    carriers.submit(lambda: None).result(30)
    (file,) = Path(settings.SMS_FOLDER).iterdir()
    assert file.read_text() == "07700900123\nThe code: 1234 5678\n"
