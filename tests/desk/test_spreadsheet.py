"""A file for a spreadsheet holds words as words, and is taken away by whoever has just proved that it is them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.desk.spreadsheet import as_csv

FILES = [  # every table that is taken away as a file; what is about one person is written down first (test_leaving.py)
    ("manager", "service_csv", []), ("manager", "register_csv", []), ("manager", "board_csv", []),
    ("governor", "register_of_what_left_csv", []), ("governor", "processing", ["csv"]),
    ("governor", "processing", ["json"]),
]  # fmt: skip


def test_what_a_spreadsheet_would_work_out_is_a_word(town) -> None:
    with town.acting("manager"):
        answer = as_csv("left", ("name", "number"), [("=1+1", -3), ("@me", 0), ("Ada", None)])
    assert answer.content.decode().splitlines() == ["name,number", "'=1+1,-3", "'@me,0", "Ada,"]
    assert answer["Content-Disposition"] == 'attachment; filename="left.csv"'


@pytest.mark.parametrize(("who", "name", "args"), FILES)
def test_a_file_is_taken_away_with_a_new_proof_alone(
    town, browser: Callable[[str], Client], who: str, name: str, args: list[str]
) -> None:
    address = reverse(name, args=args)
    assert "attachment" in browser(who).get(address)["Content-Disposition"]
    with town.database.superuser() as database:
        database.execute("UPDATE access.session SET confirmed_at = confirmed_at - interval '1 hour'")
        try:
            asked = browser(who).get(address)
        finally:
            database.execute("UPDATE access.session SET confirmed_at = confirmed_at + interval '1 hour'")
    assert asked.url.startswith(reverse("confirm")) and "Content-Disposition" not in asked.headers
