"""Mail on its way: sent beside the request, so that a slow mail server holds nobody up and tells nobody anything.

A mail that cannot be sent is logged, by what went wrong and never by whom it was for. Whoever waits for it asks again.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.core.mail import EmailMessage

log = logging.getLogger("kith.mail")
carriers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")  # in order; done before the process ends


def post(mail: EmailMessage) -> None:
    """Hand it over; returns at once."""
    carriers.submit(_send, mail)


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        log.error("a mail was not sent: %s", type(error).__name__)
