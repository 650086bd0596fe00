"""Every address, every kind of user, every kind of record: what comes is what docs/addresses.yaml and the model say.

No canary beyond what the reference model opens; what does not open is answered as what is not there; never a 500.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

import pytest

from tests.sweep.addresses import Address, addresses
from tests.sweep.asking import Answer, Asking, Target, plain, words_in
from tests.sweep.scene import LEFT_OUT, USERS, Scene

WHOLE = os.environ.get("KITH_SWEEP") == "whole"
OTHERS = ("head", "options", "put", "patch", "delete", "trace")
SHUT = ("sealed", "barred")  # a bar stands on the sealed record nowhere: such a row is asked for on the barred one
SHARE = {"allocated worker": 1, "uninvolved": 1, "sealed out": 3, "finder": 3}  # of the targets one in so many
OF_OTHERS = 8

EVERY = [a for a in addresses().values() if a.group != "demo"]
TAKEN = (200, 302, 405, 422)


@pytest.mark.parametrize("address", EVERY, ids=lambda a: a.name)
def test_everybody_gets_what_the_list_and_the_model_say(scene: Scene, address: Address) -> None:
    wrong: list[str] = []
    found = 0
    for everything in (WHOLE, True):  # the second time where the part that is asked ordinarily found nothing
        for user in users_of(address):
            for method in ("get", "post"):
                found += asked_as(Asking(scene, address, user), method, wrong, everything)
            scene.look_again()  # what was sent may have changed a fact
        if found or wrong or address.never_found:
            break
    assert not wrong, "\n".join(wrong)
    assert found or address.never_found, f"nobody found anything at {address.name}: the sweep says nothing about it"


def asked_as(asking: Asking, method: str, wrong: list[str], everything: bool = WHOLE) -> int:
    """Ask for every target, note what is wrong; how many answers found something."""
    found, address, user = 0, asking.address, asking.user
    absent: dict[Any, Any] = {}
    for target in [t for t in asking.targets() if everything or chosen(address, user, t, method)]:
        answer = asking.ask(method, target)
        where = f"{method.upper()} {address.name} as {user}, {target.kind}, answered {answer.status_code}"
        beyond = asking.scene.canaries.beyond(told(answer), asking.scene.caller(user))
        wrong += [f"{where}: {reason}" for reason in faults(address, user, target, answer, beyond)]
        if not target.there and (address.about_a_person or target.given):
            nobody = asking.absent(target)
            key = nobody.person if nobody.person == target.person and not target.given else None
            same = absent[key] = absent.get(key) or plain(asking.ask(method, nobody))
            wrong += [f"{where}: not as absent: {difference(plain(answer), same)}"] if plain(answer) != same else []
        found += target.there and answer.status_code in TAKEN
    return found


@pytest.mark.parametrize("address", [a for a in EVERY if a.about_a_person], ids=lambda a: a.name)
def test_no_method_tells_what_is_shut_from_what_is_absent(scene: Scene, address: Address) -> None:
    """For whoever is not involved and for whoever finds people: ordinarily for one of them, by two of the methods."""
    outside, number = ("uninvolved", "finder"), crc32(address.name.encode())
    for user in outside if WHOLE else outside[number % 2 :][:1]:
        asking = Asking(scene, address, user)
        shut = next(t for t in asking.targets() if t.kind.startswith(SHUT) and not t.there)
        for method in OTHERS if WHOLE else (OTHERS * 2)[number % len(OTHERS) :][:2]:
            assert plain(asking.ask(method, shut)) == plain(asking.ask(method, asking.absent(shut))), (user, method)


def faults(address: Address, user: str, target: Target, answer: Any, beyond: set[str]) -> Iterator[str]:
    if answer.status_code >= 500:
        yield "failed"
    if beyond:
        yield f"shows what does not open to them: {sorted(beyond)[:5]}"
    may = GROUPS[address.group](user, target, answer)
    if address.only and user not in address.only:
        may = away(answer)
    if not may:
        yield f"not what docs/addresses.yaml says of {address.group}"


def difference(one: Answer, other: Answer) -> str:
    return "; ".join(f"{a} against {b}" for a, b in zip(one, other, strict=True) if a != b)[:500]


def users_of(address: Address) -> Sequence[str]:
    """Signing in is the same for every post."""
    return USERS[:4] if address.group in ("anyone", "account") else USERS


def chosen(address: Address, user: str, target: Target, method: str) -> bool:
    """Everything for some, and a fixed share for the others."""
    if not address.about_a_person or user in address.only:
        return True
    return crc32(f"{address.name} {user} {target.kind} {method}".encode()) % SHARE.get(user, OF_OTHERS) == 0


def told(answer: Any) -> str:
    """Everything that leaves: words, headers, cookies."""
    return words_in(answer) + str(answer.headers) + answer.cookies.output()


def anyone(user: str, target: Target, answer: Any) -> bool:
    return True


def account(user: str, target: Target, answer: Any) -> bool:
    return user not in ("nobody", "reader") or away(answer)


def practitioner(user: str, target: Target, answer: Any) -> bool:
    """Without a post one is sent away; about a person, those who may not locate them find nothing."""
    if user in LEFT_OUT:
        return away(answer)
    if target.there:
        return answer.status_code in (*TAKEN, 403)
    return target.located or answer.status_code in (404, 405)  # a row is compared with a row that nobody has


def role(name: str) -> Any:
    """Without the role it is refused or absent, whoever asks; with it too, of another organisation."""

    def having(user: str, target: Target, answer: Any) -> bool:
        if user in LEFT_OUT:
            return away(answer)
        return (user == name and target.there) or answer.status_code in (403, 404, 405)

    return having


def away(answer: Any) -> bool:
    """Sent to sign in, or not taken at all."""
    return answer.status_code in (401, 403, 404, 405) or (
        answer.status_code == 302 and "sign" in answer.headers["Location"]
    )


GROUPS = {
    "anyone": anyone,
    "account": account,
    "practitioner": practitioner,
    "administrator": role("administrator"),
    "governance": role("governance"),
}
