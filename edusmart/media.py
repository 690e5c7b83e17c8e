"""Files: safe names, and delivery behind the application's own permission, with ranges.

Which storage holds them (S3 or disk) is chosen in settings by what the environment offers.
"""

import asyncio
import logging
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from edusmart.work.errors import NotYet

log = logging.getLogger(__name__)
STORAGE_WAIT = timedelta(seconds=10)

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
    """Write a new file under a name nobody else uses and return the name. Nothing is ever overwritten.

    Raises NotYet while the storage cannot be written to: what was made is made again later.
    """
    return store_file(folder, extension, ContentFile(content))


def store_file(folder: str, extension: str, content: "File[Any]") -> str:
    """As `store`, for a file that may be larger than memory."""
    unique = secrets.token_hex(16)
    try:
        return default_storage.save(f"{folder}/{unique[:2]}/{unique}.{extension}", content)
    except Exception as error:  # each storage has errors of its own
        log.error("storage did not take a file: %s", type(error).__name__)
        raise NotYet(
            "The place for files is away; this waits for it.", STORAGE_WAIT, "storage"
        ) from error


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """The stored file as one on this machine, fetched first where storage is remote.

    Raises FileNotFoundError when it is gone, NotYet while the storage cannot be read.
    """
    if path := _path(name):
        yield path
        return
    with NamedTemporaryFile(suffix=Path(name).suffix) as local:
        try:
            with default_storage.open(name) as remote:
                shutil.copyfileobj(remote, local)
            local.flush()
        except FileNotFoundError:
            raise
        except Exception as error:  # each storage has errors of its own
            log.error("storage did not give a file: %s", type(error).__name__)
            raise NotYet(
                "The place for files is away; this waits for it.", STORAGE_WAIT, "storage"
            ) from error
        yield Path(local.name)


def discard(name: str) -> None:
    """Delete a file no row refers to. A storage that is away leaves an orphan, never an error."""
    if name:
        with suppress(Exception):
            default_storage.delete(name)


def discard_on_commit(name: str) -> None:
    transaction.on_commit(lambda: discard(name))


class NothingLeft(Exception):
    """The range asked for lies outside the file."""


def deliver(request: HttpRequest, name: str, download_as: str = "") -> HttpResponseBase:
    """The stored file: 200, 206 for a range, 416 for one outside it, or a redirect to where it is kept.

    The caller has checked that this person may have it. Raises FileNotFoundError when it is gone.
    """
    if not name:
        raise FileNotFoundError("no file yet")
    path = _path(name)
    if path is None and not settings.MEDIA_THROUGH_WEB:
        return _redirect(request, name, download_as)
    size = path.stat().st_size if path else default_storage.size(name)
    try:
        span = asked_span(request.headers.get("Range", ""), size)
    except NothingLeft:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span or (0, size - 1)
    response = StreamingHttpResponse(
        nothing() if request.method == "HEAD" else read(path or name, first, last),
        status=206 if span else 200,
        content_type=MIME_TYPES.get(Path(name).suffix[1:], "application/octet-stream"),
    )
    if span:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(last - first + 1)
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away from media
    _private(response)
    if download_as:
        response["Content-Disposition"] = _attachment(download_as)
    return response


def _path(name: str) -> Path | None:
    """Where the file is on this machine; None for one kept elsewhere."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _redirect(request: HttpRequest, name: str, download_as: str) -> HttpResponseBase:
    if not default_storage.exists(name):
        raise FileNotFoundError(name)
    wished = {"ResponseContentDisposition": _attachment(download_as)} if download_as else None
    # The address is signed for one method only.
    remote = cast(Any, default_storage)
    response = HttpResponseRedirect(remote.url(name, wished, http_method=request.method))
    response["Cache-Control"] = "private, no-store"
    return response


def _attachment(file_name: str) -> str:
    return content_disposition_header(True, file_name) or ""


def _private(response: HttpResponseBase) -> None:
    response["Cache-Control"] = f"private, max-age={KEPT_BY_BROWSERS_SECONDS}, immutable"
    response["X-Content-Type-Options"] = "nosniff"


def asked_span(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; None for no or an odd header. Raises NothingLeft."""
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not match or not any(match.groups()):
        return None
    start, end = match.groups()
    if start:
        first, last = int(start), min(int(end) if end else size - 1, size - 1)
    else:
        first, last = max(0, size - int(end)), size - 1
    if first > last:
        raise NothingLeft
    return first, last


async def read(source: Path | str, first: int, last: int) -> AsyncIterator[bytes]:
    """The bytes from `first` to `last`, of a path on this machine or a name in remote storage."""
    left = last - first + 1
    if left <= 0:
        return
    with await asyncio.to_thread(_open, source, first, last) as file:
        while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


def _open(source: Path | str, first: int, last: int) -> Any:
    if isinstance(source, Path):
        file = source.open("rb")
        file.seek(first)
        return file
    s3 = cast(Any, default_storage)
    answer = s3.connection.meta.client.get_object(
        Bucket=s3.bucket_name, Key=source, Range=f"bytes={first}-{last}"
    )
    return closing(answer["Body"])


async def nothing() -> AsyncIterator[bytes]:
    return
    yield b""
