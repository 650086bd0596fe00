"""Attacks on the signed ring, on who acts by it, and on what explains a reading by it (docs/security/attacks.md)."""

import os
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.access import facts
from kith.core.clock import now
from kith.core.ids import person_id
from tests.access.test_attacks_sql import CALLABLE, asked_about, ring_of
from tests.access.test_town import note

PARTS = ("signature", "backend", "transaction", "session", "human", "post", "agency", "purpose", "held", "keys")
COUNT = "SELECT count(*) FROM record_entry"
LOCATE = [1] * 2 + [0] * 9
SHARED = "SELECT access.share(%s, %s, %s::smallint[], %s, 'task', 'because')"


def forged(ring: str, other: str) -> dict[str, str]:
    """What could be made of one's own ring and of another's, of the same transaction or not."""
    part = dict(zip(PARTS, ring.split("|"), strict=True))
    theirs = dict(zip(PARTS, other.split("|"), strict=True))
    held, keys = part["held"].strip("{}"), part["keys"].strip("{}")
    first, rest = keys.split(",", 1)

    def of(**said: str) -> str:
        return "|".join((part | said).values())

    here = {name: part[name] for name in ("backend", "transaction")}
    return {
        "a holder more": of(held=f"{{{held},1}}"),
        "no holder": of(held="{}"),
        "held and keys in each other's place": of(held=part["keys"], keys=part["held"]),
        "the bar between them moved": of(held=f"{{{held}", keys=f"}}|{part['keys']}"),
        "the bar between them left out": ring.replace("}|{", "}{"),
        "a key taken for a holder": of(held=f"{{{held},{first}}}", keys=f"{{{rest}}}"),
        "a bar in the purpose": of(purpose=f"{part['purpose']}|{{1}}"),
        "the purpose cut at its start": of(purpose=part["purpose"][1:]),
        "a letter of two bytes in the purpose": of(purpose="é" + part["purpose"][2:]),
        "a signature that ends in a letter of two bytes": ring[:62] + "é" + ring[64:],
        "a signature that begins with one": "é" + ring[2:],
        "a signature of capital letters": of(signature=part["signature"].upper()),
        "a bar within the signature": ring[:63] + "|" + ring[64:],
        "one byte more before the bar": "0" + ring,
        "one byte less": ring[1:],
        "a space after the signature": ring[:64] + " " + ring[64:],
        "two bars": ring.replace("|", "||", 1),
        "no bar at the 65th byte": ring[:64] + "x" + ring[65:],
        "what is signed, twice": f"{ring}|{ring[65:]}",
        "a part more": f"{ring}|{{0}}",
        "a line more": f"{ring}\n",
        "their signature": of(signature=theirs["signature"]),
        "their keys": of(keys=theirs["keys"]),
        "their holders": of(held=theirs["held"]),
        "their keys and holders": of(held=theirs["held"], keys=theirs["keys"]),
        "all of theirs but where it was made": "|".join((theirs | here).values()),
        "the whole of theirs": other,
        "a signature alone": part["signature"],
        "a signature and a bar": part["signature"] + "|",
        "bars": "|" * 65,
        "nothing but bytes": "é" * 40,
        "very long": ring + "," * 1_000_000,
    }  # fmt: skip


def test_a_ring_is_taken_as_it_was_signed_or_not_at_all(town: Any, database: Any, child: UUID) -> None:
    connect = database.connect
    with connect("kith_app") as one, connect("kith_app") as two, two.transaction(), one.transaction():
        two.execute("SELECT access.enter(%s)", [town.token("sara")])
        one.execute("SELECT access.enter(%s)", [town.token("teacher")])
        ring = ring_of(one)
        assert one.execute("SELECT held FROM access.acting()").fetchone() != ([],)
        for how, made in forged(ring, ring_of(two)).items():
            one.execute("SELECT set_config('kith.ring', %s, true)", [made])
            assert one.execute("SELECT access.keys()").fetchone() == ([],), how
            assert one.execute(COUNT).fetchone() == (0,), how
            with pytest.raises(psycopg.Error) as nobody, one.transaction():
                one.execute("SELECT access.acting()")
            assert nobody.value.sqlstate == "KI401", how
        one.execute("SELECT set_config('kith.ring', %s, true)", [ring])
        assert one.execute("SELECT held FROM access.acting()").fetchone() != ([],), "or else this says nothing"


@pytest.mark.parametrize("raw", [b"a" * 63 + b"\xc3|x", b"a" * 64 + b"|\xff", b"\xe2\x82|" * 30])
def test_bytes_that_are_no_letters_are_no_ring(town: Any, database: Any, child: UUID, raw: bytes) -> None:
    """As only what is said on connecting can have: PostgreSQL reads it as it comes."""
    os.environb[b"PGOPTIONS"] = b"-c kith.ring=" + raw
    try:
        one = database.connect("kith_app")
    finally:
        del os.environb[b"PGOPTIONS"]
    with one:
        for asked in ("SELECT access.keys()", "SELECT access.acting()", COUNT):
            with pytest.raises(psycopg.Error) as refused:
                one.execute(asked)
            assert refused.value.sqlstate == "22021", asked
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [town.token("sara")])
            assert one.execute(COUNT).fetchone() > (0,)


