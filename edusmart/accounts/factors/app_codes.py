"""Codes of an authenticator app (TOTP, RFC 6238)."""

import logging
from time import time

import pyotp
from django.utils import timezone
from pyotp.exceptions import OTPVerificationError

from edusmart.accounts.models import AuthenticatorApp, User
from edusmart.accounts.seals import sealed, unsealed

log = logging.getLogger(__name__)

ISSUER = "EduSmart"
PURPOSE = "app"  # of the seal
STEPS_BESIDE = 1  # half minutes that the device's clock may be wrong


def new_secret() -> str:
    """Return a secret for an app that is being set up."""
    return pyotp.random_base32()


def address(secret: str, person: User) -> str:
    """Return what the app reads from the picture: `otpauth://…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.get_username(), issuer_name=ISSUER)


def add_app(person: User, secret: str, code: str) -> bool:
    """Keep the secret once the app has shown a code of it; return whether this was one."""
    step = _step_of(secret, code)
    if not step:
        return False
    AuthenticatorApp.objects.update_or_create(
        user=person, defaults={"secret": sealed(secret, PURPOSE), "last_step": step}
    )
    return True


def is_code(person: User, code: str) -> bool:
    """Return whether this is a code of the person's app that was not used before, and use it.

    Call it in a transaction that holds the person's row.
    """
    app = AuthenticatorApp.objects.filter(user=person).first()
    if app is None:
        return False
    step = _step_of(_decrypted(app), code)
    if step <= app.last_step:
        return False
    app.last_step, app.last_used_at = step, timezone.now()
    app.save(update_fields=["last_step", "last_used_at"])
    return True


def _step_of(secret: str, code: str) -> int:
    """Return the half minute that this is the code of, 0 if of none that is near."""
    if not secret or not code.isascii():
        return 0
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(
            code, for_time=time(), valid_window=STEPS_BESIDE
        )
    except OTPVerificationError:
        return 0


def _decrypted(app: AuthenticatorApp) -> str:
    secret = unsealed(app.secret, PURPOSE)
    if not secret:
        log.error("the app of person %s was set up with another SECRET_KEY", app.user_id)
    return secret
