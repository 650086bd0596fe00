"""`python -m bench.web [--millions 10]`: home, find and a person's page, fifty at once, through the web server.

The real stack on loopback: the web server as Kith starts it (kith/config/web.py), middleware, keyring,
queries, event, template. Fifty clients, each as one of the practitioners, ask one after the other for a fixed time. The
clients work on the same machine, in processes of their own, and take their share of it.
"""

import argparse
import http.client
import multiprocessing
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.large import ready
from bench.place import Place, results
from bench.principals import everyone
from bench.reading import misspelt
from bench.timing import Times, keep, shown
from kith.config.web import THREADS
from kith.core import processes
from kith.core.embedded import _free_port

AT_ONCE, SECONDS, CLIENTS = 50, 10, 2
PAGES = ("home", "find", "person")
SOMEBODY = """SELECT p.id FROM bench.person p JOIN access_involvement i ON i.person_id = p.id
    WHERE i.holder_id = ANY (%s) AND NOT p.sealed AND p.barred IS NULL ORDER BY abs(p.entries - 10), p.no LIMIT 1"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Asked = tuple[str, str, str, str]  # practitioner, session, address of somebody, their name misspelt


class Client:
    """One browser: a connection that is kept, a session's cookie."""

    def __init__(self, port: int, asked: Asked):
        self.who, self.session, self.person, self.typed = asked
        self.server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies, self.form = f"kith_token={self.session}", ""

    def ask(self, page: str) -> int:
        """The status; 0 where the answer is not the page."""
        if page == "find":
            return self._find()
        answer = self._send("GET", "/" if page == "home" else self.person)
        return answer[0] if b"</html>" in answer[1] else 0

    def _find(self) -> int:
        if not self.form:
            told = self._send("GET", "/find/")
            self.form = found[1] if (found := TOKEN.search(told[1].decode())) else ""
            self.cookies += "; " + "; ".join(c.split(";")[0] for c in told[2] if c.startswith("csrftoken"))
        body = urlencode({"csrfmiddlewaretoken": self.form, "who": self.typed})
        status, text, _ = self._send("POST", "/find/", body)
        return status if b"</html>" in text else 0

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes, list[str]]:
        headers = {"Cookie": self.cookies, "Host": "localhost"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.server.request(method, path, body, headers)
        answer = self.server.getresponse()
        return answer.status, answer.read(), answer.headers.get_all("Set-Cookie") or []


def _clients(port: int, asked: list[Asked], page: str, seconds: float) -> list[tuple[float, int]]:
    """In one process: each client in a thread, until the time is over. Milliseconds and status of each request."""

    def until(client: Client) -> list[tuple[float, int]]:
        told = [(0.0, client.ask(page))][:0]  # the first, which fetches the form, is not counted
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            begun = time.perf_counter()
            status = client.ask(page)
            told.append(((time.perf_counter() - begun) * 1000, status))
        return told

    with ThreadPoolExecutor(len(asked)) as pool:
        return [each for told in pool.map(until, [Client(port, one) for one in asked]) for each in told]


def measured(port: int, asked: list[Asked], page: str, seconds: float) -> dict[str, Any]:
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        begun = time.monotonic()
        shares = [(port, asked[n::CLIENTS], page, seconds) for n in range(CLIENTS)]
        told = [each for some in pool.starmap(_clients, shares) for each in some]
        took = time.monotonic() - begun
    times = Times([ms for ms, _ in told])
    statuses = Counter(status for _, status in told)
    return times.told() | {"a second": round(len(told) / took, 1), "errors": len(told) - statuses[200]}


def sessions(here: Place) -> list[Asked]:
    """Fifty sessions of the practitioners, each with somebody whom they open."""
    from kith.access.door import open_session

    some = []
    for who in everyone(here):
        with here.superuser() as admin:
            (person,) = admin.execute(SOMEBODY, [who.holders]).fetchone() or (None,)
            some.append((who, f"/people/{person}/", misspelt(admin, person)))
    made = [some[n % len(some)] for n in range(AT_ONCE)]
    return [(who.name, open_session(who.human, who.post), path, typed) for who, path, typed in made]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--millions", type=int, default=10, help="of entries")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    with ready(options.millions) as here:
        asked, port = sessions(here), _free_port()
        folder = Path(here.instance.folder)
        environment = os.environ | {"KITH_INSTANCE": here.instance.folder}
        with processes.running({"web server": processes.web_server(port)}, environment, folder) as started:
            processes.wait_for_answer(f"http://localhost:{port}", started)
            figures = {page: measured(port, asked, page, options.seconds) for page in PAGES}
    columns = ("median", "p95", "a second", "runs", "errors")
    told = [(page, *(figures[page][column] for column in columns)) for page in PAGES]
    shown(f"{AT_ONCE} at once, {options.seconds:.0f} s each; ms", ("", *columns), told)
    keep(results(), f"web-{options.millions}", {"at once": AT_ONCE, "threads": THREADS} | figures)
    if any(f["errors"] for f in figures.values()):
        raise SystemExit("There were answers that were not the page.")


if __name__ == "__main__":
    main()