def test_no_purpose_has_a_bar_in_it(town: Any, database: Any) -> None:
    """Nor nothing at all, which would be left out: what follows would be read in another's place."""
    opened = "SELECT access.open_session(%s, %s, %s, '1 hour')"
    with database.connect("kith_door") as door:
        for purpose in ("care|{1}", "|", None):
            with pytest.raises(psycopg.Error) as refused:
                door.execute(opened, [town.human["sara"], town.post["sara"], purpose])
            assert refused.value.sqlstate in ("23514", "23502"), purpose


@pytest.mark.parametrize("purpose", ["", "{}", "{0,1}", "é", "care}", "'", "care\n"])
def test_a_purpose_of_any_other_letters_moves_nothing(town: Any, database: Any, child: UUID, purpose: str) -> None:
    """It stands where it stands; no edge serves it, so it opens nothing but letters and shares to the post itself."""
    with database.connect("kith_door") as door, database.connect("kith_app") as one:
        (token,) = door.execute(
            "SELECT access.open_session(%s, %s, %s, '1 hour')", [town.human["sara"], town.post["sara"], purpose]
        ).fetchone() or ("",)
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            held = [town.post["sara"], town.team["safeguarding"]]
            acting = one.execute("SELECT purpose, post, held FROM access.acting()").fetchone()
            assert acting == (purpose, town.post["sara"], held)
            assert one.execute(COUNT).fetchone() == (0,)


HOLDS = "SELECT holder, kind FROM access.holders(%s) ORDER BY 1"
WAYS = """
    SELECT DISTINCT f.holder, f.holder_kind FROM access.explain(%s) e,
           json_to_recordset(e.facts) f(holder bigint, holder_kind text) ORDER BY 1"""


@pytest.fixture(scope="module")
def with_all(town: Any) -> UUID:
    """A person with whom every post and team works, also of posts in two teams, over two and in none."""
    with town.database.connect("kith_owner") as owner:
        for who, team, manager, roles in (
            ("of two", "safeguarding", False, ()),
            ("over two", "safeguarding", True, ("finder", "allocator")),
            ("finds", None, False, ("finder", "governance")),
            ("lapsed", "adults duty", True, ("finder",)),
        ):
            town.add_post(owner, who, "adults" if who == "lapsed" else "children", team, manager, roles)
        join = "INSERT INTO agencies_membership (post_id, team_id, manager, starts) VALUES (%s, %s, %s, '2020-01-01')"
        for who in ("of two", "over two"):
            owner.execute(join, [town.post[who], town.team["front door"], who == "over two"])
    child: UUID = town.child()
    with town.acting("manager"):
        for holder in (*town.post.values(), *town.team.values(), *town.managers.values()):
            facts.involve(child, holder, "allocated team (cover)", ends=now() + timedelta(days=1))
    return child


def test_an_explanation_names_the_holders_as_they_are(town: Any, database: Any, superuser: Any, with_all: UUID) -> None:
    """Worked out from the ring and not from the posts: of teams, managers, finders, in several; training lapsed."""
    told: dict[str, list[tuple[int, str]]] = {}
    superuser.execute("UPDATE agencies_agency SET training_required = true WHERE id = %s", [town.agency["adults"]])
    for who, post in town.post.items():
        with database.connect("kith_app") as one, one.transaction():
            one.execute("SELECT access.enter(%s)", [town.token(who)])
            told[who] = one.execute(WAYS, [with_all]).fetchall()
        assert told[who] == superuser.execute(HOLDS, [post]).fetchall(), who
    superuser.execute("UPDATE agencies_agency SET training_required = false")
    assert {kind for _, kind in told["over two"]} == {"post", "team", "managers", "finder"} and len(
        told["over two"]
    ) == 6
    assert [kind for _, kind in told["lapsed"]] == ["finder"]


STOPS = {
    "suspended": "UPDATE agencies_practitioner SET state = 'suspended' WHERE id ="
    " (SELECT practitioner_id FROM agencies_post WHERE id = %s)",
    "left the team": "UPDATE agencies_membership SET ends = starts WHERE post_id = %s",
}
GIVES = {
    "a share": ("SELECT access.share(%s, %s, %s::smallint[], %s, 'task', 'because')", "teacher", LOCATE, "tomorrow"),
    "an involvement": ("SELECT access.involve(%s, %s, 'allocated social worker', 'subject', '', '')", "mo"),
    "a bar": ("SELECT access.exclude(%s, %s, 'because')", "human of mo"),
    "who opens it": ("SELECT access.openers(%s, 'identity', 1::smallint)",),
    "who has looked": ("SELECT access.looks(%s)",),
}


