"""Names of files as they come: no path, nothing unseen, and saved under the ending of what the file is."""

import pytest

from kith.documents.names import name_to_save, tidy_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sara\\letter.pdf", "letter.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("\u200bzero\u2066 width.txt", "zero width.txt"),
        ("...", ""),
        ("x" * 500, "x" * 120),
    ],
)
def test_as_it_is_kept(sent: str, kept: str) -> None:
    assert tidy_name(sent) == kept


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("letter.exe", "letter.pdf"),
        ('a"; filename="x.exe', "a- filename-x.pdf"),
        ("Größe.pdf", "Groe.pdf"),
        ("", "Letter from school.pdf"),
        ("دعوة.pdf", "Letter from school.pdf"),
    ],
)
def test_as_it_is_saved(name: str, saved: str) -> None:
    made = name_to_save(name, "Letter from school", "application/pdf")
    assert made == saved
