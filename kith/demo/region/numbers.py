"""Numbers that look real and belong to nobody: NHS test numbers, UPNs, drama telephone numbers."""

from kith.people.identifiers import UPN_LETTERS

FICTIONAL_AUTHORITY = "998"  # no local authority has this number


def nhs_number(n: int) -> str:
    """The `n`th usable number of the 999 range, which the NHS keeps for tests (modulo 11 check digit)."""
    stem = n
    while True:
        nine = f"999{stem:06d}"
        check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(check % 11)
        stem += 500_000


def upn(school: int, year: int, serial: int) -> str:
    """A unique pupil number of a school of the fictional authority, with its check letter."""
    digits = f"{FICTIONAL_AUTHORITY}{school:04d}{year % 100:02d}{serial:03d}"
    return UPN_LETTERS[sum(int(d) * w for d, w in zip(digits, range(2, 14), strict=True)) % 23] + digits


def landline(n: int) -> str:
    """One of the thousand area-independent numbers that Ofcom keeps for drama: 01632 960000 to 960999."""
    return f"01632 960{n % 1000:03d}"


def mobile(n: int) -> str:
    """One of the thousand mobile numbers that Ofcom keeps for drama: 07700 900000 to 900999."""
    return f"07700 900{n % 1000:03d}"
