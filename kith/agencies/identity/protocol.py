"""OpenID Connect as Kith takes it: code flow with PKCE, state and nonce; nothing believed before it is checked.

allauth asks and exchanges; this adds what it leaves out: the nonce, the signature also of a token that came straight
from the provider, the issuer of the discovery document and of the answer, and that userinfo is about the same human
(OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2; RFC 9207; OWASP ASVS 5.0, V9 and V10).
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from requests import RequestException

from kith.agencies.identity.providers import MACHINE, Provider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]  # none shared
CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 30  # seconds between two clocks
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


@dataclass(frozen=True)
class Answer:
    """What a provider said, checked. `claims`: all of it; `token`: the part that it signed."""

    provider: Provider
    claims: dict[str, Any]
    token: dict[str, Any]


def ask(request: HttpRequest, provider_id: str, process: str, more: dict[str, str], **state: Any) -> HttpResponseBase:
    """To the provider. `more`: further parameters of the question; `state`: what waits here for the answer."""
    provider = Checked(request, provider_id).get_provider()
    provider.oauth2_adapter_class = Checked
    state_id = secrets.token_urlsafe(24)
    question = {**provider.get_auth_params(), **more, "nonce": nonce_of(state_id)}
    try:
        return provider.redirect(request, process, auth_params=question, state_id=state_id, **state)
    except (OAuth2Error, RequestException) as error:
        return render_authentication_error(request, provider, exception=error)


def nonce_of(state_id: str) -> str:
    """Bound to the state, and so to this browser: a token that was made for another question is not for this one."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"nonce {state_id}".encode(), "sha256").hex()


class Checked(OpenIDConnectOAuth2Adapter):
    """allauth's adapter, doubting. After a good answer `request.identity` is the `Answer`."""

    @property
    def provider(self) -> Provider:
        providers: dict[str, Provider] = settings.IDENTITY_PROVIDERS
        return providers[self.provider_id]

    @property
    def openid_config(self) -> dict[str, Any]:
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != self.provider.issuer:
            raise OAuth2Error("another issuer's configuration")
        for name in ENDPOINTS:
            address = urlsplit(str(found.get(name, "")))
            if address.scheme != "https" and address.hostname not in MACHINE:
                raise OAuth2Error(f"{name} is not an https address")
        return found

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        signed = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        claims = {**self._more(token.token, signed["sub"]), **signed}
        if not isinstance(claims.get(self.provider.says["subject"]), str):
            raise OAuth2Error("nobody is named")
        request.identity = Answer(self.provider, claims, signed)  # type: ignore[attr-defined] # read by identity.reach
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {}  # what the provider says is used now and kept nowhere
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims of a token that this provider signed, for us, just now, in answer to this question."""
        issuer = self.openid_config["issuer"]
        must = {"require": CLAIMS, "verify_iat": True}
        try:
            key = _key(self._keys(), jwt.get_unverified_header(id_token))
            rules = {"audience": app.client_id, "issuer": issuer, "leeway": LEEWAY, "options": must}
            claims: dict[str, Any] = jwt.decode(id_token, key, algorithms=ALGORITHMS, **rules)
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"id token: {type(error).__name__}") from error
        if not secrets.compare_digest(str(claims["nonce"]), nonce_of(self.request.GET["state"])):
            raise OAuth2Error("id token: another nonce")
        if len(claims["aud"] if isinstance(claims["aud"], list) else [0]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("id token: for others too")
        return claims

    def _keys(self) -> list[jwt.PyJWK]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            return list(jwt.PyJWKSet.from_dict(answer.json()).keys)

    def _more(self, access_token: str, subject: str) -> dict[str, Any]:
        """What the userinfo endpoint adds, if it is about the same human."""
        if not self.provider.says["userinfo"]:
            return {}
        found: dict[str, Any] = self._fetch_user_info(access_token)
        if found.get("sub") != subject:
            raise OAuth2Error("userinfo is about somebody else")
        return found


def _key(keys: list[jwt.PyJWK], header: dict[str, Any]) -> jwt.PyJWK:
    """The key that the token names; where it names none there must be one only."""
    named = [key for key in keys if key.key_id == header["kid"]] if "kid" in header else keys
    if len(named) != 1:
        raise jwt.InvalidKeyError("no such key")
    return named[0]
