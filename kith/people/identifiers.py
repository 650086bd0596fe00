"""Numbers by which somebody knows a person, and whether their check digits hold.

NHS number: ten digits, the last a modulus 11 check (NHS Data Dictionary, NHS NUMBER). UPN: a check letter, then
twelve characters, the last a digit or, for a temporary number, a letter (Department for Education, "Unique pupil
numbers"). A local number has no check; it means something only beside the organisation that gave it.
"""

import re

NHS, UPN, LOCAL = "nhs", "upn", "local"
CALLED = {NHS: "NHS number", UPN: "Unique pupil number", LOCAL: "Local number"}
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S: they are read as 1, 0 and 5


def canonical(value: str) -> str:
    """The number as it is kept and compared: capitals and digits, without spaces, hyphens or slashes."""
    return re.sub(r"[\W_]+", "", value).upper()


def shown(scheme: str, value: str) -> str:
    """The number as people read it out: an NHS number is said in three groups."""
    if scheme == NHS and re.fullmatch(r"[0-9]{10}", value):
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return value


def check_passed(scheme: str, value: str) -> bool | None:
    """Whether the check digit or letter holds. None where the scheme has none."""
    if scheme == NHS:
        return nhs_number(value)
    if scheme == UPN:
        return unique_pupil_number(value)
    return None


def nhs_number(value: str) -> bool:
    """Modulus 11 with weights 10 to 2 over nine digits; a check of 11 is written 0, and 10 is never issued."""
    digits = canonical(value)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check % 11 == int(digits[9])


def unique_pupil_number(value: str) -> bool:
    """The check letter is the sum of the twelve characters with weights 2 to 13, modulus 23."""
    number = canonical(value)
    if not re.fullmatch(rf"[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]", number):
        return False
    weighed = sum(_worth(c) * w for c, w in zip(number[1:], range(2, 14), strict=True))
    return UPN_LETTERS[weighed % 23] == number[0]


def _worth(character: str) -> int:
    return int(character) if character in "0123456789" else UPN_LETTERS.index(character)


def recognise(text: str) -> str | None:
    """The scheme that a number looks like: what the search box says it looked for. None: too short to be one."""
    number = canonical(text)
    if re.fullmatch(r"[0-9]{10}", number):
        return NHS
    if re.fullmatch(r"[A-Z][0-9]{11}[0-9A-Z]", number):
        return UPN
    return LOCAL if len(number) >= 4 and any(c.isdigit() for c in number) else None
