"""Sealing what has to be read again: a copy of the database alone does not tell it."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def sealed(text: str, purpose: str) -> str:
    """Return the text encrypted with a key made from SECRET_KEY for this purpose."""
    return _box(purpose).encrypt(text.encode()).decode()


def unsealed(seal: str, purpose: str) -> str:
    """Return the text that was sealed, "" where that was done with another SECRET_KEY."""
    try:
        return _box(purpose).decrypt(seal).decode()
    except InvalidToken:
        return ""


def _box(purpose: str) -> Fernet:
    key = salted_hmac("edusmart.accounts.factors", purpose, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
