"""Asking an issuer of OpenID Connect who somebody is, and checking what it says."""

from functools import lru_cache
from time import time
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from edusmart.accounts.identities.asking import TIMEOUT, BoundedApp

NAME = "oidc"
LEEWAY = 60  # seconds that its clock may be wrong
LATELY = 300  # seconds since the person has proved themselves there, where that was asked for
BEGUN = 5  # sign-ins of one browser that may be under way, as in several tabs
LONGEST_SUBJECT = 255  # by the standard
#: Of what the issuer says of itself; the rest would set up how it is asked, such as by which proxy.
METADATA = {
    "issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "jwks", "_loaded_at",
    "id_token_signing_alg_values_supported",
}  # fmt: skip
#: With two keys: a secret that both sides know would let either write tokens.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
#: Whatever an issuer, or somebody in its place, may send.
WRONG = (
    AuthlibBaseError, JoseError, OSError, ValueError, KeyError, TypeError, RuntimeError,
    AttributeError,
)  # fmt: skip


class IssuerFailed(Exception):
    """The issuer cannot be asked, or what it says cannot be believed."""


class TooWeak(Exception):
    """The person has not proved there as much as OIDC_ACR and OIDC_AMR ask for."""


def go(request: HttpRequest, back: str, *, again: bool) -> HttpResponse:
    """Send the person to the issuer, with state, nonce and PKCE. Raises IssuerFailed.

    Args:
        back: the address here to which the issuer sends them.
        again: they have to prove themselves there even if they are signed in.
    """
    asked: dict[str, Any] = {"prompt": "login", "max_age": 0} if again else {}
    if settings.OIDC_ACR:
        asked["acr_values"] = " ".join(settings.OIDC_ACR)
    _forget_oldest(request.session)
    try:
        response: HttpResponse = _client().authorize_redirect(request, back, **asked)
    except WRONG as error:
        raise IssuerFailed(str(error)) from error
    return response


def claims_of(request: HttpRequest, *, again: bool) -> dict[str, Any]:
    """Return what the issuer says of the person who comes back from it. Raises IssuerFailed, TooWeak."""
    expected = {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
        "sub": {"essential": True},
    }
    try:
        client = _client()
        token = client.authorize_access_token(request, claims_options=expected, leeway=LEEWAY)
        claims = dict(token["userinfo"])
        _require_subject(claims["sub"])
        if again and time() - claims["auth_time"] > LATELY:
            raise ValueError("the person was not asked again")
    except WRONG as error:
        raise IssuerFailed(f"{type(error).__name__}: {error}") from error
    if not _is_strong(claims):
        raise TooWeak
    return claims


def proves_two_factors() -> bool:
    """Return whether whoever comes back has proved as much there as a second factor here does."""
    return bool(settings.OIDC_ACR or settings.OIDC_AMR)


def _is_strong(claims: dict[str, Any]) -> bool:
    """Return whether the claims have one of OIDC_ACR and one of OIDC_AMR, each where it is set."""
    said = claims.get("amr")
    methods = {str(it) for it in said} if isinstance(said, list) else set()
    acr_fits = not settings.OIDC_ACR or claims.get("acr") in settings.OIDC_ACR
    return acr_fits and (not settings.OIDC_AMR or bool(methods & set(settings.OIDC_AMR)))


def _require_subject(said: Any) -> None:
    """Raise ValueError for what names nobody: cut or turned into text it could be somebody else's."""
    if not isinstance(said, str) or len(said) > LONGEST_SUBJECT or not said.isprintable():
        raise ValueError("no subject")


def _forget_oldest(session: SessionBase) -> None:
    """Make room for one more sign-in under way: whoever begins them in a loop must not fill the session."""
    of = f"_state_{NAME}_"
    begun = sorted((it["exp"], name) for name, it in session.items() if name.startswith(of))
    for _, name in begun[: 1 - BEGUN]:
        del session[name]


def _client() -> Any:
    client = _made(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    metadata = client.load_server_metadata()
    for name in metadata.keys() - METADATA:
        metadata.pop(name, None)
    metadata["id_token_signing_alg_values_supported"] = ALGORITHMS
    return client


@lru_cache(maxsize=4)
def _made(issuer: str, client_id: str, secret: str) -> Any:
    """Return a client, which keeps the issuer's addresses and keys, and asks for new keys by itself."""
    return OAuth().register(
        NAME,
        client_cls=BoundedApp,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=client_id,
        client_secret=secret,
        client_kwargs={
            "scope": settings.OIDC_SCOPES,
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )
