"""Who has looked, as the person is told it: in words of theirs; withheld by a decision that is itself on record."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kith.access import facts
from kith.audit.log import log
from kith.core.clock import now, today
from kith.core.errors import Invalid, Refused, Unknown
from kith.core.session import call, rows
from kith.desk.person.access import DID as SAID_TO_STAFF
from kith.sharing.actions.represent import Speaking, limit_representative, record_representative
from kith.sharing.actions.withhold import Withheld, end_withholding, review_withholding, withhold_looks
from kith.sharing.looks import DID, OTHERWISE, WHY, Reader, looks_told
from kith.sharing.representatives import representative
from tests.town import Town

LATER = today() + timedelta(days=30)


@pytest.fixture
def child(town) -> UUID:
    """A child at whom Sara, a teacher, a therapist and a police officer have looked."""
    person = town.child()
    with town.acting("manager"):
        for team, profile in (
            ("pastoral", "core group: school"),
            ("protecting", "core group: police"),
            ("mind", "core group: mental health service"),
        ):
            facts.involve(person, town.team[team], profile)
        facts.involve(person, town.post["governor"], "information governance officer")
    for who in ("sara", "teacher", "officer", "therapist"):
        with town.acting(who):
            log("open", person)
    return person


def told(town: Town, person: UUID, by: str = "sara", reader: Reader | None = None) -> str:
    with town.acting(by):
        days = looks_told(person, reader or Reader("Ada"))
    return "\n".join(f"{line.who}, {line.where} {line.did}. {line.why}" for day in days for line in day.lines)


def withheld(town: Town, person: UUID, by: str = "manager", of: str = "police", **other) -> UUID:
    given = {"ground": "covert", "words": "They would warn him", "review_on": LATER, "since": now() - timedelta(days=9)}
    with town.acting(by):
        return withhold_looks(person=person, withheld=Withheld(agency=town.agency[of], **(given | other)))


def test_who_from_where_what_and_why(town, child) -> None:
    said = told(town, child)
    assert "Teacher, teacher, Alder Road School read your record. to help you" in said
    assert "Officer, officer, Larkshire Police" in said


def test_a_worker_tells_no_more_than_they_may_know(town, child) -> None:
    """A discreet service is told by governance of the lead, not by the school."""
    assert "Therapist" not in told(town, child, by="teacher")
    assert "Therapist" in told(town, child, by="governor")


def test_nothing_tells_of_somebody_else(town, child) -> None:
    with town.acting("sara"):
        facts.exclude(child, town.human["adults"], "an aunt")
    assert "bar" not in told(town, child, by="governor").lower()
    assert OTHERWISE.format(your="your") not in told(town, child, by="governor")


def test_withheld_by_a_decision_and_told_again_after_it(town, child) -> None:
    decision = withheld(town, child)
    assert "Police" not in told(town, child)
    assert "Teacher" in told(town, child)
    with town.acting("manager"):
        review_withholding(person=child, withholding=decision, words="Still under way", review_on=LATER)
    assert "Police" not in told(town, child)
    with town.acting("manager"):
        end_withholding(person=child, withholding=decision, words="He has been charged")
    assert "Police" in told(town, child)


def test_of_one_person_and_of_a_time(town, child) -> None:
    withheld(town, child, of="school", post=town.post["teacher"])
    withheld(town, child, until=now() - timedelta(days=5))
    said = told(town, child)
    assert "Teacher" not in said
    assert "Officer" in said  # looked after that time
    with pytest.raises(Invalid, match="do not work there"):
        withheld(town, child, of="school", post=town.post["officer"])


def test_a_delay_is_over_by_itself(town, child) -> None:
    withheld(town, child, shown_on=today() + timedelta(days=1))
    withheld(town, child, of="school", shown_on=today())
    said = told(town, child)
    assert "Police" not in said
    assert "Teacher" in said


def test_whose_decision_it_is(town, child) -> None:
    with pytest.raises(Refused, match="decides this"):
        withheld(town, child, by="teacher")
    with pytest.raises(Refused, match="decides this"):
        withheld(town, child, by="teacher", of="school")  # no manager, no governance
    with pytest.raises(Unknown):
        withheld(town, child, by="admin")
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_membership SET manager = true WHERE post_id = %s", [town.post["officer"]])
    withheld(town, child, by="officer")
    with pytest.raises(Refused, match="decides this"):
        withheld(town, child, by="officer", of="school")
    with town.database.connect("kith_owner") as owner:
        owner.execute("UPDATE agencies_membership SET manager = false WHERE post_id = %s", [town.post["officer"]])


@pytest.mark.parametrize("days", [0, 93])
def test_it_is_looked_at_again_within_three_months(town, child, days) -> None:
    with pytest.raises(Invalid, match="within three months"):
        withheld(town, child, review_on=today() + timedelta(days=days))


def test_the_withholding_is_itself_on_record(town, child) -> None:
    """Deciding, going on, ending leave events; and so does each telling, with how much it left out."""
    decision = withheld(town, child)
    told(town, child)
    with town.acting("manager"):
        review_withholding(person=child, withholding=decision, words="Still", review_on=LATER)
        end_withholding(person=child, withholding=decision, words="Over")
    with town.database.superuser() as superuser:
        events = superuser.execute(
            "SELECT action, detail FROM audit_event WHERE person_id = %s AND action ~ 'looks|withholding' ORDER BY id",
            [child],
        ).fetchall()
    assert [action for action, _ in events] == ["withhold looks", "tell looks", "review withholding", "end withholding"]
    assert events[1][1] == {"withheld": 1}


def test_nobody_else_learns_that_there_is_a_decision(town, child) -> None:
    decision = withheld(town, child)
    for who in ("teacher", "officer", "mo"):
        with town.acting(who):
            assert rows("SELECT * FROM sharing.withholdings(%s)", child) == []
            assert not [x for x in rows("SELECT action FROM access.looks(%s)", child) if "withh" in x[0]]
            with pytest.raises(Unknown):
                end_withholding(person=child, withholding=decision, words="x")
    with town.acting("governor"):
        assert [row[0] for row in rows("SELECT id FROM sharing.withholdings(%s)", child)] == [decision]


def test_who_decided_hears_when_the_day_has_come(town, child) -> None:
    decision = withheld(town, child)
    with town.database.superuser() as superuser, superuser.transaction():
        superuser.execute("SET LOCAL ROLE kith_engine")
        superuser.execute("UPDATE sharing.withholding SET review_on = %s WHERE id = %s", [today(), decision])
    for _ in range(2):
        with town.acting("sara"):
            call("sharing.remind")
    with town.acting("manager"):
        heard = rows("SELECT kind FROM access.notices() WHERE person_id = %s", child)
    assert heard == [("withholding",)]


@pytest.fixture
def father(town, child) -> UUID:
    speaking = Speaking(kind="parent", name="Lee Rudd", seen="Birth certificate", starts=today())
    with town.acting("sara"):
        return record_representative(person=child, speaking=speaking, age=9)


def as_father(town, child, father) -> Reader:
    with town.acting("sara"):
        return Reader("Ada", representative(child, father))


def test_told_to_somebody_who_speaks_for_them(town, child, father) -> None:
    assert "read Ada's record. to help Ada" in told(town, child, reader=as_father(town, child, father))


def test_nothing_tells_him_where_she_is(town, child, father) -> None:
    """Neither the school nor anybody by name: only what kind of place."""
    with town.acting("sara"):
        limit_representative(person=child, representative=father, no_address=True, kept_from={"health": 5},
                             words="An order", review_on=LATER)  # fmt: skip
    said = told(town, child, reader=as_father(town, child, father))
    assert "Somebody at a school" in said
    for name in ("Alder Road", "Teacher", "Larkshire", "Officer", "Sara"):
        assert name not in said


def test_nor_of_a_service_that_he_is_kept_from(town, child, father) -> None:
    with town.acting("sara"):
        limit_representative(person=child, representative=father, no_address=False, kept_from={"education": 5},
                             words="An order", review_on=LATER)  # fmt: skip
    said = told(town, child, reader=as_father(town, child, father))
    assert "Alder Road" not in said
    assert "Police" in said


def test_everything_that_staff_are_told_of_has_plain_words() -> None:
    """But for what would tell of somebody else, which is not told at all."""
    never = {"seal", "unseal", "exclude", "end exclusion", "limit representative"}
    assert set(SAID_TO_STAFF) - never <= set(DID)


@pytest.mark.parametrize("words", sorted({*DID.values(), *WHY.values(), OTHERWISE}))
def test_a_child_of_twelve_can_read_it(words) -> None:
    """Flesch and Kincaid's grade of each line, as it is said: the sixth year of school there is age 11 to 12."""
    said = f"Jo Smith {words.format(your='your', you='you')}"
    assert grade(said) <= 6, f"{said}: {grade(said):.1f}"


