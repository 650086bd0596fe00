"""A real OpenID Connect provider on the loopback (oidc-provider-mock), and one that cheats where a test asks for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import flask
import jwt
import oidc_provider_mock
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock._storage import storage
from werkzeug.serving import make_server

CLIENT, SECRET = "kith", "a secret of the client"
Claims = dict[str, Any]
Cheat = Callable[[Claims], "Claims | str"]


@dataclass
class Issuer:
    """`address` is the issuer. `asked`, `exchanged`: what came to its two endpoints. `cheat` alters the next tokens."""

    app: flask.Flask
    address: str = ""
    cheat: Cheat | None = None
    userinfo: Callable[[Claims], Claims] | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    exchanged: list[dict[str, str]] = field(default_factory=list)
    key: str = ""

    def vouch(self, location: str, subject: str, **claims: Any) -> str:
        """Somebody proves at the provider who they are: the address at which their browser comes back to Kith."""
        self.asked.append(parse_qs(urlsplit(location).query))
        self._put(f"/users/{subject}", claims)
        return self._send(location, {"sub": subject})

    def sign(self, claims: Claims, algorithm: str = "RS256", key: Any = None, **header: Any) -> str:
        """A token as the provider signs it, or with another key or algorithm."""
        return jwt.encode(claims, key if key is not None else self.key, algorithm, headers=header)

    def _put(self, path: str, claims: Claims) -> None:
        import json

        request = Request(self.address + path, json.dumps(claims).encode(), {"Content-Type": "application/json"})
        request.method = "PUT"
        build_opener().open(request)

    def _send(self, location: str, form: dict[str, str]) -> str:
        try:
            build_opener(_Stay).open(Request(location, urlencode(form).encode()))
        except HTTPError as moved:
            assert moved.code == 302, moved.read()
            there = urlsplit(moved.headers["Location"])
            return f"{there.path}?{there.query}"
        raise AssertionError("the provider sent nobody back")

    def altered(self, answer: flask.Response) -> flask.Response:
        """What leaves the token and userinfo endpoints, altered where a test asked for it."""
        if flask.request.path == "/oauth2/token" and answer.status_code == 200:
            self.key = storage.jwk.as_pem(is_private=True).decode()
            self.exchanged.append(dict(flask.request.form))
            told = answer.get_json()
            claims = jwt.decode(told["id_token"], options={"verify_signature": False})
            claims.setdefault("auth_time", int(time.time()))
            changed = self.cheat(claims) if self.cheat else claims
            told["id_token"] = changed if isinstance(changed, str) else self.sign(changed)
            answer.set_data(flask.json.dumps(told))
        if flask.request.path == "/userinfo" and self.userinfo:
            answer.set_data(flask.json.dumps(self.userinfo(answer.get_json())))
        return answer


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *moved: Any) -> None:
        """Nowhere: the test reads the address."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    """A provider, while inside."""
    issuer = Issuer(oidc_provider_mock.app())
    issuer.app.after_request(issuer.altered)
    server = make_server("localhost", 0, issuer.app, threaded=True)
    issuer.address = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield issuer
    server.shutdown()
    server.server_close()


def another_key() -> Any:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
