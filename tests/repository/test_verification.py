"""What docs/security/asvs.csv says of the code as a whole, where no page of its own could show it."""

import ast
import base64
import hashlib
import inspect
import math
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from kith.access.door import open_session
from kith.config import web
from tests.repository import tree

SOURCES = tree.python()
SCRIPTS = [*(tree.ROOT / "frontend").glob("*.js"), *(tree.ROOT / "kith").glob("*/static/**/*.js")]
OURS = [file for file in SCRIPTS if "built" not in file.parts]
SPEAK = {  # what may open a connection, and to whom
    "kith/agencies/posting.py",  # the errors of the mail server
    "kith/agencies/identity/protocol.py",  # an identity provider of the organisation's
    "kith/agencies/identity/binding.py",  # the errors of the same
    "kith/audit/published.py",  # checkpoints that a witness reads, where its command says
    "kith/core/embedded.py",  # a free port on loopback
    "kith/core/processes.py",  # whether Kith's own web server answers, on loopback
    "kith/demo/start.py",  # a free port on loopback
    "kith/demo/visitor.py",  # Kith's own web server, in the demo
    "kith/documents/scanning.py",  # the virus scanner that the settings name
}
READS_CODE_BACK = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}


def calls() -> list[tuple[Path, ast.Call]]:
    return [(file, node) for file in SOURCES for node in ast.walk(tree.parsed(file))
            if isinstance(node, ast.Call)]  # fmt: skip


def test_no_program_is_started_through_a_shell() -> None:
    """V1.2.5."""
    named = [(file.name, ast.unparse(call.func)) for file, call in calls()]
    assert any(name.startswith("subprocess.") for _, name in named), "programs are started"
    shells = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
    assert not [each for each in named if each[1] in shells]
    assert not [file for file, call in calls() for word in call.keywords if word.arg == "shell"]


def test_nothing_is_read_back_that_could_be_code() -> None:
    """V1.5.2."""
    imported = {name.split(".")[0] for file in SOURCES for name in tree.imported(file)}
    assert "json" in imported and not imported & READS_CODE_BACK
    loaded = [ast.unparse(call) for _, call in calls() if ast.unparse(call.func).startswith("yaml.")]
    made = [call for call in loaded if call.startswith("yaml.load(") and not call.endswith("yaml.BaseLoader)")]
    assert loaded and not made and not [call for call in loaded if "unsafe" in call or "full_load" in call]


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_our_scripts_keep_nothing_in_the_browser_and_run_no_words(file: Path) -> None:
    """V14.3.3, V3.7.1, V15.3.6: no storage, no code out of words, no key from outside set on an object."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(), flags=re.DOTALL)
    forbidden = r"\b(localStorage|sessionStorage|indexedDB|document\.cookie|eval\s*\(|new Function|innerHTML|__proto__)"
    assert not re.search(forbidden, code)


@pytest.mark.parametrize(
    "password",
    ["ŵyneb cath 猫 yn rhedeg adref", "  spaces   kept as typed  ", "Ωμέγα " * 20, "only lower letters here"],
)
def test_a_password_may_be_of_any_letters_and_long(password: str) -> None:
    """V6.2.5, V6.2.8, V6.2.9: nothing is asked of its letters, nothing cut off or changed, more than 64 are taken."""
    validate_password(password)
    assert "strip" not in str(settings.AUTH_PASSWORD_VALIDATORS)


def test_no_password_runs_out() -> None:
    """V6.2.10."""
    about = [name.lower() for name in dir(settings) if "PASSW" in name]
    assert about and not [name for name in about if "expir" in name or "age" in name]


def test_cookies_are_lax_and_forwarded_headers_count_behind_a_proxy_alone() -> None:
    """V3.3.2, V4.1.3."""
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.PROXIES == 0 and settings.SECURE_PROXY_SSL_HEADER is None and not settings.USE_X_FORWARDED_HOST


def test_a_message_is_bounded() -> None:
    """V4.2.1."""
    assert web.LARGEST_HEADERS <= 64 << 10 and web.LARGEST_BODY <= 64 << 20 and web.SILENCE <= 60


def test_a_session_cannot_be_guessed(town: Any) -> None:
    """V7.2.3, V11.5.1: two random UUIDs, 244 bits."""
    tokens = {open_session(town.human["sara"], town.post["sara"]) for _ in range(20)}
    assert len(tokens) == 20 and all(re.fullmatch(r"[0-9a-f]{64}", token) for token in tokens)
    halves = {half for token in tokens for half in (token[:32], token[32:])}
    assert len(halves) == 40 and {half[12] for half in halves} == {"4"}, "each half is random by itself"


def test_one_algorithm_signs_keyrings(database: Any) -> None:
    """V9.1.2: HMAC-SHA256, as Python computes it."""
    with database.superuser() as admin:
        outer, inner = admin.execute("SELECT outer_pad, inner_pad FROM access.secret").fetchone()
        (signed,) = admin.execute("SELECT access.sign('words'::bytea)").fetchone()
    assert signed == hashlib.sha256(outer + hashlib.sha256(inner + b"words").digest()).hexdigest()
    assert len(outer) == len(inner) == 64


def test_what_a_second_factor_rests_on_cannot_be_guessed() -> None:
    """V6.5.3, V6.5.4: seeds of 160 and 320 bits from the system's generator; codes of eight digits, 26 bits."""
    from allauth.mfa import app_settings
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    seeds = {generate_totp_secret() for _ in range(20)}
    assert len(seeds) == 20 and {len(base64.b32decode(seed)) for seed in seeds} == {20}
    kept = {RecoveryCodes.generate_seed() for _ in range(20)}
    assert len(kept) == 20 and {len(bytes.fromhex(seed)) for seed in kept} == {40}
    assert math.log2(10**app_settings.RECOVERY_CODE_DIGITS) > 20
    for made in (generate_totp_secret, RecoveryCodes.generate_seed):
        assert "secrets.token_" in inspect.getsource(made)


def test_nothing_speaks_to_another_machine_but_what_settings_name() -> None:
    """V13.2.4: the mail server, another organisation's published checkpoints, an identity provider, a virus scanner."""
    speak = {"urllib.request", "http.client", "smtplib", "ftplib", "socket", "requests", "httpx", "aiohttp", "urllib3"}
    found = {tree.name(file) for file in SOURCES if tree.imported(file) & speak}
    assert found == SPEAK


def test_no_broken_hash_or_mode() -> None:
    """V11.3.1, V11.4.1. A list of passwords that were stolen is in SHA-1, as it is published."""
    broken = re.compile(r"\b(md[245]|sha1|ECB|PKCS1v15|DES3?|TripleDES|A?RC4|blowfish)\b", re.IGNORECASE)
    written = [*SOURCES, *(file for file in tree.files() if file.suffix == ".sql" and "kith" in file.parts)]
    found = [
        (file.name, line.strip()) for file in written for line in file.read_text().splitlines() if broken.search(line)
    ]
    assert [name for name, _ in found] == ["passwords.py"]
    assert all("usedforsecurity=False" in line for _, line in found)
