"""Rows of the return to facts about children, each at its domain and grade (docs/decisions/0010-ssda903-grades.md)."""

from collections.abc import Callable
from datetime import date

from kith.access.grades import Domain, Grade
from kith.linkage.ssda903 import words
from kith.linkage.ssda903.checking import CheckedRow
from kith.linkage.ssda903.crosschecks import NO_UPN
from kith.linkage.ssda903.episodes import CLOSE, ORDINARY, episode_facts
from kith.linkage.ssda903.facts import Child, Fact, Table, entry, held, until_words
from kith.linkage.ssda903.yearly import care_leaver_facts, health_facts
from kith.people.identifiers import LOCAL, UPN, canonical, check_passed

AT_THE_TABLE = (Domain.PLAN, Grade.PRACTICE)
AT_SCHOOL = (Domain.EDUCATION, Grade.PRACTICE)
HOUSEHOLD = (Domain.FAMILY, Grade.PRACTICE)


def children_of(rows: list[CheckedRow], year_end: date) -> list[Child]:
    """The children of the return in the order of header.csv, with everything the standing rows say of them."""
    standing: dict[str, dict[str, list[CheckedRow]]] = {}
    for row in rows:
        if row.stands:
            standing.setdefault(row.child, {}).setdefault(row.row.definition, []).append(row)
    return [_child(files, year_end) for files in standing.values()]


def _child(files: dict[str, list[CheckedRow]], year_end: date) -> Child:
    header = files["header"][0]
    child = Child(header.child, header.dates.get("DOB"), _person_facts(header, year_end))
    child.facts += _mother_facts(header, year_end)
    child.facts += episode_facts(files.get("episodes", []))
    began = min((row.dates["DECOM"] for row in files.get("episodes", [])), default=year_end)
    for name, facts_of in DATED.items():
        child.facts += [fact for row in files.get(name, []) for fact in facts_of(row)]
    for name, yearly in EVERY_YEAR.items():
        child.facts += [fact for row in files.get(name, []) for fact in yearly(row, year_end)]
    for name, standing in ON_ENTERING_CARE.items():
        child.facts += [fact for row in files.get(name, []) for fact in standing(row, began)]
    return child


def _person_facts(row: CheckedRow, year_end: date) -> list[Fact]:
    """Who the child is. A 903 has no names: the council's number stands in for one."""
    cell = row.row.values
    facts = [
        held(row, Table.NAME, "label", ("CHILD",), Grade.LOCATE, kind="label", given=f"Child {row.child}"),
        held(row, Table.IDENTIFIER, "local", ("CHILD",), scheme=LOCAL, value=canonical(row.child)),
    ]
    if "DOB" in row.dates:
        facts.append(held(row, Table.BIRTH, "birth", ("DOB",), Grade.LOCATE, on=row.dates["DOB"], precision="exact"))
    if cell["SEX"]:
        facts.append(_particular(row, "sex", "SEX", words.SEX))
    if cell["ETHNIC"]:
        facts.append(_particular(row, "ethnicity", "ETHNIC", words.ETHNICITY))
    return facts + _upn(row, year_end)


def _particular(row: CheckedRow, kind: str, name: str, labels: dict[str, str]) -> Fact:
    code = row.row.values[name]
    note = f"{code} in the return"
    return held(row, Table.PARTICULAR, kind, (name,), kind=kind, value=words.plain(labels, code), note=note)


def _upn(row: CheckedRow, year_end: date) -> list[Fact]:
    """The unique pupil number, or why there is none."""
    number = row.row.values["UPN"]
    if number in NO_UPN:
        text = f"Why: {NO_UPN[number]}."
        return [entry(row, "imported_fact", AT_SCHOOL, year_end, "No unique pupil number", text, ("UPN",), once=True)]
    kept = canonical(number)
    if not kept:
        return []
    return [held(row, Table.IDENTIFIER, "upn", ("UPN",), scheme=UPN, value=kept, check_passed=check_passed(UPN, kept))]


def _mother_facts(row: CheckedRow, year_end: date) -> list[Fact]:
    """That a looked-after child is a mother."""
    cell, born = row.row.values, row.dates.get("MC_DOB")
    if not cell["MOTHER"] and born is None:
        return []
    text = (
        f"Mother of a child: {words.plain(words.YES_NO, cell['MOTHER'])}." if cell["MOTHER"] else "Mother of a child."
    )
    text += f" Her child was born on {words.spoken(born)}." if born else ""
    return [
        entry(
            row,
            "imported_fact",
            HOUSEHOLD,
            born or year_end,
            "Mother of a child",
            text,
            ("MOTHER", "MC_DOB"),
            once=True,
        )
    ]


