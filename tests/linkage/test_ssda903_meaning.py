"""What rows say of a child: in plain words, at the right domain and grade, and recognised again."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903 import words
from kith.linkage.ssda903.definitions import definitions
from kith.linkage.ssda903.facts import Child, Fact, Table
from kith.linkage.ssda903.meaning import children_of
from tests.linkage.returns import EPISODES, HEADER, REVIEWS, YEAR_END, Writer, checked

OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
)
CAME = "101,01/05/2017,S,V2,N1,U4,PR1,01/06/2017,X1,CARPL,EG19 7TT,WV27 9FW,1157828"
MOVED = "101,01/06/2017,P,V2,N1,K2,PR4,01/08/2017,X1,ALLEG,EG19 7TT,WV27 9FX,1157829"
ORDER = "101,01/08/2017,L,C2,N1,K2,PR4,01/03/2018,E41,,EG19 7TT,WV27 9FX,1157829"


def child(folder: Path) -> Child:
    return children_of(checked(folder), YEAR_END)[0]


def entries(folder: Path) -> list[Fact]:
    return [fact for fact in child(folder).facts if fact.table is Table.ENTRY]


def titles(folder: Path) -> list[tuple[object, object]]:
    return [(fact.values["kind"], fact.values["title"]) for fact in entries(folder)]


def test_who_the_child_is(a_return: Writer) -> None:
    facts = {fact.key.split(":")[-1]: fact for fact in child(a_return()).facts}
    assert facts["label"].values == {"kind": "label", "given": "Child 101"}
    assert facts["birth"].values["on"] == date(2008, 3, 27)
    assert facts["sex"].values["value"] == "Female"
    assert facts["ethnicity"].values["value"] == "White British"
    assert facts["upn"].values == {"scheme": "upn", "value": "H801200001001", "check_passed": True}
    assert facts["local"].values == {"scheme": "local", "value": "101"}
    assert {name: (fact.domain, fact.grade) for name, fact in facts.items()} == {
        "label": (Domain.IDENTITY, Grade.LOCATE),
        "birth": (Domain.IDENTITY, Grade.LOCATE),
        **dict.fromkeys(("local", "sex", "ethnicity", "upn"), (Domain.IDENTITY, Grade.ESSENTIAL)),
    }


def test_why_there_is_no_pupil_number(a_return: Writer) -> None:
    second = children_of(checked(a_return()), YEAR_END)[1]
    (fact,) = [fact for fact in second.facts if fact.table is Table.ENTRY]
    assert (fact.values["title"], fact.values["text"]) == (
        "No unique pupil number",
        "Why: new to care, number not known yet.",
    )


def test_only_what_changed_becomes_an_entry(a_return: Writer) -> None:
    assert titles(a_return(episodes=[EPISODES, ORDER, CAME, MOVED])) == [
        ("episode", "Started to be looked after"),
        ("legal_status", "Accommodated with agreement (section 20)"),
        ("episode", "Main need: Abuse or neglect"),
        ("placement", "Foster care, long term"),
        ("episode", "Why the home ended"),
        ("placement", "Children's home"),
        ("episode", "Why the home ended"),
        ("legal_status", "Full care order"),
        ("episode", "No longer looked after"),
    ]


def test_an_allegation_about_a_carer_is_sensitive(a_return: Writer) -> None:
    ended = [fact for fact in entries(a_return(episodes=[EPISODES, CAME, MOVED])) if ":moved:" in fact.key]
    assert [fact.grade for fact in ended] == [Grade.PRACTICE, Grade.SENSITIVE]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("C2", (Domain.SOCIAL_CARE, Grade.ESSENTIAL)),
        ("E1", (Domain.SOCIAL_CARE, Grade.PRACTICE)),
        ("J1", (Domain.JUSTICE, Grade.PRACTICE)),
        ("??", (Domain.SOCIAL_CARE, Grade.ESSENTIAL)),
    ],
)
def test_where_a_legal_status_lies(a_return: Writer, code: str, place: tuple[Domain, Grade]) -> None:
    facts = entries(a_return(episodes=[EPISODES, CAME.replace("V2", code)]))
    assert [(fact.domain, fact.grade) for fact in facts if fact.values["kind"] == "legal_status"] == [place]


def test_a_home_with_adopters_is_sensitive_and_never_restricted(a_return: Writer) -> None:
    adopted = CAME.replace("U4", "A6").replace("X1,CARPL", "E12,")
    files = {
        "episodes": [EPISODES, adopted],
        "ad1": [
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
            "101,27/03/2008,01/05/2017,02/05/2017,1,2,MM,L11",
        ],
        "placed_for_adoption": [
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            "101,27/03/2008,01/05/2017,,RD9",
        ],
    }
    facts = entries(a_return(**files))
    close = [fact for fact in facts if fact.grade == Grade.SENSITIVE]
    assert sorted(str(fact.values["kind"]) for fact in close) == ["adoption", "adoption", "adoption", "placement"]
    assert any("code RD9, which is not on the list" in str(fact.values["text"]) for fact in close)


def test_the_year_in_health_and_offending(a_return: Writer) -> None:
    facts = entries(a_return(oc2=[OC2, "101,27/03/2008,39,,1,0,1,1,1,1,0,1"]))
    assert {(fact.values["kind"], fact.domain, fact.grade) for fact in facts} == {
        ("health_check", Domain.HEALTH, Grade.PRACTICE),
        ("wellbeing_score", Domain.MENTAL_HEALTH, Grade.SENSITIVE),
        ("substance_misuse", Domain.HEALTH, Grade.SENSITIVE),
        ("conviction", Domain.JUSTICE, Grade.SENSITIVE),
    }
    assert facts[0].values["happened_at"] == datetime(2018, 3, 31, tzinfo=ZoneInfo("Europe/London"))
    assert "17 or more of 40 is a cause for concern" in str(facts[1].values["text"])


def test_no_detail_of_a_sensitive_part_stands_in_a_lower_one(a_return: Writer) -> None:
    facts = entries(a_return(oc2=[OC2, "101,27/03/2008,39,,1,0,1,1,1,1,0,1"]))
    lower = next(fact for fact in facts if fact.grade < Grade.SENSITIVE)
    assert set(lower.raw) == {"HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"}


def test_a_year_without_answers_is_kept(a_return: Writer) -> None:
    assert titles(a_return(oc2=[OC2, "101,27/03/2008,,,,,,,,,,"])) == [("health_check", "Health this year")]


def test_reviews_missing_care_leavers_and_workers(a_return: Writer) -> None:
    folder = a_return(
        reviews=[REVIEWS, "101,27/03/2008,01/05/2017,PN1", "101,27/03/2008,02/05/2017,"],
        missing=["CHILD,DOB,MISSING,MIS_START,MIS_END", "101,27/03/2008,A,01/05/2017,03/05/2017"],
        oc3=["CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "101,27/03/2008,YES,F1,K2"],
        sw_episodes=["CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", "101,27/03/2008,SW9,01/05/2017,,MANAGE"],
    )
    assert [fact.values["text"] for fact in entries(folder)] == [
        "The child came and spoke for themself.",
        "",
        "Away from home without permission from 1 May 2017 until 3 May 2017.",
        "Social worker SW9 from 1 May 2017. Why the change: caseloads.",
        "In the year to 31 March 2018. Doing: full time in higher education."
        " Living: lodgings without support, not suitable.",
    ]


def test_what_is_said_once_is_dated_by_the_first_episode_but_keyed_without_it(a_return: Writer) -> None:
    columns = ["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "101,27/03/2008,P2,800,zz/05/2012"]
    (fact,) = [
        fact for fact in entries(a_return(episodes=[EPISODES, CAME], prev_perm=columns)) if "prev_perm" in fact.key
    ]
    assert fact.values["happened_at"] == datetime(2017, 5, 1, tzinfo=ZoneInfo("Europe/London"))
    assert fact.key == "ssda903:prev_perm:101:previous_permanence"
    assert fact.values["text"] == "Under special guardianship before. From zz/05/2012. Council: 800."


def test_a_mother(a_return: Writer) -> None:
    (fact,) = entries(a_return(header=[HEADER[0], "101,F,27/03/2008,WBRI,,1.0,27/08/2016"]))
    assert fact.values["text"] == "Mother of a child: yes. Her child was born on 27 August 2016."


def test_the_same_fact_is_recognised_and_another_is_not(a_return: Writer) -> None:
    first = {fact.source_key for fact in entries(a_return(reviews=[REVIEWS, "101,27/03/2008,01/05/2017,PN1"]))}
    again = {
        fact.source_key
        for fact in entries(a_return(reviews=["REVIEW_CODE,REVIEW,DOB,CHILD", "PN1,01/05/2017,27/03/2008,101"]))
    }
    other = {fact.source_key for fact in entries(a_return(reviews=[REVIEWS, "101,27/03/2008,01/05/2017,PN2"]))}
    assert first == again != other
    assert {key.rpartition(":")[0] for key in first} == {key.rpartition(":")[0] for key in other}


@pytest.mark.parametrize(
    ("file", "field", "plain"),
    [
        ("episodes", "LS", words.LEGAL_STATUS),
        ("episodes", "RNE", words.WHY_EPISODE),
        ("episodes", "CIN", words.NEED),
        ("episodes", "PLACE_PROVIDER", words.PROVIDER),
        ("episodes", "REASON_PLACE_CHANGE", words.WHY_MOVED),
        ("episodes", "REC", {**words.LEFT_CARE, words.GOES_ON: ""}),
        ("reviews", "REVIEW_CODE", words.TOOK_PART),
        ("missing", "MISSING", words.MISSING),
        ("oc2", "SDQ_REASON", words.NO_SCORE),
        ("oc3", "IN_TOUCH", words.IN_TOUCH),
        ("oc3", "ACTIV", words.ACTIVITY),
        ("prev_perm", "PREV_PERM", words.EARLIER_PERMANENCE),
        ("placed_adoption", "REASON_PLACED_CEASED", words.ADOPTION_ENDED),
        ("ad1", "SEX_ADOPTR", words.ADOPTERS),
        ("ad1", "LS_ADOPTR", words.ADOPTERS_STATUS),
        ("social_worker", "SW_REASON", words.WORKER_CHANGED),
    ],
)
def test_every_listed_code_has_plain_words(file: str, field: str, plain: dict[str, str]) -> None:
    assert set(definitions()[file].fields[field].codes) <= set(plain)


def test_homes_after_care_have_plain_words() -> None:
    for code in definitions()["oc3"].fields["ACCOM"].codes:
        assert "not on the list" not in words.home_after_care(code)
    assert words.home_after_care("01") == "not known, suitable"
    assert words.home_after_care("Q1") == "code Q1, which is not on the list"


def test_the_sample_becomes_facts_for_every_row_that_stands(sample: Path) -> None:
    rows = checked(sample)
    children = children_of(rows, YEAR_END)
    facts = [fact for child in children for fact in child.facts]
    assert len(children) == 2_675
    assert {(fact.file, fact.line) for fact in facts} == {(row.row.file, row.row.line) for row in rows if row.stands}
    assert max(Counter(fact.source_key for fact in facts).values()) == 1
    assert max(fact.grade for fact in facts) == Grade.SENSITIVE
