"""Away from one machine: Django's own check of a deployment finds nothing, and pages leave by HTTPS alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

REAL = {"KITH_HOSTS": "kith.example"}
ASK = """
import json, django
django.setup()
from django.test import Client
def told(**how):
    answer = Client(headers={"host": "kith.example"}).get("/signed-out/", **how)
    return answer.status_code, dict(answer.headers)
print(json.dumps([told(), told(headers={"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"})]))
"""


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As in service: without what Playwright needs in a test."""
    mine = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = mine | REAL | {"KITH_INSTANCE": str(folder), "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True)


def test_the_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    done = run("-m", "kith.config.cli", "check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_real_host_is_reached_by_https_alone(tmp_path: Path, published: None) -> None:
    done = run("-c", ASK, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (plain, to), (secure, headers) = json.loads(done.stdout)
    assert (plain, to["Location"]) == (301, "https://kith.example/signed-out/")
    assert secure == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_every_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    """The outermost middleware names them, so that none is set after it."""
    ask = "from django.conf import settings as s; print(s.MIDDLEWARE[0], s.SESSION_COOKIE_SECURE)"
    done = run("-c", ask, folder=tmp_path)
    assert done.stdout.split() == ["kith.core.cookies.HostCookies", "True"], done.stderr
