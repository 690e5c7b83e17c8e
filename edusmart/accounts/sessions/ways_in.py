"""Ways into an account beside its password, and the end of those that were added (decision 049)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from edusmart.accounts.factors.proof import remove_factor
from edusmart.accounts.models import ApiToken, Event, User
from edusmart.accounts.trail import record

TakeAway = Callable[[User], None]

_of_other_apps: list[TakeAway] = []


def register_way_in(take_away: TakeAway) -> None:
    """Have a recovery end this app's ways into an account too. Call it in `AppConfig.ready()`."""
    _of_other_apps.append(take_away)


@transaction.atomic
def end_ways_in(person: User, *, passkeys: bool = True) -> None:
    """End what opens the account, or part of it, beside its password; each is in the trail.

    An authenticator app and recovery codes stay: alone they open nothing, and a reset must not lead around
    a second factor. So must none by mail: `passkeys=False`, which are a second factor as well.
    """
    _end_tokens(person)
    _disconnect(person)
    if passkeys:
        for passkey in person.passkeys.all():
            remove_factor(passkey)
    for take_away in _of_other_apps:
        take_away(person)


@contextmanager
def adding_a_way_in(request: HttpRequest) -> Iterator[User]:
    """Hold the account while a way in is added. Raises PermissionDenied: its password changed meanwhile.

    So that no request that was under way plants one behind a recovery.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=cast(User, request.user).pk)
        known = request.session.get(HASH_SESSION_KEY, "")
        if not constant_time_compare(known, person.get_session_auth_hash()):
            raise PermissionDenied
        yield person


def _end_tokens(person: User) -> None:
    for token in ApiToken.valid().filter(user=person):
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def _disconnect(person: User) -> None:
    # The one that made the account is whose account it is, and nobody can have added it.
    for identity in person.identities.filter(made_account=False):
        record(Event.IDENTITY_REMOVED, identity, account=person)
        identity.delete()
