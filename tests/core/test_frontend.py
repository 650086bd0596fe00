"""The front end is made from its lock alone, holds nothing that is for gov.uk only, and asks no other host."""

import re

import pytest

from kith.core import frontend


@pytest.fixture(scope="module", autouse=True)
def built():
    frontend.build()


def test_a_second_build_does_nothing():
    assert frontend.build() is False


def test_the_lock_names_no_registry():
    lock = (frontend.SOURCE / "package-lock.json").read_text()
    assert '"resolved"' not in lock and '"integrity"' in lock


def test_no_crown_no_transport_font_no_foreign_address():
    css = (frontend.BUILT / "kith.css").read_text()
    assert "GDS Transport" not in css and "@font-face" not in css and "/assets/" not in css
    assert not re.search(r"url\([\"']?(?:https?:)?//", css)
    assert not [file.name for file in frontend.BUILT.iterdir() if "crown" in file.name or "crest" in file.name]


def test_every_picture_that_the_styles_name_is_there():
    css = (frontend.BUILT / "kith.css").read_text()
    named = {name.strip("\"'./") for name in re.findall(r"url\(([^)]+)\)", css)}
    there = {file.name for file in frontend.BUILT.iterdir()} - {"kith.css", "kith.js", ".made-from"}
    assert named == there


def test_a_failure_says_which_step_failed():
    with pytest.raises(frontend.NotBuilt, match=r"no-such-script\.mjs failed"):
        frontend._run(frontend.node, ["no-such-script.mjs"])
