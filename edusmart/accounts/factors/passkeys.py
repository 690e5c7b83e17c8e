"""Passkeys (WebAuthn): a key on a device that its owner unlocks with a finger, a face or a PIN.

The unlocking is always asked for, so that a passkey is two factors: the device, and who it knows.
"""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from edusmart.accounts.models import Passkey, User

CHALLENGE = "passkey_challenge"  # in the session, for one ceremony
MOST = 20  # passkeys of one person
UNLOCKED = UserVerificationRequirement.REQUIRED
#: What fido2 raises for whatever a browser may have sent in place of a credential.
DAMAGED = (ValueError, TypeError, KeyError, AttributeError)


def creation_options(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return what a browser needs to make a passkey, and remember the challenge."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(
            id=_handle(person), name=person.get_username(), display_name=person.get_username()
        ),
        credentials=_credentials(person),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UNLOCKED,
    )
    request.session[CHALLENGE] = state
    return dict(options)


def add(request: HttpRequest, person: User, name: str, sent: Any) -> Passkey | None:
    """Keep the passkey that a browser made; None if it is not an answer to the challenge."""
    state = request.session.pop(CHALLENGE, None)
    if state is None or person.passkeys.count() >= MOST:
        return None
    try:
        made = _server(request).register_complete(state, sent)
    except DAMAGED:
        return None
    credential = made.credential_data
    if credential is None:
        return None
    digest = _digest(credential.credential_id)
    if Passkey.objects.filter(digest=digest).exists():
        return None
    return Passkey.objects.create(
        user=person, name=name, digest=digest, credential=bytes(credential),
        sign_count=made.counter,
    )  # fmt: skip


def request_options(request: HttpRequest, person: User | None) -> dict[str, Any]:
    """Return what a browser needs to prove one of the person's passkeys; None: of anybody's."""
    options, state = _server(request).authenticate_begin(
        _credentials(person) if person else None, user_verification=UNLOCKED
    )
    request.session[CHALLENGE] = state
    return dict(options)


def proved(request: HttpRequest, sent: Any) -> Passkey | None:
    """Return the passkey that this answer to the challenge proves, None if it proves none."""
    state = request.session.pop(CHALLENGE, None)
    if state is None:
        return None
    try:
        answer = AuthenticationResponse.from_dict(sent)
        passkey = Passkey.objects.select_related("user").get(digest=_digest(answer.raw_id))
        known = AttestedCredentialData(bytes(passkey.credential))
        _server(request).authenticate_complete(state, [known], answer)
    except (*DAMAGED, Passkey.DoesNotExist):
        return None
    return passkey if _has_counted(passkey, answer.response.authenticator_data.counter) else None


def _has_counted(passkey: Passkey, count: int) -> bool:
    """A device that counts must have counted on: else there is a copy of it."""
    if (count or passkey.sign_count) and count <= passkey.sign_count:
        return False
    # Compared where it is written: of a device and its copy, used at once, one is refused.
    before = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    return bool(before.update(sign_count=count, last_used_at=timezone.now()))


def _credentials(person: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(it.credential)) for it in person.passkeys.all()]


def _server(request: HttpRequest) -> Fido2Server:
    own = f"{request.scheme}://{request.get_host()}"
    origins = {own, *settings.CSRF_TRUSTED_ORIGINS}
    host = urlsplit(settings.PUBLIC_URL or own).hostname or ""
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=host, name="EduSmart"), verify_origin=origins.__contains__
    )


def _handle(person: User) -> bytes:
    # Devices keep it: nobody reads a number of ours from one.
    return salted_hmac("edusmart.accounts.passkeys", str(person.pk), algorithm="sha256").digest()


def _digest(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
