"""A letter a month before data-protection training ends: to whom it is about, and to those who manage their teams."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from kith.agencies.models import Practitioner
from kith.agencies.queries import managers_of_practitioner
from kith.core.session import call
from kith.core.words import day

SUBJECT = "Kith: data-protection training ends soon"
WORDS = """Hello {name},

Your data-protection training counts until {until}. From the day after, Kith opens no records to you until it is
renewed and your administrator has noted it (UK GDPR, Articles 32 and 39).

Take the training, then tell your administrator the new date.
"""
MANAGERS_WORDS = """Hello {name},

The data-protection training of {whose}, in a team that you manage, counts until {until}. From the day after, Kith opens
no records to them until it is renewed and noted.

Make time for the training now, or somebody else must be ready to take over their work.
"""


def warn_of_training(practitioner: Practitioner) -> bool:
    """Once for each end of training; False where somebody else has just done so. Raises OSError when no mail leaves:

    then nothing is noted, and it is tried again.
    """
    with transaction.atomic():
        if not call("agencies.warned_of_training", practitioner.pk):
            return False
        get_connection().send_messages(letters(practitioner))
    return True


def letters(practitioner: Practitioner) -> list[EmailMessage]:
    told = {"until": day(practitioner.trained_until), "whose": practitioner.name}
    to = [(practitioner, WORDS), *((manager, MANAGERS_WORDS) for manager in managers_of_practitioner(practitioner))]
    sender = settings.DEFAULT_FROM_EMAIL
    return [EmailMessage(SUBJECT, words.format(name=p.name, **told), sender, [p.email]) for p, words in to]
