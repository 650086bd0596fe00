"""What sign-in writes to people. Plain text, nothing about any person of the record, and what to do if it was not them.

Keys are allauth's names of its mails; a mail that is not here cannot be sent.
"""

from dataclasses import dataclass

WARNING = "If this was not you, tell your organisation's Kith administrator at once: they can close the account."


@dataclass(frozen=True)
class Mail:
    subject: str
    words: str


def _changed(what: str) -> Mail:
    return Mail(f"Kith: {what[0].lower()}{what[1:]}", f"{what} at {{time}}.\n\n{WARNING}\n")


MAILS = {
    "account/email/password_reset_key": Mail(
        "Kith: set a new password",
        "Somebody, we hope you, has asked for a new password for your Kith account.\n\n"
        "Set it here: {link}\n\nThe link works for three days and once. If you did not ask, do nothing: your password "
        "stays as it is.\n",
    ),
    "account/email/password_changed": _changed("Your password was changed"),
    "account/email/password_reset": _changed("Your password was set anew"),
    "socialaccount/email/account_connected": _changed("An identity of your organisation was tied to your account"),
    "mfa/email/totp_activated": _changed("An authenticator app was set up for your account"),
    "mfa/email/totp_deactivated": _changed("The authenticator app of your account was removed"),
    "mfa/email/webauthn_added": _changed("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _changed("A passkey of your account was removed"),
    "mfa/email/recovery_codes_generated": _changed("New recovery codes were made for your account"),
}
