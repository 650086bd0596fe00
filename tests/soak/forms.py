"""Every form that Kith comes with, answered by chance: what LHC-Forms asks and adds up, and what Kith does."""

import argparse
import random
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from kith.assessments.definition import Content, Definition, Item, read
from kith.assessments.enabling import Enabled
from kith.assessments.fhir import response_of
from kith.assessments.scoring import scores
from kith.assessments.starting import definitions
from tests.browser import HEADLESS
from tests.conftest import Database
from tests.outside.lforms import Judge


def main(database: Database, options: argparse.Namespace) -> int:
    """So many times each form. 0: they agreed every time."""
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    chance, asked, wrong, added = random.Random(seed), 0, 0, 0
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=HEADLESS, args=arguments)
        judge = Judge(chromium.new_page())
        for questionnaire in definitions():
            for _ in range(options.times):
                content = answered(read(questionnaire), chance)
                said = disagreement(judge, questionnaire, content)
                asked, wrong, added = asked + 1, wrong + bool(said), added + len(_sums(read(questionnaire), content))
                if said:
                    sys.stdout.write(f"{questionnaire['id']}, seed {seed}: {said}\n")
        chromium.close()
    sys.stdout.write(
        f"{asked} forms answered by chance, {added} sums, seed {seed}: {wrong} asked or added up otherwise.\n"
    )
    return int(wrong > 0 or not added or bool(judge.asked_for))


def answered(form: Definition, chance: random.Random) -> Content:
    """Some answers to whatever is chosen from: every question has a chance to be closed, left out, or answered."""
    content: Content = {}
    for item in form.items.values():
        alone = item.asks and not form.group_of(item.key)
        if alone and chance.random() < 0.8 and (value := _value(item, chance)):
            content[item.key] = value
    return Enabled(form, content).of(content)


def _value(item: Item, chance: random.Random) -> Any:
    if item.options:
        return [chance.choice(item.options).code]
    if item.kind == "boolean":
        return [chance.random() < 0.5]
    return ["2026-11-02"] if item.kind == "date" else None


def disagreement(judge: Judge, questionnaire: dict[str, Any], content: Content) -> str:
    """What LHC-Forms and Kith say otherwise about these answers, or nothing."""
    form = read(questionnaire)
    if said := judge.draw(questionnaire, response_of(form, content) | {"questionnaire": questionnaire["url"]}):
        return said
    asked = Enabled(form, content)
    wanted = {key for key, item in form.items.items() if item.kind != "group" and asked(_first(form, key))}
    judge.settled(wanted)
    shown = {name for name, *_ in judge.shown() if form.items[name].kind != "group"}
    if shown != wanted:
        return f"LHC-Forms alone asks {sorted(shown - wanted)}, Kith alone {sorted(wanted - shown)}: {content}"
    sums = {key: (judge.score(key), ours) for key, ours in _sums(form, content).items()}
    return f"{sums}: {content}" if any(one != other for one, other in sums.values()) else ""


def _sums(form: Definition, content: Content) -> dict[str, str]:
    """The scores that Kith works out from these answers, by linkId."""
    worked = scores(form, content, form.parts)
    return {key: str(score.value) for key, score in worked.items() if score.value is not None}


def _first(form: Definition, key: str) -> str:
    group = form.group_of(key)
    return f"{group.key}.0.{key}" if group else key
