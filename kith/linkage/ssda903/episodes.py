"""Episodes of care: legal status, need, home, moves, and the end of being looked after.

An episode begins when either legal status or home changes, so each row repeats what did not change. Only what
differs from the child's episode before becomes an entry; the rest would be noise in a chronology.
"""

from datetime import date

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903 import words
from kith.linkage.ssda903.checking import CheckedRow
from kith.linkage.ssda903.facts import Fact, entry, until_words

# Where each fact lies: docs/decisions/0010-ssda903-grades.md
LEGAL = (Domain.SOCIAL_CARE, Grade.ESSENTIAL)
ORDINARY = (Domain.SOCIAL_CARE, Grade.PRACTICE)
CLOSE = (Domain.SOCIAL_CARE, Grade.SENSITIVE)
CRIMINAL_JUSTICE = (Domain.JUSTICE, Grade.PRACTICE)

TOWARDS_ADOPTION = {"D1", "E1"}
FOR_ADOPTION = {"A3", "A4", "A5", "A6"}
ADOPTED = {"E11", "E12"}
AFTER_A_SENTENCE = {"E9", "E14"}
ABOUT_A_CARER = {"ALLEG", "STAND", "APPRR"}
ABOUT_A_PARENT = {"N3"}
HOME = ("PLACE", "PLACE_PROVIDER", "HOME_POST", "PL_POST", "URN")


def episode_facts(rows: list[CheckedRow]) -> list[Fact]:
    """All episodes of one child."""
    facts: list[Fact] = []
    before: CheckedRow | None = None
    for row in sorted(rows, key=lambda row: (row.dates["DECOM"], row.dates.get("DEC", date.max))):
        facts += _began(row, before) + _ended(row)
        before = row
    return facts


def _began(row: CheckedRow, before: CheckedRow | None) -> list[Fact]:
    facts = [_why(row)] if row.row.values["RNE"] == "S" else []
    if _changed(row, before, ("LS",)) or row.row.values["RNE"] in {"L", "B", "U"}:
        facts.append(_legal_status(row))
    if _changed(row, before, ("CIN",)):
        facts.append(_need(row))
    if _changed(row, before, HOME) or row.row.values["RNE"] in {"P", "T", "B", "U"}:
        facts.append(_home(row))
    return facts or [_why(row)]


def _changed(row: CheckedRow, before: CheckedRow | None, fields: tuple[str, ...]) -> bool:
    if before is None:
        return any(row.row.values[name] for name in fields)
    return any(row.row.values[name] != before.row.values[name] for name in fields)


def _why(row: CheckedRow) -> Fact:
    title = (
        words.plain(words.WHY_EPISODE, row.row.values["RNE"]) if row.row.values["RNE"] else "An episode of care began"
    )
    text = f"{title}: {words.spoken(row.dates['DECOM'])}."
    return entry(row, "episode", ORDINARY, row.dates["DECOM"], title, text, ("RNE",), about="began", significant=True)


def _legal_status(row: CheckedRow) -> Fact:
    code = row.row.values["LS"]
    place = CRIMINAL_JUSTICE if code.startswith("J") else ORDINARY if code in TOWARDS_ADOPTION else LEGAL
    status = words.plain(words.LEGAL_STATUS, code) if code else "Not given in the return"
    text = f"Legal status from {words.spoken(row.dates['DECOM'])}: {status}."
    return entry(row, "legal_status", place, row.dates["DECOM"], status, text, ("LS", "RNE"), significant=True)


def _need(row: CheckedRow) -> Fact:
    code = row.row.values["CIN"]
    need = words.plain(words.NEED, code) if code else "not given in the return"
    place = CLOSE if code in ABOUT_A_PARENT else ORDINARY
    text = f"The main need for which the child is looked after: {need}."
    return entry(row, "episode", place, row.dates["DECOM"], f"Main need: {need}", text, ("CIN",), about="need")


def _home(row: CheckedRow) -> Fact:
    cell = row.row.values
    home = words.plain(words.PLACEMENT, cell["PLACE"]) if cell["PLACE"] else "Not given in the return"
    begins, ends = row.dates["DECOM"], row.dates.get("DEC")
    said = [f"{home}, from {words.spoken(begins)}{until_words(ends)}."]
    if cell["PLACE_PROVIDER"]:
        said.append(f"Provided by {words.plain(words.PROVIDER, cell['PLACE_PROVIDER'])}.")
    if cell["PL_POST"]:
        said.append(f"The home's postcode is {cell['PL_POST']}.")
    if cell["HOME_POST"]:
        said.append(f"The family home's postcode was {cell['HOME_POST']} when the child came into care.")
    if cell["URN"]:
        said.append(f"The provider's Ofsted number is {cell['URN']}.")
    place = CLOSE if cell["PLACE"] in FOR_ADOPTION else ORDINARY
    fields = (*HOME, "RNE", "DEC")
    return entry(row, "placement", place, begins, home, " ".join(said), fields, until=ends, significant=True)


def _ended(row: CheckedRow) -> list[Fact]:
    day, cell = row.dates.get("DEC"), row.row.values
    if day is None:
        return []
    facts = []
    if cell["REASON_PLACE_CHANGE"]:
        facts.append(_move(row, day))
    if cell["REC"] and cell["REC"] != words.GOES_ON:
        facts.append(_left(row, day))
    return facts


def _move(row: CheckedRow, day: date) -> Fact:
    """Why a home ended. A word about a carer's conduct is another person's matter: sensitive."""
    code = row.row.values["REASON_PLACE_CHANGE"]
    why = words.plain(words.WHY_MOVED, code)
    place = CLOSE if code in ABOUT_A_CARER else ORDINARY
    text = f"Why the home that began on {words.spoken(row.dates['DECOM'])} ended: {why}."
    return entry(
        row, "episode", place, day, "Why the home ended", text, ("DECOM", "REASON_PLACE_CHANGE"), about="moved"
    )


def _left(row: CheckedRow, day: date) -> Fact:
    code = row.row.values["REC"]
    how = words.plain(words.LEFT_CARE, code)
    place = CLOSE if code in ADOPTED else CRIMINAL_JUSTICE if code in AFTER_A_SENTENCE else ORDINARY
    kind = "adoption" if code in ADOPTED else "episode"
    text = f"No longer looked after from {words.spoken(day)}. How: {how}."
    return entry(row, kind, place, day, "No longer looked after", text, ("REC", "DEC"), about="left", significant=True)
