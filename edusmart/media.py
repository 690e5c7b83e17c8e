"""Files: safe names, and delivery behind the application's own permission, with ranges.

Which storage holds them (S3 or disk) is chosen in settings by what the environment offers.
"""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

CHUNK_BYTES = 64 * 1024
KEPT_BY_BROWSERS_SECONDS = 24 * 3600

MIME_TYPES = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
}


def store(folder: str, extension: str, content: bytes) -> str:
    """Write a new file under a name nobody else uses and return the name. Nothing is ever overwritten."""
    unique = secrets.token_hex(16)
    return default_storage.save(f"{folder}/{unique[:2]}/{unique}.{extension}", ContentFile(content))


def discard(name: str) -> None:
    """Delete a file no row refers to. A storage that is away leaves an orphan, never an error."""
    if name:
        with suppress(Exception):
            default_storage.delete(name)


def discard_on_commit(name: str) -> None:
    transaction.on_commit(lambda: discard(name))


def deliver(request: HttpRequest, name: str, download_as: str = "") -> HttpResponseBase:
    """The stored file: 200, 206 for a range, 416 for one outside it, or a redirect to where it is kept.

    The caller has checked that this person may have it. Raises FileNotFoundError when it is gone.
    """
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        return _redirect(name)
    size = path.stat().st_size
    span = _asked_span(request.headers.get("Range", ""), size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    partial = (first, last) != (0, size - 1)
    response = StreamingHttpResponse(
        _read(path, first, last) if request.method != "HEAD" else _nothing(),
        status=206 if partial else 200,
        content_type=MIME_TYPES.get(path.suffix[1:], "application/octet-stream"),
    )
    if partial:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(last - first + 1)
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away from media
    _private(response)
    if download_as:
        response["Content-Disposition"] = content_disposition_header(True, download_as) or ""
    return response


def _redirect(name: str) -> HttpResponseBase:
    if not default_storage.exists(name):
        raise FileNotFoundError(name)
    response = HttpResponseRedirect(default_storage.url(name))
    response["Cache-Control"] = "private, no-store"
    return response


def _private(response: HttpResponseBase) -> None:
    response["Cache-Control"] = f"private, max-age={KEPT_BY_BROWSERS_SECONDS}, immutable"
    response["X-Content-Type-Options"] = "nosniff"


def _asked_span(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; everything for no or an odd header; None when nothing is left of it."""
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not match or not any(match.groups()):
        return 0, size - 1
    start, end = match.groups()
    if not start:
        return (max(0, size - int(end)), size - 1) if int(end) else None
    first, last = int(start), min(int(end) if end else size - 1, size - 1)
    return (first, last) if first <= last else None


async def _read(path: Path, first: int, last: int) -> AsyncIterator[bytes]:
    left = last - first + 1
    with await asyncio.to_thread(path.open, "rb") as file:
        file.seek(first)
        while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""
