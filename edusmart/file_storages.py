"""Which storage keeps the files: the first that the environment offers of S3, Replit's, and the disk."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from edusmart import environment as env
from edusmart.operating.outside import FORBIDDEN, is_outside

AMAZON = "https://s3.amazonaws.com"
REPLIT = "https://replit.com"
NAMES = ("s3", "replit", "disk")
DISK: dict[str, Any] = {"BACKEND": "edusmart.media.disk.DiskStorage"}


@dataclass(frozen=True)
class Choice:
    """`described` has Django's description of every storage this environment knows, by its name."""

    name: str
    because: str | Promise
    described: dict[str, dict[str, Any]]


def choose() -> Choice:
    """Return the choice that the environment makes. One that cannot be used is a complaint."""
    described = {"disk": DISK} | _s3() | _replit()
    forced = env.text("FILE_STORAGE").lower()
    if forced and forced not in NAMES:
        env.complaints.append(f"FILE_STORAGE must be one of {', '.join(NAMES)}, not {forced!r}.")
    elif forced and forced not in described:
        env.complaints.append(f"FILE_STORAGE is {forced}, but {MISSING[forced]}.")
    elif forced:
        return Choice(forced, format_lazy(_("FILE_STORAGE is {name}"), name=forced), described)
    name = next(name for name in NAMES if name in described)
    return Choice(name, _because(name), described)


MISSING = {
    "s3": "AWS_S3_BUCKET is not set",
    "replit": "its client is not installed: pip install 'edusmart[replit]'",
}


def _because(name: str) -> Promise:
    match name:
        case "s3":
            return _("AWS_S3_BUCKET is set")
        case "replit":
            return _("AWS_S3_BUCKET is not set, and this runs on Replit (REPL_ID is set)")
    if env.text("REPL_ID"):
        return format_lazy(
            _("AWS_S3_BUCKET is not set, and of Replit's storage {what}"), what=MISSING["replit"]
        )
    return _("AWS_S3_BUCKET is not set, and this does not run on Replit")


def _s3() -> dict[str, dict[str, Any]]:
    endpoint = env.text("AWS_S3_ENDPOINT_URL")
    options = {
        "bucket_name": env.text("AWS_S3_BUCKET"),
        "access_key": env.text("AWS_ACCESS_KEY_ID") or None,
        "secret_key": env.text("AWS_SECRET_ACCESS_KEY") or None,
        "endpoint_url": endpoint or None,
        "region_name": env.text("AWS_S3_REGION", "us-east-1"),
        # Services that speak like S3 often have no host name for each bucket.
        "addressing_style": "path" if endpoint else "virtual",
        "custom_domain": env.text("AWS_S3_CUSTOM_DOMAIN") or None,
        "cloudfront_key_id": env.text("AWS_CLOUDFRONT_KEY_ID") or None,
        "cloudfront_key": _key(env.text("AWS_CLOUDFRONT_KEY_FILE")),
        "timeout": env.number("STORAGE_TIMEOUT", 10, at_least=1),
    }
    described = {"s3": {"BACKEND": "edusmart.media.s3.BucketStorage", "OPTIONS": options}}
    is_meant = options["bucket_name"] and _is_allowed(endpoint or AMAZON, "AWS_S3_BUCKET")
    return described if is_meant else {}


def _is_allowed(address: str, setting: str) -> bool:
    """Return whether files may be kept there. What is forbidden is a complaint."""
    if env.switch("OUTSIDE_SERVICES", True) or not is_outside(address):
        return True
    env.complaints.append(FORBIDDEN.format(setting))
    return False


def _key(path: str) -> str | None:
    try:
        return Path(path).read_text() if path else None
    except OSError:
        env.complaints.append(f"AWS_CLOUDFRONT_KEY_FILE names a file that cannot be read: {path}.")
        return None


def _replit() -> dict[str, dict[str, Any]]:
    # The client may be installed anywhere, but only on Replit is there a sidecar for it to call.
    on_replit = env.text("REPL_ID") or env.text("FILE_STORAGE").lower() == "replit"
    if not on_replit or not _client_installed() or not _is_allowed(REPLIT, "REPL_ID"):
        return {}
    options = {
        "bucket_name": env.text("REPLIT_BUCKET") or env.text("DEFAULT_OBJECT_STORAGE_BUCKET_ID"),
        "timeout": env.number("STORAGE_TIMEOUT", 10, at_least=1),
    }
    return {"replit": {"BACKEND": "edusmart.media.replit.ReplitStorage", "OPTIONS": options}}


def _client_installed() -> bool:
    try:
        return find_spec("replit.object_storage") is not None
    # Raised when not even `replit` is installed.
    except ModuleNotFoundError:
        return False