def _review(row: CheckedRow) -> list[Fact]:
    code = row.row.values["REVIEW_CODE"]
    text = words.TOOK_PART.get(code) or f"How the child took part: {words.plain({}, code)}." if code else ""
    return [entry(row, "review", AT_THE_TABLE, row.dates["REVIEW"], "Looked-after review", text, ("REVIEW_CODE",))]


def _missing(row: CheckedRow) -> list[Fact]:
    begins, ends = row.dates["MIS_START"], row.dates.get("MIS_END")
    title = words.plain(words.MISSING, row.row.values["MISSING"]) if row.row.values["MISSING"] else "Missing or away"
    text = f"{title} from {words.spoken(begins)}{until_words(ends)}."
    fields = ("MISSING", "MIS_END")
    return [entry(row, "missing", AT_THE_TABLE, begins, title, text, fields, until=ends, significant=True)]


def _adopters(row: CheckedRow) -> list[Fact]:
    cell, matched = row.row.values, row.dates.get("DATE_MATCH")
    said = [f"Adoption decided on {words.spoken(row.dates['DATE_INT'])}."]
    said += [f"Matched on {words.spoken(matched)}."] if matched else []
    said += (
        [f"Adopted by a former foster carer: {words.plain(words.YES_NO, cell['FOSTER_CARE'])}."]
        if cell["FOSTER_CARE"]
        else []
    )
    said += [f"Number of adopters: {cell['NB_ADOPTR']}."] if cell["NB_ADOPTR"] else []
    said += [f"Adopters: {words.plain(words.ADOPTERS, cell['SEX_ADOPTR'])}."] if cell["SEX_ADOPTR"] else []
    said += [f"They are {words.plain(words.ADOPTERS_STATUS, cell['LS_ADOPTR'])}."] if cell["LS_ADOPTR"] else []
    fields = ("DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
    return [entry(row, "adoption", CLOSE, row.dates["DATE_INT"], "Adoption", " ".join(said), fields, significant=True)]


def _placed_for_adoption(row: CheckedRow) -> list[Fact]:
    begins, ends = row.dates["DATE_PLACED"], row.dates.get("DATE_PLACED_CEASED")
    why = row.row.values["REASON_PLACED_CEASED"]
    text = f"The plan for adoption stood from {words.spoken(begins)}{until_words(ends)}."
    text += f" Why it ended: {words.plain(words.ADOPTION_ENDED, why)}." if why else ""
    fields = ("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
    return [entry(row, "adoption", CLOSE, begins, "Placed for adoption", text, fields, until=ends, significant=True)]


def _worker(row: CheckedRow) -> list[Fact]:
    cell, begins, ends = row.row.values, row.dates["SW_DECOM"], row.dates.get("SW_DEC")
    text = f"Social worker {cell['SW_ID']} from {words.spoken(begins)}{until_words(ends)}."
    text += f" Why the change: {words.plain(words.WORKER_CHANGED, cell['SW_REASON'])}." if cell["SW_REASON"] else ""
    fields = ("SW_ID", "SW_DEC", "SW_REASON")
    return [
        entry(
            row, "worker_change", ORDINARY, begins, f"Social worker {cell['SW_ID']}".strip(), text, fields, until=ends
        )
    ]


def _unaccompanied(row: CheckedRow, began: date) -> list[Fact]:
    ceases = row.dates.get("DUC")
    text = "Seeking asylum, and without a parent or carer when looked after."
    text += f" This status ends on {words.spoken(ceases)}." if ceases else ""
    title, fields = "Unaccompanied asylum-seeking child", ("DUC", "SEX")
    return [entry(row, "uasc", ORDINARY, began, title, text, fields, once=True, significant=True)]


def _earlier_permanence(row: CheckedRow, began: date) -> list[Fact]:
    cell, on = row.row.values, row.dates.get("DATE_PERM")
    title = words.plain(words.EARLIER_PERMANENCE, cell["PREV_PERM"]) if cell["PREV_PERM"] else "Earlier permanence"
    place = ORDINARY if cell["PREV_PERM"] == "Z1" else CLOSE
    given = words.spoken(on) if on else cell["DATE_PERM"]
    said = [f"{title}."] + ([f"From {given}."] if given else [])
    said += [f"Council: {cell['LA_PERM']}."] if cell["LA_PERM"] else []
    fields = ("PREV_PERM", "LA_PERM", "DATE_PERM")
    return [entry(row, "previous_permanence", place, on or began, title, " ".join(said), fields, once=True)]


DATED: dict[str, Callable[[CheckedRow], list[Fact]]] = {
    "reviews": _review,
    "missing": _missing,
    "ad1": _adopters,
    "placed_adoption": _placed_for_adoption,
    "social_worker": _worker,
}
EVERY_YEAR = {"oc2": health_facts, "oc3": care_leaver_facts}
ON_ENTERING_CARE = {"uasc": _unaccompanied, "prev_perm": _earlier_permanence}
