"""Codes of the return in plain words, from the Department for Education's guide to the children looked after return.

Codes that earlier years used and the list of 2026 does not are here too: the record should say what they meant. A code
that nobody knows is shown as it was written.
"""

from datetime import date

from kith.linkage.ssda903.definitions import listed_labels

LEGAL_STATUS = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated with agreement (section 20)",
    "V3": "Series of short breaks, each recorded",
    "V4": "Series of short breaks, recorded as one agreement",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "Remanded to local authority accommodation or youth detention",
    "J2": "Accommodated after arrest (Police and Criminal Evidence Act)",
    "J3": "Youth rehabilitation order with residence or intensive fostering",
}
NEED = {
    "N1": "Abuse or neglect",
    "N2": "The child's disability or illness",
    "N3": "A parent's illness or disability",
    "N4": "A family in acute stress",
    "N5": "Family relationships that do not work",
    "N6": "Behaviour that others found unacceptable",
    "N7": "Low income",
    "N8": "Absent parents",
}
WHY_EPISODE = {
    "S": "Started to be looked after",
    "L": "Legal status changed",
    "P": "Moved to another home and other carers",
    "T": "Moved to another home with the same carers",
    "B": "Legal status, home and carers changed",
    "U": "Legal status and home changed, with the same carers",
}
PLACEMENT = {
    "A3": "Placed for adoption with the foster carer, with consent",
    "A4": "Placed for adoption with new carers, with consent",
    "A5": "Placed for adoption with the foster carer, under a placement order",
    "A6": "Placed for adoption with new carers, under a placement order",
    "H5": "Semi-independent living, outside the children's homes regulations",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Supported accommodation",
    "P1": "With a parent or another person with parental responsibility",
    "P2": "Living independently",
    "P3": "Lodging with an employer",
    "R1": "Residential care home",
    "R2": "Hospital or nursing care",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Away for a time",
    "T1": "In hospital for a time",
    "T2": "On holiday",
    "T3": "With others while the foster carer is on holiday",
    "T4": "Away for up to seven days",
    "U1": "Foster care with a relative or friend, long term",
    "U2": "Foster care with a relative or friend who may adopt",
    "U3": "Foster care with a relative or friend, not long term",
    "U4": "Foster care, long term",
    "U5": "Foster care with a carer who may adopt",
    "U6": "Foster care, not long term",
    "Z1": "Another kind of home",
}
PROVIDER = {
    "PR0": "a parent or another person with parental responsibility",
    "PR1": "the council itself",
    "PR2": "another council, or a regional adoption agency",
    "PR3": "another public body",
    "PR4": "a private provider",
    "PR5": "a charity or other voluntary provider",
}
WHY_MOVED = {
    "CARPL": "The care plan",
    "CLOSE": "The home closed, or the carer gave up",
    "ALLEG": "An allegation (section 47)",
    "STAND": "Concern about the standard of care",
    "APPRR": "The carer's approval was withdrawn",
    "CREQB": "The carer asked, because of the child's behaviour",
    "CREQO": "The carer asked, for another reason",
    "CHILD": "The child asked",
    "LAREQ": "The council asked",
    "PLACE": "Only the status of the home changed",
    "CUSTOD": "Custody",
    "OTHER": "Another reason",
}
LEFT_CARE = {
    "E11": "Adopted, not opposed",
    "E12": "Adopted, the court dispensing with consent",
    "E13": "Went to live with someone without parental responsibility",
    "E14": "Remand ended",
    "E15": "Found by age assessment to be 18 or over",
    "E16": "Moved abroad",
    "E17": "Turned 18 and stayed with the same carers",
    "E2": "Died",
    "E3": "Another council took over the care",
    "E41": "Child arrangements order or residence order",
    "E45": "Special guardianship, to a relative or friend who had fostered them",
    "E46": "Special guardianship, to a foster carer who was no relative or friend",
    "E47": "Special guardianship, to a relative or friend who had not fostered them",
    "E48": "Special guardianship, to somebody else",
    "E4A": "Returned home as the care plan intended",
    "E4B": "Returned home outside the care plan",
    "E5": "Moved into independent living with support",
    "E6": "Moved into independent living without support",
    "E7": "Moved to residential care of adult social care",
    "E8": "For another reason",
    "E9": "Sentenced to custody",
}
GOES_ON = "X1"  # the episode ends and the next begins on the same day: still looked after
TOOK_PART = {
    "PN0": "The child was under 4.",
    "PN1": "The child came and spoke for themself.",
    "PN2": "The child came and an advocate spoke for them.",
    "PN3": "The child came and made their views known without words.",
    "PN4": "The child came; their views were not made known.",
    "PN5": "The child did not come; an advocate spoke for them.",
    "PN6": "The child did not come, and sent their views in another way.",
    "PN7": "The child did not come, and their views were not made known.",
}
MISSING = {"M": "Missing", "A": "Away from home without permission"}
NO_SCORE = {
    "SDQ1": "the child was under 4 or over 17",
    "SDQ2": "the carer did not complete it",
    "SDQ3": "not possible because of the child's disability",
    "SDQ4": "another reason",
    "SDQ5": "the child did not allow it",
}
YES_NO = {"0": "no", "1": "yes", "1.0": "yes", "0.0": "no"}
SEX = {"1": "Male", "2": "Female", **listed_labels("SEX")}
ETHNICITY = listed_labels("ETHNIC")
EARLIER_PERMANENCE = {
    "P1": "Adopted before",
    "P2": "Under special guardianship before",
    "P3": "Under a residence or child arrangements order before",
    "P4": "An earlier permanent home, of a kind not known",
    "Z1": "No earlier adoption, guardianship or arrangements order",
}
IN_TOUCH = {
    "YES": "In touch",
    "NO": "Not in touch",
    "DIED": "Died after leaving care",
    "REFU": "Does not want contact",
    "NREQ": "No longer needs the service",
    "RHOM": "Returned home for six months or more",
}
ACTIVITY = {
    "F1": "full time in higher education",
    "P1": "part time in higher education",
    "F2": "full time in other education",
    "P2": "part time in other education",
    "F3": "full time in training or work (code of earlier years)",
    "P3": "part time in training or work (code of earlier years)",
    "F4": "full time in an apprenticeship",
    "P4": "part time in an apprenticeship",
    "F5": "full time in other training or work",
    "P5": "part time in other training or work",
    "G4": "not in education or work because of illness or disability",
    "G5": "not in education or work",
    "G6": "not in education or work because of pregnancy or a child",
    "0": "not known",
}
LIVING = {
    "B": "with parents or relatives",
    "C": "in residential care",
    "D": "semi-independent, with support",
    "E": "supported lodgings",
    "G": "abroad",
    "H": "deported",
    "K": "lodgings without support",
    "R": "not known",
    "S": "no fixed home",
    "T": "foyer or similar supported home",
    "U": "living independently",
    "V": "emergency accommodation",
    "W": "bed and breakfast",
    "X": "in custody",
    "Y": "another kind of home",
    "Z": "with a former foster carer",
    "0": "not known",
}
SUITABLE = {"1": "suitable", "2": "not suitable"}
ADOPTERS = {
    "M1": "one man",
    "F1": "one woman",
    "MM": "two men",
    "FF": "two women",
    "MF": "a man and a woman",
}
ADOPTERS_STATUS = {
    "L0": "single",
    "L11": "married, to each other",
    "L12": "married, of the same sex",
    "L2": "civil partners",
    "L3": "living together",
    "L4": "of another status",
}
ADOPTION_ENDED = {
    "RD1": "the match did not hold",
    "RD2": "the court did not make the order",
    "RD3": "the decision was changed before the order",
    "RD4": "another reason",
}
WORKER_CHANGED = {
    "MANAGE": "caseloads",
    "FCONTA": "first social worker",
    "LEFTRL": "the worker left the role",
    "ORGRST": "the service was reorganised",
    "TSPROC": "passed to another team, as the process has it",
    "ABSENC": "the worker was away",
    "CHCHAN": "the child asked",
    "PCCHAN": "a parent or carer asked",
    "SWDIED": "the worker died",
    "OTHERS": "another reason",
}


def plain(words: dict[str, str], code: str) -> str:
    """The code in plain words, or the code itself where nobody knows what it means."""
    return words.get(code) or f"code {code if len(code) <= 40 else code[:40] + '…'}, which is not on the list"


def spoken(day: date) -> str:
    """27 March 2008."""
    return f"{day.day} {day:%B %Y}"


def home_after_care(code: str) -> str:
    """ACCOM: a letter for the kind of home, 1 or 2 for whether it is suitable."""
    if code[:1] not in LIVING or code[1:] not in {"", *SUITABLE}:
        return plain({}, code)
    return ", ".join(part for part in (LIVING[code[:1]], SUITABLE.get(code[1:], "")) if part)
