"""What is wrong in an edition is said with its line; what comes with Kith is right; what changes is said in words."""

import pytest
import yaml

from kith.sharing.guide import STARTING, read, starting
from kith.sharing.guide_changes import changes
from kith.sharing.guide_checking import faults

TOLD = STARTING.read_text()
LINES = TOLD.splitlines()


def line_of(words: str, after: str = "") -> int:
    begun = next(n for n, line in enumerate(LINES) if after in line)
    return next(n for n, line in enumerate(LINES) if n >= begun and words in line) + 1


def test_what_comes_with_kith_is_right() -> None:
    assert faults(TOLD) == []


@pytest.mark.parametrize(
    ("was", "is_now", "line", "told"),
    [
        ("    force: duty\n    except: It would be", "    force: must\n    except: It would be",
         line_of("force: duty", "code: ca1989-47"), "is “must”"),
        ("[enquiry]", "[enquiries]", line_of("[enquiry]"), "“enquiries” is none of the purposes"),
        ("    purposes: [enquiry]", "    purposes: enquiry", line_of("[enquiry]"), "is a list in square brackets"),
        ("asks: [police]", "asks: [polise]", line_of("asks: [police]"), "no kind of organisation “polise”"),
        ("    except: It would be unreasonable in all the circumstances.\n", "", line_of("ca1989-47"), "write except"),
        ("  - code: ca1989-27\n", "  - code: ca1989-47\n", line_of("code: ca1989-27"), "two have this code"),
        ("    sure: check that", "    shure: check that", line_of("sure: check that"), "“shure” is not known here"),
        ("    name: Consent\n", "    name: ''\n", line_of("name: Consent"), "is empty"),
        ("    name: Consent\n", "    name: Consent\n    name: Yes\n", line_of("name: Consent"), "stands there twice"),
        ("  - {code: statute,", "  - {code: law,", line_of("confidentiality:"), "“statute” must stay"),
        ("  - code: ca2004-10\n", "  - code: ca2004-11\n", line_of("gateways:"), "rests on it"),
        ("    force: permission", "    force: power", line_of("code: consent"), "must be “consent”"),
        ("  - {code: channel, words", "  - {code: agreed2, words: Other}\n  - {code: channel, words",
         line_of("{code: channel"), "no law leads from it"),
        ("reasons:\n", "reasons: [\n", None, "is not YAML"),
        ('version: "2026-11"', 'version: ""', line_of("version:"), "is empty"),
    ],
)  # fmt: skip
def test_each_fault_has_its_line(was: str, is_now: str, line: int | None, told: str) -> None:
    assert was in TOLD
    found = faults(TOLD.replace(was, is_now, 1))
    said = [each for each in found if told in each.words]
    assert said, [str(each) for each in found]
    assert line is None or any(int(each.path.split()[1].strip(",")) == line for each in said), said


@pytest.mark.parametrize(
    "told",
    [
        "",
        "a",
        "- a",
        "version: x",
        "[" * 5_000,
        "a: &a [b]\nc: *a",
        "\x00",
        "!!python/object:os.system x",
        "x" * 200_001,
    ],
)
def test_whatever_is_sent_is_answered_with_words(told: str) -> None:
    assert faults(told)


def test_words_are_words_however_they_are_written() -> None:
    """`sure: yes` is no truth value, `law: 12` no number."""
    told = TOLD.replace("    sure: sure\n", "    sure: yes\n", 1).replace("law: Say which one.", "law: 12")
    assert faults(told) == []
    guide = read(told)
    assert "yes" in {law.sure for law in guide.gateways} and guide.reasons[-1].law == "12"


def test_changes_in_words() -> None:
    data = yaml.safe_load(TOLD)
    data["gateways"][1] |= {"of": ["health trust"], "says": "Only the trust."}
    data["gateways"] = [law for law in data["gateways"] if law["code"] != "vital"]
    data["reasons"].append({"code": "moved", "words": "They have moved away", "law": "None"})
    said = {each.about: " ".join(each.words) for each in changes(starting(), read(yaml.safe_dump(data)))}
    law = said["Law: Children Act 1989, section 47(9) to (11)"]
    assert "was “These help the council" in law and "is “Only the trust.”" in law and "Who is asked: was" in law
    assert said["Law: Vital interests"] == "Removed."
    assert said["Ground: They have moved away"].startswith("Added")
    assert "pairs of organisations are led to other laws" in said["Where it leads: Somebody's life is in danger now"]
    assert "Where it leads: A Channel panel" not in said


def test_nothing_changed_nothing_said() -> None:
    assert changes(starting(), read(TOLD.replace('"2026-11"', '"2026-12"'))) == []