def grade(text: str) -> float:
    words = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, but for a silent e."""
    silent = (word.endswith("e") and not word.endswith("le")) or (word.endswith("ed") and word[-3] not in "td")
    return max(1, len(re.findall(r"[aeiouy]+", word)) - silent)


ABOUT_NOBODY = {
    *("read the register", "export the register", "propose agreement", "agreement live", "suspend agreement"),
    *("resume agreement", "propose profile", "throw away", "measure", "verify locks", "profile version"),
    *("keep events", "erase events", "watch", "limit reading", "sign in", "sign in refused", "confirm", "sign out"),
    *("administer", "ask advice", "read advice", "advise", "check words", "publish form", "keep outsider"),
    *("propose supervision", "agree supervision", "end supervision", "write supervision", "remark on supervision"),
    *("open supervision", "list supervision", "print supervision", "decide who reads supervision"),
    *(
        "count work",
        "export work counted",
        "draft supervision",
        "throw away supervision draft",
        "answer about a tool",
        "keep edition of the guide",
        "note processing",
    ),
    *("keep agreement paper", "read the register of what left", "export the register of what left"),
    *("export the record of processing",),
}
OF_OTHERS = {
    *("seal", "unseal", "exclude", "end exclusion", "link", "confirm link", "unlink", "add reader", "release"),
    *("withdraw release", "withhold looks", "review withholding", "end withholding", "limit representative"),
}


def test_every_event_about_a_person_has_plain_words_or_is_not_told() -> None:
    """A new one fails here until somebody has said it plainly."""
    table = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text()
    known = set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE))
    assert known - ABOUT_NOBODY - OF_OTHERS - set(DID) == set()
