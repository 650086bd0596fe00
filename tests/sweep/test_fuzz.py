"""Anything in any field of any form, sent in any way, by those who work: never a 500, never half done, never markup.

Forms are found by walking the pages, so that a new one is tried the day it appears. KITH_FUZZ=5000 for a long run (the
number of requests), which then is another one every time.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.core.session import TOKEN_COOKIE
from tests.sweep.addresses import Address, addresses
from tests.sweep.asking import Asking, Target, words_in
from tests.sweep.forms import Field, Form, forms_of
from tests.sweep.scene import Scene
from tests.sweep.statements import changed, standing

LONG = os.environ.get("KITH_FUZZ")
SHARE = 6  # of the forms one in so many is sent each odd thing, in an ordinary run
MARKUP = '<script>alert(1)</script><img src=x onerror="y">'
ODD = [
    MARKUP,
    "a\x00b",
    "' OR 1=1; DROP TABLE record_entry; --",
    "\ud7ff\u202e{{ 7*7 }} %s%n ${7*7}",
    "9" * 3000,
    "-1",
    "2026-02-30",
    "31/02/2026",
    "0000",
    "١٢",
    "1e309",
    "NaN",
    "\r\nSet-Cookie: x=y",
    "00000000-0000-0000-0000-000000000000",
    "../../etc/passwd",
    "CANARY",
    " ",
]
WAYS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/xml",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
)
HEADERS = (
    *("Accept-Language", "HX-Request", "HX-Target", "Referer", "Accept", "X-Forwarded-Host", "X-Requested-With"),
    *("Range", "Content-Encoding", "If-None-Match"),
)
PLAUSIBLE = {"day": "3", "month": "2", "year": "2026", "hours": "2", "time": "14:10", "revision": "1"}
WHO = {  # kind of user: the groups of addresses that they walk
    "nobody": ("anyone",),
    "account": ("account",),
    "allocated worker": ("practitioner",),
    "finder": ("practitioner",),
    "manager": ("practitioner",),
    "administrator": ("administrator",),
    "governance": ("governance",),
}
WALKED_BY = {
    "finder": ("find", "register", "refer", "person", "open_in_emergency"),
    "manager": ("team", "covered", "seal", "bar"),
}
GIVEN = {
    "finder": ("entry", "document", "response", "why"),
    "police": ("request", "do_about_request"),
}  # where given rows are met


@dataclass
class Found:
    """A form on a page, as this user found it."""

    def __repr__(self) -> str:
        return f"<{self.form.method} {self.form.action} as {self.user}>"

    user: str
    address: Address
    form: Form


@pytest.fixture(scope="module")
def found(scene: Scene) -> list[Found]:
    """Every form on every page, once; and each page that is read with parameters as a form of its own."""
    return list({(f.user, f.form.action, *f.form.fields): f for f in walk(scene)}.values())


def walk(scene: Scene) -> Iterator[Found]:
    for user, groups in WHO.items():
        for address in addresses().values():
            if address.group in groups and address.name in WALKED_BY.get(user, (address.name,)):
                yield from on_page(scene, user, address, next(iter(Asking(scene, address, user).targets())))
    for user, names in GIVEN.items():
        for address in (addresses()[name] for name in names):
            yield from on_page(scene, user, address, where_given(scene, user, address))


def where_given(scene: Scene, user: str, address: Address) -> Target:
    """The row that was given by itself, or the request in answer to which it was."""
    there = next(t for t in Asking(scene, address, user).targets() if t.kind == "located, open row")
    tables = ("record_entry", "documents_document", "assessments_response")
    given = dict(zip(tables, scene.given, strict=True))
    return there._replace(row=given.get(address.table, there.row))


def on_page(scene: Scene, user: str, address: Address, target: Target) -> Iterator[Found]:
    """As a rule about the open record, and a row in it that opens to the user."""
    for variant in address.variants:
        here = address.at(target.person, target.row, **variant)
        page = scene.client(user).get(here)
        if page.status_code == 200:
            for form in forms_of(words_in(page)):
                form.action = urlsplit(urljoin(here, form.action or here)).path
                yield Found(user, address, form)
            if address.takes:
                yield Found(user, address, Form(here, "get", {name: Field(name) for name in address.takes}))


def plausible(form: Form) -> dict[str, str]:
    """What somebody who fills it in properly might send."""
    return {
        name: next((each for each in field.offered if each), "") or field.value or PLAUSIBLE.get(name, "Words")
        for name, field in form.fields.items()
    }


def send(scene: Scene, found: Found, data: Any, headers: dict[str, str] | None = None, way: str = "") -> Any:
    client = scene.client(found.user)
    method, more = found.form.method, {"headers": headers or {}}
    if method == "post" and way:
        raw = data if isinstance(data, bytes) else repr(data).encode()
        answer = client.generic("POST", found.form.action, raw, content_type=way, **more)
    else:
        answer = getattr(client, method)(found.form.action, data, **more)
    if TOKEN_COOKIE in answer.cookies:
        scene.leave_again(found.user)
    return answer


def check(scene: Scene, found: Found, answer: Any, before: dict[str, int], sent: Any) -> None:
    """No failure, no markup, nothing of others; and if it was not taken, nothing stands that did not stand before."""
    where = f"{found.form.method} {found.form.action} as {found.user}: {answer.status_code}, sent {str(sent)[:300]!r}"
    assert answer.status_code < 500, where
    assert "<script>alert" not in answer.text and 'onerror="y"' not in answer.text, where
    assert answer.text.strip() != "49", where
    if scene.canaries.beyond(answer.text, scene.caller(found.user)):
        scene.look_again()  # what was sent may have opened it
        assert not scene.canaries.beyond(answer.text, scene.caller(found.user)), where
    if answer.status_code >= 400:
        assert not changed(before, standing(scene.superuser)), where


def test_forms_are_found_on_most_pages(found: list[Found]) -> None:
    """Or else what follows would say little."""
    assert len({f.address.name for f in found}) > 20 and len({f.form.action for f in found}) > 20


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_the_same_odd_thing_in_every_field(scene: Scene, found: list[Found], odd: str) -> None:
    for each in found if LONG else found[ODD.index(odd) % SHARE :: SHARE]:
        before = standing(scene.superuser)
        check(scene, each, send(scene, each, dict.fromkeys(each.form.fields, odd)), before, odd)


VALUES = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.integers().map(str)


@settings(max_examples=int(LONG or 60), deadline=None, derandomize=not LONG, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_anything_in_any_field_in_any_way(scene: Scene, found: list[Found], data: st.DataObject) -> None:
    """A form filled in properly but for some fields; now and then sent as something that it is not."""
    each = data.draw(st.sampled_from(found))
    names = sorted(each.form.fields) or ["x"]
    sent: Any = plausible(each.form) | data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=3))
    headers = data.draw(
        st.dictionaries(
            st.sampled_from(HEADERS), st.sampled_from(["true", "*", "é", "evil.example", "0-9"]), max_size=2
        )
    )
    way = data.draw(st.sampled_from(("",) * 8 + WAYS))
    if way and each.form.method == "post":
        sent = data.draw(st.binary(max_size=200))
    before = standing(scene.superuser)
    check(scene, each, send(scene, each, sent, headers, way), before, sent)


BEGAN = {  # a moment at which this had not begun
    "work with them": "SELECT min(starts) - interval '5 minutes' FROM access_involvement WHERE person_id = %s",
    "one's own": "SELECT starts - interval '1 ms' FROM access_involvement WHERE person_id = %s AND holder_id = %s",
    "the session": "SELECT min(opened_at) - interval '5 minutes' FROM access.session",
}


@pytest.mark.parametrize("what", BEGAN)
def test_forms_are_sent_while_the_databases_clock_is_set_back(scene: Scene, found: list[Found], what: str) -> None:
    """Filled in properly: a clear answer, and what is not taken leaves nothing (docs/decisions/0008)."""
    about = [scene.person["open"], scene.town.post["sara"]][: BEGAN[what].count("%s")]
    (at,) = scene.superuser.execute(BEGAN[what], about).fetchone() or (None,)
    acting = [each for each in found if each.form.method == "post" and each.user not in ("nobody", "account")]
    scene.town.database.set_clock(at)
    try:
        for each in acting if LONG else acting[list(BEGAN).index(what) :: SHARE]:
            before = standing(scene.superuser)
            sent = plausible(each.form)
            check(scene, each, send(scene, each, sent), before, sent)
    finally:
        scene.town.database.set_clock(None)
