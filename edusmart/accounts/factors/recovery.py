"""Recovery codes: for the day on which the device is lost. Each counts once."""

import base64
import hashlib
import secrets

from edusmart.accounts.models import RecoveryCode, User

CODES = 10
RANDOM_BYTES = 15  # 120 bits: a plain hash of so many cannot be searched
GROUP = 6  # characters between two dashes


def make_codes(person: User) -> list[str]:
    """Make new codes in place of the old ones, and return them: the only time they can be read."""
    codes = [_new() for _ in range(CODES)]
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=person, digest=_digest(it)) for it in codes)
    return codes


def is_code(person: User, code: str) -> bool:
    """Return whether this is one of the person's codes, and use it up."""
    return bool(person.recovery_codes.filter(digest=_digest(code)).delete()[0])


def _new() -> str:
    text = base64.b32encode(secrets.token_bytes(RANDOM_BYTES)).decode().lower()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def _digest(code: str) -> str:
    plain = code.replace("-", "").lower().encode("utf-8", "replace")
    return hashlib.sha256(plain).hexdigest()
