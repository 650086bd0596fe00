"""What left Kith: one row for everything that was printed, downloaded, sent or put together (docs/decisions/0054).

Written only by a function in `sql/`, before it leaves; nothing is ever changed in it.
"""

from django.db import models

from kith.access.models import Graded


class Leaves(models.TextChoices):
    """What it was."""

    CHRONOLOGY = "chronology", "The chronology"
    FORM = "form", "A form"
    LOOKS = "looks", "Who has looked, in plain words"
    LEFT = "left", "The list of what has left Kith"
    OWN_RECORD = "own record", "Their own record (subject access)"
    MESSAGE = "message", "A message"
    BUNDLE = "bundle", "A bundle for a court"
    DOCUMENT = "document", "A document"
    PLAN = "plan", "A plan, as the family may see it"


class Medium(models.TextChoices):
    """How it left."""

    PRINT = "print", "On paper"
    DOWNLOAD = "download", "As a file"
    EMAIL = "e-mail", "By e-mail"
    BUNDLE = "bundle", "In a bundle"
    SECURE_MESSAGE = "secure message", "Behind a link and a code"


class ToWhom(models.TextChoices):
    """To whom it goes."""

    OWN = "own", "My own organisation: for work, and destroyed after it"
    PERSON = "person", "The person themself"
    REPRESENTATIVE = "representative", "Somebody who speaks for them"
    ORGANISATION = "organisation", "Another organisation"
    COURT = "court", "A court or tribunal"
    OTHER = "other", "Somebody else"


class Disclosure(Graded):
    """`title`: which of them, where there are several. `of_row`: the row that it was made of, if it was one."""

    what = models.TextField(choices=Leaves.choices)
    title = models.TextField()
    of_row = models.UUIDField(null=True)
    medium = models.TextField(choices=Medium.choices)
    to_whom = models.TextField(choices=ToWhom.choices)
    to_words = models.TextField()
    why = models.TextField()
    basis = models.TextField()
