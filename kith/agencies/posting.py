"""Mail on its way: sent beside the request, so that a slow mail server holds nobody up and tells nobody anything.

A mail that cannot be sent is logged, by what went wrong and never by whom it was for. Whoever waits for one of their
own asks again; whoever sent one to somebody else is told (`failed`).
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import DatabaseError

log = logging.getLogger("kith.mail")
carriers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")  # in order; done before the process ends


def post(mail: EmailMessage, failed: Callable[[], None] | None = None) -> None:
    """Hand it over; returns at once. `failed`: called beside the request where it cannot be sent."""
    carriers.submit(_send, mail, failed)


def _send(mail: EmailMessage, failed: Callable[[], None] | None = None) -> None:
    carry("mail", mail.send, failed)


def carry(what: str, send: Callable[[], object], failed: Callable[[], None] | None) -> None:
    """On the carrier's thread: nobody reads what goes wrong here but the log, and whoever `failed` tells."""
    try:
        send()
    except (OSError, SMTPException) as error:
        log.error("a %s was not sent: %s", what, type(error).__name__)
        if failed:
            _told(failed)


def _told(failed: Callable[[], None]) -> None:
    try:
        failed()
    except DatabaseError:
        log.exception("nobody could be told that it was not sent")
