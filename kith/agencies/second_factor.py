"""The second factor: an authenticator app or a passkey, with recovery codes for when both are lost.

Secrets of authenticator apps and the seed of recovery codes are stored encrypted under the installation's key, so that
a copy of the database alone makes no codes.
"""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from kith.core.unsaid import cipher

SECRETS = "second factor"  # a purpose of `cipher`
ENROLLED_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def enrolled(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user has a second factor. Recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=ENROLLED_TYPES).exists()


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or has been used already. Wait for the next one and try again.",
        "cannot_delete_authenticator": "This is your only second factor. Add another before you remove it.",
    }

    def encrypt(self, text: str) -> str:
        return cipher(SECRETS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher(SECRETS).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=ENROLLED_TYPES)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)
