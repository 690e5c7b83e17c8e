"""Delivery of a stored file to a browser, with ranges, behind the application's own permission."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _

from edusmart.media.local_file import CHUNK_BYTES
from edusmart.media.mime_types import mime_type
from edusmart.media.storage import FileStorage, in_use
from edusmart.media.storage_calls import STORAGE_WAIT, StorageAway, reading_call, storage_call

KEPT_BY_BROWSERS_SECONDS = 24 * 3600


class NothingLeft(Exception):
    """The range asked for lies outside the file."""


def delivers_itself() -> bool:
    """Return whether files come from this site, and not by a redirect to their storage."""
    return not in_use().address("x", "GET", "")


def deliver(
    request: HttpRequest,
    name: str,
    download_as: str = "",
    *,
    here: bool = False,
    may_change: bool = False,
) -> HttpResponseBase:
    """Return 200 with the file, 206 for a range, 304 for a known one, 412, 416 for a range outside it,
    or a redirect to its storage.

    `here`: no redirect, because a script must be able to read it (a page that keeps it on a device).
    `may_change`: the address may have another file tomorrow, so that each use is asked for again.
    503 with Retry-After while the storage is away. The caller has checked that this person may have the
    file. Raises FileNotFoundError when it is gone.
    """
    if not name:
        raise FileNotFoundError("no file yet")
    storage = in_use()
    try:
        with reading_call(storage, "give", name):
            size = storage.size(name)
            address = "" if here else storage.address(name, request.method or "GET", download_as)
            if address:
                return _redirect(address)
            response = _answer(request, storage, name, size, download_as)
    except StorageAway:
        return _away()
    _describe(response, name, may_change=may_change)
    return response


def _answer(
    request: HttpRequest, storage: FileStorage, name: str, size: int, download_as: str
) -> HttpResponseBase:
    etag = etag_of(name)
    known: HttpResponseBase | None = get_conditional_response(request, etag)
    if known is not None:
        return known
    try:
        span = asked_span(range_of(request, etag), size)
    except NothingLeft:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span or (0, size - 1)
    length = last - first + 1
    # Opened before the first header is sent: a storage that fails can still be answered with 503.
    wanted = length > 0 and request.method != "HEAD"
    body = Body(storage, name, first, last) if wanted else None
    response = StreamingHttpResponse(
        body.pieces() if body else nothing(),
        status=206 if span else 200,
        content_type=mime_type(name),
    )
    if body:
        # Closed with the response, also when the browser leaves half way.
        response._resource_closers.append(body.close)  # type: ignore[attr-defined]
    if span:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(length)
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away from media
    response["X-Content-Type-Options"] = "nosniff"
    if download_as:
        response["Content-Disposition"] = content_disposition_header(True, download_as) or ""
    return response


def _describe(response: HttpResponseBase, name: str, *, may_change: bool) -> None:
    """Say of what file this is, and for how long a browser's copy is good: of a 304 too."""
    if response.status_code not in {200, 206, 304}:
        return
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag_of(name)
    # A name never gets another content, so a copy need not be checked again.
    response["Cache-Control"] = (
        "private, no-cache"
        if may_change
        else f"private, max-age={KEPT_BY_BROWSERS_SECONDS}, immutable"
    )


def etag_of(name: str) -> str:
    """Return the validator of a stored file: its name, which no other content ever gets."""
    return f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'


def range_of(request: HttpRequest, etag: str, modified: int | None = None) -> str:
    """Return the range header, "" where it belongs to another version (`modified`: seconds, UTC)."""
    only_if = request.headers.get("If-Range", "")
    valid = {etag} if modified is None else {etag, http_date(modified)}
    return "" if only_if and only_if not in valid else request.headers.get("Range", "")


def _redirect(address: str) -> HttpResponseBase:
    response = HttpResponseRedirect(address)
    # The address is signed for a while only: a kept redirect would lead nowhere.
    response["Cache-Control"] = "private, no-store"
    return response


def _away() -> HttpResponse:
    wait = int(STORAGE_WAIT.total_seconds())
    return HttpResponse(
        _("Files cannot be fetched just now; please try again in a moment."),
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
    )


def asked_span(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of the range, None without a usable header. Raises NothingLeft."""
    # 18 digits are more than any file has bytes; endless ones would cost time to convert.
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


class Body:
    """The bytes from `first` to `last` of a stored file."""

    def __init__(self, storage: FileStorage, name: str, first: int, last: int) -> None:
        self._storage, self._name = storage, name
        self._next, self._last = first, last
        self._file: IO[bytes] = storage.read_from(name, first, last)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes; end early when the storage does.

        The server then closes the connection, and players ask again.

        Raising after the first header would leave the connection open for ever.
        """
        while self._next <= self._last and (chunk := await asyncio.to_thread(self._read)):
            self._next += len(chunk)
            yield chunk

    def _read(self) -> bytes:
        with (
            suppress(FileNotFoundError, StorageAway),
            storage_call(self._storage, "go on with", self._name),
        ):
            try:
                return self._piece()
            except Exception:  # once more from here, before the browser notices
                self.close()
                self._file = self._storage.read_from(self._name, self._next, self._last)
                return self._piece()
        return b""

    def _piece(self) -> bytes:
        piece = self._file.read(min(CHUNK_BYTES, self._last - self._next + 1))
        if not piece:
            raise EOFError
        return piece

    def close(self) -> None:
        self._file.close()


async def nothing() -> AsyncIterator[bytes]:
    return
    # Never reached: it makes this a generator.
    yield b""
