"""Somebody at a browser, without the browser: a connection a request, cookies and form tokens as pages give them."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from kith.core.session import TOKEN_COOKIE

NOTHING = 0  # the status of a request that was not answered at all
HIDDEN = re.compile(r'name="(token|csrfmiddlewaretoken)" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    text: str
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Visitor:
    """`patience`: seconds before an answer is given up."""

    address: str
    token: str
    patience: float = 45
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, form: list[tuple[str, str]]) -> Answer:
        return self._ask("POST", path, urlencode(form))

    def note(self, people: tuple[UUID, ...], title: str) -> Answer:
        """A case note about the first of `people`, and the same on the records of the others, by the form."""
        page = f"/people/{people[0]}/record/"
        opened = self.get(page)
        if opened.status != 200:
            return opened
        hidden = dict(HIDDEN.findall(opened.text))
        today = time.localtime()
        when = [("day", str(today.tm_mday)), ("month", str(today.tm_mon)), ("year", str(today.tm_year))]
        said = [("kind", "case_note"), ("title", title), ("text", f"Words of {title}")]
        place = [("domain", "social_care"), ("grade", "3"), *(("others", str(other)) for other in people[1:])]
        return self.post(page, [*hidden.items(), *when, *said, *place])

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        where = urlsplit(self.address)
        began = time.monotonic()
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=self.patience)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in ({TOKEN_COOKIE: self.token} | self.cookies).items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as cut:
            return Answer(NOTHING, f"{type(cut).__name__}: {cut}", time.monotonic() - began)
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("csrftoken="):
                self.cookies["csrftoken"] = value.partition("=")[2].partition(";")[0]
        return Answer(
            answer.status, text, time.monotonic() - began, {name.lower(): value for name, value in answer.getheaders()}
        )
