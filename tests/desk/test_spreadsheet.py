"""A file for a spreadsheet holds words as words."""

from kith.desk.spreadsheet import as_csv


def test_what_a_spreadsheet_would_work_out_is_a_word() -> None:
    answer = as_csv("left", ("name", "number"), [("=1+1", -3), ("@me", 0), ("Ada", None)])
    assert answer.content.decode().splitlines() == ["name,number", "'=1+1,-3", "'@me,0", "Ada,"]
    assert answer["Content-Disposition"] == 'attachment; filename="left.csv"'