@pytest.mark.parametrize("what", GIVES)
@pytest.mark.parametrize("how", STOPS)
def test_whoever_was_stopped_meanwhile_gives_nothing(town: Any, database: Any, how: str, what: str) -> None:
    """A transaction that was held open shows what it showed; what outlasts it goes by what the post stands for now."""
    who = f"{what} {how}"
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, who, "children", "safeguarding", how == "left the team")
    child = town.child()
    if how == "suspended":
        with town.acting("manager"):
            facts.involve(child, town.post[who], "allocated social worker")
    meant = {"tomorrow": now() + timedelta(days=1), "human of mo": town.human["mo"]}
    sql, *told = GIVES[what]
    args = [child, *(town.post.get(str(x)) or meant.get(str(x), x) for x in told)]
    with database.connect("kith_app") as one, one.transaction():
        one.execute("SELECT access.enter(%s)", [town.token(who)])
        with one.transaction(force_rollback=True):
            one.execute(sql, args)
        with town.database.connect("kith_owner") as owner:
            owner.execute(STOPS[how], [town.post[who]])
        with pytest.raises(psycopg.Error) as refused, one.transaction():
            one.execute(sql, args)
        assert refused.value.sqlstate == "KI404"
        assert one.execute("SELECT lead FROM access.explain(%s)", [child]).fetchone() == (town.agency["children"],)


def test_of_whoever_was_suspended_meanwhile_nothing_is_asked(town: Any, database: Any) -> None:
    """Every function about a person answers them as if nobody were there; what explains what still opens says that."""
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "stopped", "children", "safeguarding", True)
    child, answers = town.child(), {}
    with town.acting("sara"):
        note(child)

    def answered(function: str, person: UUID) -> str:
        try:
            with one.transaction(force_rollback=True):
                return str(one.execute(*asked_about(one, function, person)).fetchall())
        except psycopg.Error as error:
            return str(error.sqlstate)

    with database.connect("kith_app") as one, one.transaction():
        one.execute("SELECT access.enter(%s)", [town.token("stopped")])
        with town.database.connect("kith_owner") as owner:
            owner.execute(STOPS["suspended"], [town.post["stopped"]])
        for function in CALLABLE["about one person"]:
            answers[function] = [answered(function, person) for person in (child, person_id())]
    assert [name for name, (theirs, nobodys) in answers.items() if theirs != nobodys] == ["access.explain"]


def test_what_began_meanwhile_begins_with_the_next_transaction(town: Any, database: Any) -> None:
    """As with the keys: by a team that was joined after entering no record is explained, and nothing given."""
    with town.database.connect("kith_owner") as owner:
        town.add_post(owner, "newcomer", "children")
    child = town.child()
    explained, token = ("SELECT lead FROM access.explain(%s)", [child]), town.token("newcomer")
    join = "INSERT INTO agencies_membership (post_id, team_id, manager, starts) VALUES (%s, %s, false, '2020-01-01')"
    with database.connect("kith_app") as one:
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            with town.database.connect("kith_owner") as owner:
                owner.execute(join, [town.post["newcomer"], town.team["safeguarding"]])
            assert one.execute(*explained).fetchone() is None
            with pytest.raises(psycopg.Error) as refused, one.transaction():
                one.execute(SHARED, [child, town.post["teacher"], LOCATE, now() + timedelta(days=1)])
            assert refused.value.sqlstate == "KI404"
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            assert one.execute(*explained).fetchone() == (town.agency["children"],)


NARROW = "SELECT e.closed, f.grades FROM access.explain(%s) e, json_to_recordset(e.facts) f(grades smallint[])"


def test_an_explanation_goes_as_far_as_the_proof(town: Any, database: Any, superuser: Any) -> None:
    """Of one whose proof is old no grade beyond practice is told, and nothing about one who is sealed or not there."""
    child, shut = town.child(), town.child()
    token = town.token("sara")
    with town.acting("sara"):
        facts.seal(shut, [town.human["sara"]], "adoption")
    with database.connect("kith_app") as one:
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            told = one.execute(NARROW, [child]).fetchall()
            assert not any(closed for closed, _ in told) and max(max(grades) for _, grades in told) >= 4
        long_ago = "UPDATE access.session SET confirmed_at = '2020-01-01' WHERE token_hash = access.hashed(%s)"
        superuser.execute(long_ago, [token])
        with one.transaction():
            one.execute("SELECT access.enter(%s)", [token])
            told = one.execute(NARROW, [child]).fetchall()
            assert told and all(closed and len(grades) == 11 and max(grades) <= 3 for closed, grades in told)
        for who in ("mo", "duty"):  # of the team that is shut out, and one who finds people
            with one.transaction():
                one.execute("SELECT access.enter(%s)", [town.token(who)])
                for nobody in (shut, person_id()):
                    assert one.execute("SELECT * FROM access.explain(%s)", [nobody]).fetchall() == [], who
