"""Reading settings from the environment: a wrong value becomes a system check, never a stack trace."""

import os
import re
import secrets
import zoneinfo
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

#: Sentences about wrong values, reported by `edusmart.operating.checks` when a command starts.
complaints: list[str] = []

_PRICE = re.compile(r"([\w.:/-]+)=(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")
SOCKET_PATH_LIMIT = 107  # bytes of a unix socket's path that Linux accepts


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, at_least: int = 0) -> int:
    raw = text(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        # Too small for every setting, so that it becomes the complaint below.
        value = at_least - 1
    if value < at_least:
        complaints.append(f"{name} must be a whole number of at least {at_least}, not {raw!r}.")
        return default
    return value


def switch(name: str, default: bool) -> bool:
    raw = text(name).lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not raw else raw in {"1", "true", "yes", "on"}
    complaints.append(f"{name} must be true or false, not {raw!r}.")
    return default


def words(name: str, default: list[str]) -> list[str]:
    raw = text(name)
    return [word.strip() for word in raw.split(",") if word.strip()] if raw else default


def prices(name: str, default: str) -> dict[str, tuple[Fraction, Fraction]]:
    """Return of each model the price for a million tokens in and out, from `model=in/out,model=in/out`."""
    found = {}
    for word in text(name, default).split(","):
        if match := _PRICE.fullmatch(word.strip()):
            found[match[1]] = (Fraction(match[2]), Fraction(match[3]))
        else:
            complaints.append(f"{name} must be such as model=0.5/3,other=0.5/60, not {word!r}.")
    return found


def mapping(name: str) -> dict[str, str]:
    """Return what stands for what, from `theirs=ours,theirs=ours`."""
    found = {}
    for word in words(name, []):
        theirs, equals, ours = word.rpartition("=")
        if equals and theirs and ours:
            found[theirs.strip()] = ours.strip()
        else:
            complaints.append(
                f"{name} must be such as teachers=editors,office=staff, not {word!r}."
            )
    return found


def issuer(name: str) -> str:
    """Return the address of an issuer of identities: over TLS, but on this machine."""
    value = text(name).rstrip("/")
    here = urlsplit(value).hostname in {"localhost", "127.0.0.1"}
    if value and not (value.startswith("https://") or here):
        complaints.append(f"{name} must begin with https://, not be {value!r}.")
        return ""
    return value


def one_of(name: str, default: str, allowed: list[str]) -> str:
    value = text(name, default).upper()
    if value in allowed:
        return value
    complaints.append(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return default


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value in zoneinfo.available_timezones():
        return value
    complaints.append(f"{name} must be a time zone such as Europe/Madrid, not {value!r}.")
    return default


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's description of the database at this URL."""
    try:
        return dict(dj_database_url.parse(text(name, default)))
    except (dj_database_url.UnknownSchemeError, ValueError):
        complaints.append(f"{name} must be a URL such as postgres://user:password@host/edusmart.")
        return dict(dj_database_url.parse(default))


def secret(name: str, keep_at: Path) -> str:
    """Return the secret from the environment, else one made once and kept in a file for its owner only."""
    if given := text(name):
        return given
    keep_at.parent.mkdir(parents=True, exist_ok=True)
    # Of processes that start together one makes the secret, and the others read it.
    try:
        with os.fdopen(os.open(keep_at, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return keep_at.read_text()


def socket_url(path: Path) -> str:
    """Return the URL of the bundled Redis; a path too long for a socket is a complaint."""
    if len(os.fsencode(path)) > SOCKET_PATH_LIMIT:
        complaints.append(
            f"The folder {path.parent} has too long a name for Redis' socket: set EDUSMART_VAR to a "
            "shorter one, or REDIS_URL."
        )
    return f"unix://{path}"
