"""What the return gives once a year (health, well-being, offending, young people who left care), dated 31 March."""

from datetime import date

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903 import words
from kith.linkage.ssda903.checking import CheckedRow
from kith.linkage.ssda903.facts import Fact, entry

HEALTH_CHECKS = {
    "HEALTH_CHECK": "Health checks up to date (under 5)",
    "IMMUNISATIONS": "Immunisations up to date",
    "TEETH_CHECK": "Teeth checked by a dentist",
    "HEALTH_ASSESSMENT": "Yearly health assessment done",
}
SUBSTANCES = {
    "SUBSTANCE_MISUSE": "Misused substances",
    "INTERVENTION_RECEIVED": "Received help with it",
    "INTERVENTION_OFFERED": "Was offered help with it",
}
CAUSE_FOR_CONCERN = 17  # total difficulties, as the guide to the return bands them


def health_facts(row: CheckedRow, year_end: date) -> list[Fact]:
    """OC2: a year's health, each part where it belongs."""
    parts = [_checks(row, year_end), _score(row, year_end), _substances(row, year_end), _convicted(row, year_end)]
    facts = [fact for fact in parts if fact is not None]
    return facts or [_nothing_given(row, year_end)]


def _answers(row: CheckedRow, questions: dict[str, str]) -> str:
    cell = row.row.values
    return " ".join(
        f"{asked}: {words.plain(words.YES_NO, cell[name])}." for name, asked in questions.items() if cell[name]
    )


def _year(year_end: date) -> str:
    return f"In the year to {words.spoken(year_end)}."


def _checks(row: CheckedRow, year_end: date) -> Fact | None:
    answers = _answers(row, HEALTH_CHECKS)
    place = (Domain.HEALTH, Grade.PRACTICE)
    text = f"{_year(year_end)} {answers}"
    return (
        entry(row, "health_check", place, year_end, "Health this year", text, tuple(HEALTH_CHECKS)) if answers else None
    )


def _score(row: CheckedRow, year_end: date) -> Fact | None:
    score, reason = row.row.values["SDQ_SCORE"], row.row.values["SDQ_REASON"]
    if not score and not reason:
        return None
    place = (Domain.MENTAL_HEALTH, Grade.SENSITIVE)
    title = f"Strengths and difficulties score: {score}" if score else "No strengths and difficulties score"
    said = [_year(year_end)]
    if score.isdecimal() and int(score) >= CAUSE_FOR_CONCERN:
        said.append(f"{CAUSE_FOR_CONCERN} or more of 40 is a cause for concern.")
    if reason:
        said.append(f"Why there is no score: {words.plain(words.NO_SCORE, reason)}.")
    return entry(row, "wellbeing_score", place, year_end, title, " ".join(said), ("SDQ_SCORE", "SDQ_REASON"))


def _substances(row: CheckedRow, year_end: date) -> Fact | None:
    answers = _answers(row, SUBSTANCES)
    place = (Domain.HEALTH, Grade.SENSITIVE)
    text = f"{_year(year_end)} {answers}"
    return (
        entry(row, "substance_misuse", place, year_end, "Substance use", text, tuple(SUBSTANCES)) if answers else None
    )


def _convicted(row: CheckedRow, year_end: date) -> Fact | None:
    answer = row.row.values["CONVICTED"]
    if not answer:
        return None
    yes = words.YES_NO.get(answer) == "yes"
    title = "Convicted, cautioned or reprimanded this year" if yes else "Offending this year"
    text = f"{_year(year_end)} Convicted, cautioned or reprimanded: {words.plain(words.YES_NO, answer)}."
    return entry(
        row, "conviction", (Domain.JUSTICE, Grade.SENSITIVE), year_end, title, text, ("CONVICTED",), significant=yes
    )


def _nothing_given(row: CheckedRow, year_end: date) -> Fact:
    title, text = "Health this year", f"{_year(year_end)} The return gives nothing."
    return entry(row, "health_check", (Domain.HEALTH, Grade.PRACTICE), year_end, title, text, ("CHILD",))


def care_leaver_facts(row: CheckedRow, year_end: date) -> list[Fact]:
    """OC3: a young person who has left care, about their birthday. Where they live and what they do."""
    cell = row.row.values
    title = f"Care leaver: {words.plain(words.IN_TOUCH, cell['IN_TOUCH'])}" if cell["IN_TOUCH"] else "Care leaver"
    said = [_year(year_end)]
    if cell["ACTIV"]:
        said.append(f"Doing: {words.plain(words.ACTIVITY, cell['ACTIV'])}.")
    if cell["ACCOM"]:
        said.append(f"Living: {words.home_after_care(cell['ACCOM'])}.")
    place = (Domain.SOCIAL_CARE, Grade.PRACTICE)
    return [
        entry(
            row, "care_leaver", place, year_end, title, " ".join(said), ("IN_TOUCH", "ACTIV", "ACCOM"), significant=True
        )
    ]
