from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.urls import reverse

from kith.agencies.actions.open_account import open_account
from kith.agencies.models import Practitioner

SUBJECT = "Your Kith account"
WORDS = """Hello {name},

You have been given an account in Kith, the shared social care record.

1. Choose a password: {link}
2. Sign in and set up a second way to show that it is you: an app on your phone, or a passkey.

The link works for three days and once. If it has run out, ask your administrator for another.
If you did not expect this, tell your administrator and do not use the link.
"""


def invite(*, practitioner: Practitioner, site: str) -> None:
    """Open the account if there is none, and send the link that sets its password.

    `site`: scheme and host of this Kith, such as "https://kith.example". Raises OSError when no mail can be sent.
    """
    user = open_account(practitioner=practitioner)
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = site + reverse("account_reset_password_from_key", kwargs=key)
    send_mail(SUBJECT, WORDS.format(name=practitioner.name, link=link), None, [practitioner.email])
