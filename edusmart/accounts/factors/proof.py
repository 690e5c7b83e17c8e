"""Proving a second factor, with a brake: who guesses has to wait, longer each time."""

from collections.abc import Callable

from django.db import transaction

from edusmart.accounts.brake import Held, seconds_to_wait_for_factor
from edusmart.accounts.factors import app_codes, recovery
from edusmart.accounts.models import AuthenticatorApp, Event, Passkey, User
from edusmart.accounts.trail import record


def has_factor(person: User) -> bool:
    """Return whether the person is asked for a second factor."""
    return hasattr(person, "authenticator_app") or person.passkeys.exists()


def prove_code(person: User, code: str) -> bool:
    """Return whether this is a code of the person's app or a recovery code; either counts once.

    Raises Held while one has to wait.
    """
    plain = "".join(code.split())

    def is_right() -> bool:
        if app_codes.is_code(person, plain):
            return True
        if not recovery.is_code(person, plain):
            return False
        record(Event.FACTOR_REMOVED, account=person, by=person, factor="recovery code")
        return True

    return braked(person, is_right)


def braked(person: User, is_right: Callable[[], bool]) -> bool:
    """Call `is_right` for one try at a time, and write down a wrong one. Raises Held."""
    with transaction.atomic():
        # Of tries that are sent at once each sees the failures before it, and no code counts twice.
        User.objects.select_for_update().get(pk=person.pk)
        if wait := seconds_to_wait_for_factor(person):
            raise Held(wait)
        if is_right():
            return True
        record(Event.SECOND_FACTOR_FAILED, account=person)
    return False


@transaction.atomic
def remove_factor(factor: AuthenticatorApp | Passkey) -> None:
    """Delete one of a person's factors; with the last one the recovery codes go."""
    person = factor.user
    record(Event.FACTOR_REMOVED, factor, account=person)
    factor.delete()
    if not has_factor(User.objects.get(pk=person.pk)):
        person.recovery_codes.all().delete()


def remove_all(person: User) -> None:
    """Delete all factors of a person, who has lost the devices."""
    factors: list[AuthenticatorApp | Passkey] = [
        *AuthenticatorApp.objects.filter(user=person),
        *person.passkeys.all(),
    ]
    for factor in factors:
        remove_factor(factor)
