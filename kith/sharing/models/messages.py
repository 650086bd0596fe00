"""A message to somebody who is not on Kith, read once behind a link and a code (docs/decisions/0058-outside.md).

Written only by functions in `sql/`. What opens a link stands in a table that no login reads.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.access.models import Graded
from kith.agencies.models import Agency, AgencyKind


class Channel(models.TextChoices):
    """How the code reaches whoever reads, beside the e-mail with the link; the strongest first (channels.py)."""

    TELEPHONE = "telephone", "I ring them and say it"
    SMS = "sms", "As a text message"
    LETTER = "letter", "In a letter, or handed over"


class MessageState(models.TextChoices):
    """Where a message stands."""

    SENT = "sent", "not read yet"
    READ = "read", "read"
    RECALLED = "recalled", "recalled before it was read"
    SHUT = "shut", "shut: a wrong code was entered too often"


class NotSent(models.TextChoices):
    """What could not be sent; empty while nothing is known to have failed."""

    LINK = "link", "the e-mail with the link"
    CODE = "code", "the text message with the code"


class Message(Graded):
    """`to_number`: where the code was sent, for a text message. `asks`: whether an answer is wanted.

    `gateway`: the law, by its code in the guide or in `BESIDE`; `basis`: its words as they were when it was sent.
    `not_sent`: what could not be handed to whoever carries it. `counted`: its line in the register, where it asks.
    """

    to_name = models.TextField()
    to_organisation = models.TextField()
    to_email = models.TextField()
    channel = models.TextField(choices=Channel.choices)
    to_number = models.TextField()
    text = models.TextField()
    asks = models.BooleanField()
    why = models.TextField()
    gateway = models.TextField()
    basis = models.TextField()
    expires_at = models.DateTimeField()
    state = models.TextField(choices=MessageState.choices)
    read_at = models.DateTimeField(null=True)
    ended_words = models.TextField()
    not_sent = models.TextField(choices=NotSent.choices, default="", blank=True)
    counted = models.UUIDField(null=True)
    token = models.TextField()


class MessageAnswer(Graded):
    """What came back. Its author is whoever wrote the message: whoever answered is nobody here."""

    message_id = models.UUIDField()
    text = models.TextField()


class Outsider(models.Model):
    """An organisation that is not on Kith, as one that is knows it: where its messages go, which channels it has."""

    owner = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+")
    name = models.TextField()
    kind = models.TextField(choices=AgencyKind.choices)
    email = models.TextField()
    mobile = models.TextField()
    telephone = models.TextField()
    channels = ArrayField(models.TextField(choices=Channel.choices))
    checked_on = models.DateField()
