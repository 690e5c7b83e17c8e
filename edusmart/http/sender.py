"""Who sends a request, as far as this process knows before Django looks: for turns, never for rights."""

from collections import OrderedDict
from collections.abc import Mapping, MutableMapping
from hashlib import blake2b
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from edusmart.accounts.origin import address_from, network_of

#: The part of an ASGI scope that says whose response it became: a user's id, "" for nobody's.
WHOSE = "edusmart.whose"
#: Sessions and tokens that are remembered; a person whose own is forgotten is a stranger for one request.
MOST_REMEMBERED = 20_000


class Sender(NamedTuple):
    """A person whose session or token opened something before; else everybody at one address."""

    key: str
    is_person: bool


class Known:
    """Whose a session or token is, as the responses to it have told.

    Anybody can make up a session: one that nothing was opened with shares the turns of its address. What is
    kept is a digest, not the session.
    """

    def __init__(self) -> None:
        self._people: OrderedDict[bytes, str] = OrderedDict()

    def sender_of(self, scope: Mapping[str, Any]) -> Sender:
        """Return whom a request with this ASGI scope is counted for."""
        headers = dict(scope["headers"])
        person = self._people.get(_digest(headers), "")
        if person:
            return Sender(f"user {person}", True)
        remote = (scope.get("client") or ("",))[0] or ""
        forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        return Sender(f"address {network_of(address_from(remote, forwarded))}", False)

    def learn(self, scope: Mapping[str, Any]) -> None:
        """Remember whose the credential of this request is, once `note_whose` has said it."""
        if WHOSE not in scope:
            return
        digest = _digest(dict(scope["headers"]))
        self._people.pop(digest, None)
        if scope[WHOSE]:
            self._people[digest] = scope[WHOSE]
        if len(self._people) > MOST_REMEMBERED:
            self._people.popitem(last=False)


def note_whose(request: HttpRequest, user: str) -> None:
    """Say whose request this was: a user's id, "" for nobody's."""
    scope: MutableMapping[str, Any] | None = getattr(request, "scope", None)
    if scope is not None:
        scope[WHOSE] = user


def _digest(headers: Mapping[bytes, bytes]) -> bytes:
    # Header bytes have no encoding; latin-1 takes every byte without an error.
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    session = cookies.get(settings.SESSION_COOKIE_NAME, "").encode("latin-1")
    said = headers.get(b"authorization", b"")
    return blake2b(session + b"\n" + said, digest_size=16).digest()
