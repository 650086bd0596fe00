"""`python -m bench.forms [--fresh]`: a form of 200 questions in the demo region, its PDF, a thousand drafts at once.

Server time is the whole request in one process: middleware, keyring, queries, event, template. Targets: the page with
all questions on it 150 ms, an autosave 50 ms, a PDF of thirty pages 5 s. Then a thousand drafts are typed in at once,
by several threads, each saved as it goes on; afterwards every draft is read and compared, to the last keystroke, with
what was typed into it.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from bench.pages import region, statements
from bench.place import results
from bench.timing import Times, console, keep, processor_of, shown, timed

QUESTIONS, SECTIONS = 200, 10
RUNS, DRAFTS, SAVINGS, THREADS = 25, 1_000, 5, 8
PAPER_RUNS, PAGES, SENTENCES = 5, 30, 33  # sentences in each of forty long answers: they fill thirty pages
PDF = f"PDF of {PAGES} pages or more"
TARGETS = {"page with all 200 questions": 150, "autosave": 50, PDF: 5_000}
SENTENCE = "She said that the mornings are hard, and that nobody is there before eight. "
OWN = {"to_whom": "own", "why": "Measured", "basis": "It stays in my organisation"}
FORM = "application/x-www-form-urlencoded"
KINDS = ("text", "choice", "string", "boolean", "integer")


def definition() -> dict[str, Any]:
    """Two hundred questions of every common kind in ten sections, at two grades."""
    from kith.assessments.extensions import DOMAIN, GRADE

    def graded(n: int) -> dict[str, Any]:
        return {"extension": [{"url": GRADE, "valueInteger": 4}]} if n % 4 == 0 else {}

    def question(n: int) -> dict[str, Any]:
        kind = KINDS[n % len(KINDS)]
        options = [{"valueCoding": {"code": str(i), "display": f"Answer {i}"}} for i in range(5)]
        asked = {"linkId": f"q-{n}", "type": kind, "text": f"Question {n}: what is it like?"} | graded(n)
        return asked | ({"answerOption": options} if kind == "choice" else {})

    each = QUESTIONS // SECTIONS
    parts = [[question(s * each + n) for n in range(each)] for s in range(SECTIONS)]
    sections = [
        {"linkId": f"s-{s}", "type": "group", "text": f"Section {s}", "item": part} for s, part in enumerate(parts)
    ]
    head = [{"url": DOMAIN, "valueCode": "social_care"}, {"url": GRADE, "valueInteger": 3}]
    about = {"resourceType": "Questionnaire", "id": "two-hundred", "version": "1", "status": "active"}
    return about | {"title": "Two hundred questions", "extension": head, "item": sections}


def answers(filled: str = "x") -> dict[str, str]:
    """Something in every box."""
    said = {"text": f"Some words {filled}. " * 8, "choice": "2", "string": filled, "boolean": "true", "integer": "7"}
    return {f"a-q-{n}": said[KINDS[n % len(KINDS)]] for n in range(QUESTIONS)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.forms", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="load the demo region anew")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--drafts", type=int, default=DRAFTS)
    options = parser.parse_args()
    with region(options.fresh) as admin_dsn:
        from kith.assessments.actions.publish_form import publish_form

        publish_form(definition())
        human, post, person = _asker(admin_dsn)
        figures = pages(human, post, str(person), options.runs) | papers(human, post, str(person))
        kept = drafts(human, post, str(person), options.drafts)
    columns = ("statements", "median", "p95", "least", "processor")
    shown(f"A form of {QUESTIONS} questions, {options.runs} runs, ms", ("", *columns),
          [(name, *(f[column] for column in columns)) for name, f in figures.items()])  # fmt: skip
    console.print(f"{kept['drafts']} drafts, {kept['savings']} savings in {kept['seconds']} s: {kept['lost']} lost.")
    keep(results(), "forms", figures | {"drafts at once": kept})
    over = [name for name, most in TARGETS.items() if figures[name]["median"] > most]
    console.print(f"Over the target: {', '.join(over)}" if over else "Within the targets.")


ASKER = """
    SELECT p.practitioner_id, p.id, i.person_id FROM access_involvement i JOIN agencies_post p ON p.id = i.holder_id
    WHERE i.profile = 'allocated social worker' AND NOT i.closed AND i.ends IS NULL AND p.ends IS NULL
    ORDER BY (SELECT count(*) FROM record_entry e WHERE e.person_id = i.person_id) DESC LIMIT 1"""


def _asker(admin_dsn: str) -> tuple[int, int, object]:
    """(practitioner, post, person): an allocated social worker, and the longest record of theirs."""
    import psycopg

    with psycopg.connect(admin_dsn) as admin:
        found = admin.execute(ASKER).fetchone()
    assert found is not None
    return found[0], found[1], found[2]


def browser(human: int, post: int) -> Any:
    from django.test import Client

    from kith.access.door import open_session
    from kith.core.session import TOKEN_COOKIE

    client = Client(SERVER_NAME="localhost")
    client.cookies[TOKEN_COOKIE] = open_session(human, post)
    return client


def pages(human: int, post: int, person: str, runs: int) -> dict[str, dict[str, float]]:
    """The page, an autosave of everything on it, saving it, reading it as a whole."""
    client = browser(human, post)
    begun = client.post(f"/people/{person}/forms/", {"form": "two-hundred"}).url
    every = f"{begun}sections/all/"
    state = {"section": "all", "base": ""} | answers()
    draft = Typing(client, f"{begun}draft/", state)
    draft.save()
    asked = {
        "page with all 200 questions": partial(client.get, every),
        "page of one section": partial(client.get, f"{begun}sections/s-1/"),
        "autosave": draft.save,
        "the form as a whole": partial(client.get, begun),
    }
    return {name: measured(run, runs) for name, run in asked.items()}


def papers(human: int, post: int, person: str) -> dict[str, dict[str, float]]:
    """The form filled in to thirty pages, as PDF and for Word, once it is written down to whom it goes."""
    from pypdf import PdfReader

    client = browser(human, post)
    begun = client.post(f"/people/{person}/forms/", {"form": "two-hundred"}).url
    every = f"{begun}sections/all/"
    base = client.get(every).text.split('name="base" value="')[1].split('"')[0]
    long = {name: SENTENCE * SENTENCES if len(said) > 50 else said for name, said in answers().items()}
    assert client.post(every, urlencode({"section": "all", "base": base} | long), FORM).status_code == 302
    files = {kind: client.post(f"{begun}{kind}/", OWN)["Location"] for kind in ("pdf", "docx")}
    count = len(PdfReader(BytesIO(client.get(files["pdf"]).content)).pages)
    assert count >= PAGES, f"{count} pages"
    made = {PDF: measured(partial(client.get, files["pdf"]), PAPER_RUNS) | {"pages": count}}
    return made | {"the same for Word": measured(partial(client.get, files["docx"]), PAPER_RUNS)}


def measured(run: Any, runs: int) -> dict[str, float]:
    for _ in range(3):
        assert run().status_code == 200
    with statements() as told:
        run()
    times = Times()
    for _ in range(runs):
        times.measure(run, worked)
    return {"statements": len(told)} | times.told()


def worked() -> float:
    """Milliseconds that this process, and the database's behind it, have had a processor."""
    from django.db import connection

    return time.process_time() * 1000 + processor_of(connection.connection)()


class Typing:
    """A page that saves what is typed in it, as the browser does: each saving carries the number of the last."""

    def __init__(self, client: Any, address: str, fields: dict[str, str]):
        self.client, self.address = client, address
        self.fields = fields | {"draft": "", "revision": "0"}

    def save(self, **typed: str) -> Any:
        self.fields |= typed
        kept = self.client.post(self.address, urlencode(self.fields), FORM, headers={"HX-Request": "true"})
        assert kept.status_code == 200, kept.status_code
        self.fields |= {
            name: kept.text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("draft", "revision")
        }
        return kept


def drafts(human: int, post: int, person: str, many: int) -> dict[str, Any]:
    """So many drafts typed in at once. `lost`: those whose last keystroke is not there afterwards."""
    client = browser(human, post)
    begun = client.post(f"/people/{person}/forms/", {"form": "two-hundred"}).url
    seconds = 0.0
    with ThreadPoolExecutor(THREADS) as together:
        typing = partial(typed, human, post, begun)
        begin = timed(lambda: list(together.map(typing, range(many))))
        seconds = round(begin / 1000, 1)
    lost = many - found(human, post, person, many)
    return {"drafts": many, "savings": many * SAVINGS, "seconds": seconds, "threads": THREADS, "lost": lost}


def words(draft: int, saving: int) -> str:
    return f"Draft {draft}: " + "keystrokes " * saving + f"and the last of {saving}"


def typed(human: int, post: int, begun: str, draft: int) -> None:
    """One draft, saved as it is typed."""
    from django.db import connections

    page = Typing(browser(human, post), f"{begun}draft/", {"section": "s-0", "base": ""})
    for saving in range(SAVINGS):
        page.save(**{"a-q-0": words(draft, saving)})
    connections.close_all()


def found(human: int, post: int, person: str, many: int) -> int:
    """How many drafts hold, word for word, what was typed last."""
    from kith.access.door import open_session
    from kith.core.session import entered
    from kith.record.queries import drafts as mine

    with entered(open_session(human, post)):
        held = {
            text for draft in mine() for _, text in draft.content.get("fields", ()) if str(draft.person_id) == person
        }
    return sum(words(draft, SAVINGS - 1) in held for draft in range(many))


if __name__ == "__main__":
    main()
