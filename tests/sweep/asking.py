"""What is asked for, as whom, and what an answer is once what differs from request to request is taken out of it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zipfile import ZipFile

from pypdf import PdfReader

from kith.core.session import TOKEN_COOKIE
from tests.sweep.addresses import Address
from tests.sweep.scene import COLLEAGUE, PERSONS, PRACTITIONERS, USERS, Scene

ID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
POST = r"organisation(?:/|%2F)people(?:/|%2F)\d+"  # in the way back after signing in, too
VARIES = re.compile(rf'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|{POST}|{ID}')
NAMED = re.compile(rf"{POST}|{ID}|'nonce-[^']*'")
NO_POST = 9_999  # as many figures as those of the town have: lengths are compared
asked: Counter[str] = Counter()  # what the whole run asked, for the report at its end


class Target(NamedTuple):
    """A person and, where the address names one, a row: each there and open to the user, or as if absent."""

    kind: str
    person: UUID
    row: UUID
    there: bool
    located: bool = True  # the person, whether the row is there or not
    given: Mapping[str, int] = {}  # other parts of the address: whose post it is about


class Answer(NamedTuple):
    """What two answers must share to be alike: status, words, length, headers."""

    status: int
    words: str
    length: int
    headers: tuple[tuple[str, str], ...]


@dataclass
class Asking:
    """One address, asked as one user."""

    scene: Scene
    address: Address
    user: str

    def targets(self) -> Iterator[Target]:
        """Every kind of person; about the open one, every kind of row too. Nothing at all where it is about nobody."""
        if "post_id" in self.address.parts:
            yield from self._posts()
            return
        if not self.address.about_a_person:
            yield Target("nothing", uuid4(), uuid4(), True)
            return
        for name in PERSONS:
            yield from self._rows(name) if self.address.row else [self._person(name)]

    def _posts(self) -> Iterator[Target]:
        """Somebody of the administrator's own organisation, and of another, who is as if absent."""
        for kind, post, there in (("a colleague", COLLEAGUE, True), ("another organisation's", "therapist", False)):
            yield Target(kind, uuid4(), uuid4(), there, given={"post_id": self.scene.town.post[post]})

    def _person(self, name: str) -> Target:
        person = self.scene.person[name]
        located = self.scene.locates(self.user, person)
        return Target(name, person, uuid4(), located, located)

    def _rows(self, name: str) -> Iterator[Target]:
        """The first row that opens to the user, and the first that does not.

        A letter opens to whom it is written to, whether or not they find the person.
        Not one's own draft about somebody who has closed meanwhile: it stays its author's, and may be put away.
        """
        person, caller, canaries = self.scene.person[name], self.scene.caller(self.user), self.scene.canaries
        numbers = canaries.numbers.get((self.address.table, name), [])
        for opens, kind in ((True, f"{name}, open row"), (False, f"{name}, row beyond")):
            found = next((n for n in numbers if canaries.opened(n, caller) == opens), None)
            located = self.scene.locates(self.user, person)
            if found and (located or not opens or self.address.letter):
                yield Target(kind, person, canaries.row(found), opens, located)

    def absent(self, like: Target) -> Target:
        """Nobody; or, of a person who is there for the user, a row that nobody has; or a post that there is not."""
        if like.given:
            return like._replace(kind="absent", given=dict.fromkeys(like.given, NO_POST))
        row_only = bool(self.address.row) and self.scene.locates(self.user, like.person)
        return Target("absent", like.person if row_only else uuid4(), uuid4(), False)

    def ask(self, method: str, target: Target, data: Any = None) -> Any:
        """The answer as it comes. A user whose session a page has ended comes with a new one next time."""
        client = self.scene.client(self.user)
        client.cookies.pop("messages", None)  # what an earlier page had to say
        answer = getattr(client, method)(self.address.at(target.person, target.row, **target.given), data)
        asked[method] += 1
        asked[f"{self.address.name} / {self.user} / {target.kind}"] += 1
        if TOKEN_COOKIE in answer.cookies:
            self.scene.leave_again(self.user)
        return answer


def plain(answer: Any) -> Answer:
    """The answer without nonce, form token and ids, with the length that it came with."""
    headers = tuple(sorted((name, NAMED.sub("", value)) for name, value in answer.headers.items()))
    return Answer(answer.status_code, VARIES.sub("", answer.text), len(answer.content), headers)


def words_in(answer: Any) -> str:
    """What an answer says, a file that is not text included: its lines joined, so that nothing is cut in two."""
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("application/vnd.openxmlformats"):
        with ZipFile(BytesIO(answer.content)) as parts:
            return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if kind == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).replace("\n", "")
    return str(answer.text)


def report() -> str:
    """What was asked, in two lines."""
    combinations = sum(" / " in each for each in asked)
    methods = ", ".join(f"{count} {name.upper()}" for name, count in asked.items() if " / " not in name)
    return (
        f"sweep: {combinations} combinations of address, user and target asked"
        f" ({len(USERS)} kinds of user, of whom {len(PRACTITIONERS)} practitioners; {methods})"
    )
