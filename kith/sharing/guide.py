"""The guide to the law: from what somebody needs information for, to the gateways that fit who asks whom.

Facts, each with how sure it is. The guide advises; the practitioner decides and says why. What holds for whom, and the
editions that there were: `editions.py`. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STARTING = Path(__file__).parent / "data" / "guide.yaml"
STRENGTH = ("duty", "power", "permission", "limit")
OWN_JUDGEMENT = "own judgement"
THEIR_RIGHT = "their right"
BESIDE = {  # what somebody may rest on beside the laws of an edition
    THEIR_RIGHT: "Their own right to see what is held about them (UK GDPR Articles 12 and 15)",
    OWN_JUDGEMENT: "My own judgement, for the reason given",
}
CONSENT = "consent"
LISTS = ("purposes", "asks", "of")
FORCES = {
    "duty": "A duty: who is asked must answer, unless an exception applies.",
    "power": "A power: who is asked may share, and decides.",
    "permission": "A permission: it can be withdrawn, and sharing then ends.",
    "limit": "A limit on what may be asked.",
}


@dataclass(frozen=True)
class Gateway:
    """A law or a permission. `asks`, `of`: kinds of organisations that it is for; none: any. `sure`: how sure it is."""

    code: str
    name: str
    purposes: tuple[str, ...]
    says: str
    force: str
    article6: str
    article9: str
    regime: str
    sure: str
    exception: str = ""
    asks: tuple[str, ...] = ()
    of: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """As it stands on a share and in the register of processing."""
        articles = ", ".join(a for a in (self.article6, self.article9) if a)
        return f"{self.name} ({articles})" if articles else self.name

    @property
    def force_words(self) -> str:
        return FORCES[self.force]

    def fits(self, purpose: str, asks: str, of: str) -> bool:
        return purpose in self.purposes and (not self.asks or asks in self.asks) and (not self.of or of in self.of)


@dataclass(frozen=True)
class Reason:
    """A ground on which a request may be refused, and the law."""

    code: str
    words: str
    law: str


@dataclass(frozen=True)
class Choice:
    """A purpose, or what lifts a duty of confidence. `about`: "child", "adult" or "anyone"."""

    code: str
    words: str
    about: str = "anyone"


@dataclass(frozen=True)
class Guide:
    """`edition`: the row that it was kept as; none: not kept yet."""

    version: str
    gateways: tuple[Gateway, ...]
    purposes: tuple[Choice, ...]
    confidentiality: tuple[Choice, ...]
    reasons: tuple[Reason, ...]
    edition: int | None = None

    def fitting(self, purpose: str, asks: str, of: str) -> Sequence[Gateway]:
        """The gateways for this purpose between these kinds of organisations: duties first."""
        found = [gateway for gateway in self.gateways if gateway.fits(purpose, asks, of)]
        return sorted(found, key=lambda gateway: STRENGTH.index(gateway.force))

    def gateway(self, code: str) -> Gateway | None:
        return next((gateway for gateway in self.gateways if gateway.code == code), None)

    def purpose_words(self, code: str) -> str:
        return next((purpose.words for purpose in self.purposes if purpose.code == code), code)

    def confidentiality_words(self, code: str) -> str:
        return next((each.words for each in self.confidentiality if each.code == code), "")

    def reason(self, code: str) -> Reason | None:
        return next((reason for reason in self.reasons if reason.code == code), None)


def consent_advice(fitting: Sequence[Gateway]) -> str:
    """Whether to rest on consent, in a sentence."""
    if any(gateway.force == "duty" for gateway in fitting):
        return (
            "Do not rest on consent: the law obliges, and a yes that would not be respected as a no is not free."
            " Tell the person that you ask, unless that puts somebody at risk."
        )
    if any(gateway.force == "power" for gateway in fitting):
        return (
            "You may rest on the law rather than on consent. Ask what the person thinks and tell them what you do,"
            " unless that puts somebody at risk."
        )
    return "Consent is right only if it is free: would you respect a no? The person can withdraw it at any time."


def read(told: str, edition: int | None = None) -> Guide:
    """An edition as it was sent: YAML, in which every value is words. What is wrong in one: `guide_checking.py`."""
    data = yaml.load(told, yaml.BaseLoader)  # noqa: S506  makes nothing but words, lists and mappings
    return Guide(
        version=data["version"],
        gateways=tuple(_gateway(entry) for entry in data["gateways"]),
        purposes=tuple(Choice(**entry) for entry in data["purposes"]),
        confidentiality=tuple(Choice(**entry) for entry in data["confidentiality"]),
        reasons=tuple(Reason(**entry) for entry in data["reasons"]),
        edition=edition,
    )


def _gateway(entry: dict[str, Any]) -> Gateway:
    lists: dict[str, Any] = {key: tuple(entry[key]) for key in LISTS if key in entry}
    said = {key: value for key, value in entry.items() if key not in (*LISTS, "except")}
    return Gateway(**said, **lists, exception=entry.get("except", ""))


@cache
def starting() -> Guide:
    """The edition that comes with Kith, from its file: what the first row of the table holds."""
    return read(STARTING.read_text())
