"""Mail as it really leaves: over SMTP, beside the request. It names nobody on record, and its loss breaks nothing."""

import logging
import os
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from kith.agencies import posting
from kith.agencies.posting import post
from tests.agencies.conftest import MakeAccount
from tests.town import Town


class Postbox:
    """What a mail server was given."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server on the loopback, and Kith sending as it does in service."""
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setattr(posting, "post", post)
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield box
    server.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a mail server called localhost, signed by itself: certificate and key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "mail.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return file


def delivered() -> None:
    """Wait until what was handed over before is on its way."""
    posting.carriers.submit(lambda: None).result(30)


def test_a_link_arrives_over_smtp_and_works_once(account: MakeAccount, browser: Client, postbox: Postbox) -> None:
    account("mo")
    browser.post(reverse("account_reset_password"), {"email": "mo@example.org"})
    delivered()
    (envelope,) = postbox.letters
    letter: Message = message_from_bytes(envelope.content)
    assert envelope.rcpt_tos == ["mo@example.org"]
    assert (letter["To"], letter["Subject"]) == ("mo@example.org", "Kith: set a new password")
    words = letter.get_payload(decode=True).decode()
    link = re.search(r"http://localhost(/\S+)", words)
    assert link
    form = browser.get(link[1], follow=True)
    new = {"password1": "four even more random words", "password2": "four even more random words"}
    assert browser.post(form.redirect_chain[-1][0], new).status_code == 302
    replayed = Client(headers={"host": "localhost"}).get(link[1], follow=True)
    assert "This link does not work" in replayed.content.decode()
    delivered()
    assert "Your password was set anew" in postbox.letters[-1].content.decode()


def test_a_new_password_takes_no_second_factor_away(account: MakeAccount, browser: Client, postbox: Postbox) -> None:
    """Whoever reads the mail has one factor, and opens nothing with it."""
    mo = account("mo")
    browser.post(reverse("account_reset_password"), {"email": mo.email})
    delivered()
    link = re.search(r"http://localhost(/\S+)", postbox.letters[-1].content.decode())
    assert link
    path = browser.get(link[1], follow=True).redirect_chain[-1][0]
    browser.post(path, {"password1": "four even more random words", "password2": "four even more random words"})
    assert mo.give_password(browser, "four even more random words").url == reverse("mfa_authenticate")
    assert browser.get(reverse("enrol")).status_code == 302
    assert browser.get("/account/me/").status_code == 302


def test_no_mail_says_anything_of_a_person_on_record(
    town: Town, child: UUID, account: MakeAccount, browser: Client, postbox: Postbox
) -> None:
    """Also when one wanted to go to their page."""
    mo = account("mo", second_factor=False)
    wanted = f"/people/{child}/"
    browser.post(reverse("account_reset_password"), {"email": mo.email, "next": wanted})
    mo.give_password(browser, next=wanted)
    delivered()
    assert postbox.letters
    for envelope in postbox.letters:
        assert str(child) not in envelope.content.decode() and "people/" not in envelope.content.decode()


@pytest.fixture
def child(town: Town) -> UUID:
    return town.child()


def test_every_mail_there_is_names_nobody() -> None:
    """Plain text with two holes: the time, and a link of sign-in."""
    from kith.agencies.actions.invite import WORDS
    from kith.agencies.mails import MAILS

    for words in [one.words + one.subject for one in MAILS.values()]:
        assert set(re.findall(r"{(\w*)}", words)) <= {"time", "link"}
    assert set(re.findall(r"{(\w*)}", WORDS)) == {"name", "link"}  # the practitioner's own name


def test_a_mail_server_that_is_away_is_logged_without_saying_whose_mail(
    account: MakeAccount, browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    account("mo")
    monkeypatch.setattr(posting, "post", post)
    away = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 9}
    with override_settings(**away), caplog.at_level(logging.ERROR, "kith.mail"):
        answer = browser.post(reverse("account_reset_password"), {"email": "mo@example.org"})
        delivered()
    assert answer.url == reverse("account_reset_password_done")
    assert "a mail was not sent: ConnectionRefusedError" in caplog.text
    assert "mo@" not in caplog.text and mail.outbox == []


@pytest.mark.parametrize(("trusted", "speaks_tls", "arrives"), [(True, True, 1), (False, True, 0), (True, False, 0)])
def test_over_a_network_mail_leaves_under_tls_or_not_at_all(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool, speaks_tls: bool, arrives: int
) -> None:
    """As with a server elsewhere. One whose certificate is not good, or that speaks no TLS, gets nothing."""
    box, port = Postbox(), free_port()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = Controller(box, hostname="localhost", port=port, tls_context=context if speaks_tls else None)
    server.start()
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="localhost", EMAIL_PORT=port, EMAIL_USE_TLS=True):
        post(mail.EmailMessage("Kith", "A word", to=["mo@example.org"]))
        delivered()
    server.stop()
    assert len(box.letters) == arrives


@pytest.mark.parametrize(
    ("told", "starttls", "implicit"),
    [
        ({}, False, False),
        ({"KITH_EMAIL_HOST": "mail.example"}, True, False),
        ({"KITH_EMAIL_HOST": "mail.example", "KITH_EMAIL_TLS": "implicit"}, False, True),
    ],
)
def test_a_server_elsewhere_is_spoken_to_under_tls(told: dict[str, str], starttls: bool, implicit: bool) -> None:
    asked = "from kith.config import settings as s; print(s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)"
    answer = subprocess.run([sys.executable, "-c", asked], env=os.environ | told, capture_output=True, text=True)
    assert answer.stdout.split() == [str(starttls), str(implicit)], answer.stderr
