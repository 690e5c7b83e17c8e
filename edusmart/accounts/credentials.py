"""Credentials: the one way in which requests to the API and sockets are authenticated."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from edusmart.accounts.models import ApiToken, User

#: In a session: its person has proved a second factor.
SECOND_FACTOR = "second_factor"
#: In a session: its person has to set a password of their own first.
MUST_SET_PASSWORD = "must_set_password"  # noqa: S105 - a session's key

USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Credential:
    """A session's key or an API token's digest; exactly one is set."""

    session: str = ""
    digest: str = ""


def bearer(header: str) -> Credential | None:
    """Return the credential in an `Authorization: Bearer` header, None without one."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    return Credential(digest=ApiToken.digest_of(token.strip()))


def users_of(credentials: Collection[Credential]) -> dict[Credential, User]:
    """Return the active users of these credentials, groups loaded; invalid ones are left out.

    A constant number of queries, however many credentials.
    """
    found, unproved = _by_session([c for c in credentials if c.session])
    found |= _by_token([c for c in credentials if c.digest])
    prefetch_related_objects(list(found.values()), "groups")
    return {
        credential: user
        for credential, user in found.items()
        if credential not in unproved or not user.needs_second_factor
    }


def token_of(credential: Credential) -> ApiToken | None:
    """Return the valid token of this credential with its user, groups loaded, and note that it is used."""
    token = ApiToken.valid().filter(digest=credential.digest).select_related("user").first()
    if token is None:
        return None
    prefetch_related_objects([token.user], "groups")
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        # Not saved: whoever watches with the token would be looked at again each time.
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _by_token(credentials: list[Credential]) -> dict[Credential, User]:
    if not credentials:
        return {}
    tokens = ApiToken.valid().filter(digest__in=[c.digest for c in credentials])
    tokens = tokens.select_related("user")
    return {Credential(digest=token.digest): token.user for token in tokens}


def _by_session(
    credentials: list[Credential],
) -> tuple[dict[Credential, User], set[Credential]]:
    """Return whose these sessions are, and those that have proved no second factor."""
    if not credentials:
        return {}, set()
    keys = [c.session for c in credentials]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    contents = {session.session_key: session.get_decoded() for session in sessions}
    users = _signed_in(contents.values())
    found = {
        Credential(session=key): users[content[SESSION_KEY]]
        for key, content in contents.items()
        if _still_valid(content, users) and not content.get(MUST_SET_PASSWORD)
    }
    unproved = {key for key, content in contents.items() if not content.get(SECOND_FACTOR)}
    return found, {Credential(session=key) for key in unproved}


def _signed_in(contents: Iterable[Mapping[str, Any]]) -> dict[str, User]:
    # As Django itself has it: a session without a backend belongs to no user.
    ids = [int(c[SESSION_KEY]) for c in contents if SESSION_KEY in c and BACKEND_SESSION_KEY in c]
    return {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True)}


def _still_valid(content: Mapping[str, Any], users: Mapping[str, User]) -> bool:
    # The hash changes with the password: sessions from before that are over.
    user = users.get(content.get(SESSION_KEY, ""))
    return user is not None and constant_time_compare(
        content.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )
