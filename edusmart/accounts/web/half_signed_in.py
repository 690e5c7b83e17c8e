"""Between the password and the second factor: nobody is signed in, and it is known who may be."""

from time import time

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from edusmart.accounts.models import User

HALF = "half_signed_in"
HALF_SECONDS = 600


def begin_half(request: HttpRequest, person: User, address: str) -> None:
    """Remember for a few minutes that the person's password was right, and where they wanted to go."""
    request.session.cycle_key()
    request.session[HALF] = {
        "person": person.pk, "hash": person.get_session_auth_hash(),
        "at": time(), "address": address,
    }  # fmt: skip


def half_signed_in(request: HttpRequest) -> tuple[User, str] | None:
    """Return who has still to prove a second factor, and where they wanted to go."""
    half = request.session.get(HALF)
    if not half or time() - half["at"] > HALF_SECONDS:
        return None
    person = User.objects.filter(pk=half["person"], is_active=True).first()
    # A password that was changed meanwhile no longer counts.
    if person is None or not constant_time_compare(half["hash"], person.get_session_auth_hash()):
        return None
    return person, half["address"]


def end_half(request: HttpRequest) -> None:
    request.session.pop(HALF, None)
