"""Spans of several stored files, delivered as one file in constant memory."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from edusmart.media.delivery import Body, NothingLeft, asked_span, nothing, range_of
from edusmart.media.storage import in_use
from edusmart.media.storage_calls import StorageAway, reading_call, storage_call

log = logging.getLogger(__name__)

# Asked again each time, which the ETag makes cheap: permission may be gone.
NO_STORE = "private, no-cache"


@dataclass(frozen=True)
class Span:
    """`size` bytes of the stored file `name` from `at` on; or, without a name, these bytes themselves."""

    name: str
    at: int
    size: int
    content: bytes = b""


@dataclass(frozen=True)
class Concatenation:
    """What is delivered. `etag` changes with any byte of it; `changed_at` is when that last happened."""

    spans: Sequence[Span]
    mime: str
    etag: str
    changed_at: datetime

    @property
    def size(self) -> int:
        return sum(span.size for span in self.spans)


def deliver_spans(
    request: HttpRequest, whole: Concatenation, download_as: str = ""
) -> HttpResponseBase:
    """Return 200, 206 for a range, 304 for an unchanged file, 412 or 416. The caller checks permission."""
    etag, modified = f'"{whole.etag}"', int(whole.changed_at.timestamp())
    if done := get_conditional_response(request, etag, modified):
        # A 304 must carry the headers that tell the browser how long its copy is good.
        if done.status_code == 304:
            _describe(done, etag, modified)
        return done
    try:
        part = asked_span(range_of(request, etag, modified), whole.size)
    except NothingLeft:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{whole.size}"})
    first, last = part or (0, whole.size - 1)
    response = StreamingHttpResponse(
        nothing() if request.method == "HEAD" else _bytes(whole.spans, first, last),
        status=206 if part else 200,
        content_type=whole.mime,
    )
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{whole.size}"
    response["Content-Length"] = str(last - first + 1)
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away from media
    _describe(response, etag, modified)
    if download_as:
        response["Content-Disposition"] = content_disposition_header(True, download_as) or ""
    return response


def _describe(response: HttpResponseBase, etag: str, modified: int) -> None:
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = NO_STORE
    response["X-Content-Type-Options"] = "nosniff"


async def _bytes(spans: Sequence[Span], first: int, last: int) -> AsyncIterator[bytes]:
    begin = 0
    for span in spans:
        # First and last are both included, as in a Range header.
        start, end = max(first - begin, 0), min(last - begin, span.size - 1)
        begin += span.size
        if start > end:
            continue
        if not span.name:
            yield span.content[start : end + 1]
            continue
        sent = 0
        async for chunk in stored(Span(span.name, span.at + start, end - start + 1)):
            sent += len(chunk)
            yield chunk
        if sent < end - start + 1:
            return  # too short for its Content-Length: the client sees that, and asks again


def all_of(spans: Sequence[Span]) -> AsyncIterator[bytes]:
    """Yield the bytes of all spans; fewer when a file is lost or its storage fails."""
    return _bytes(spans, 0, sum(span.size for span in spans) - 1)


async def stored(span: Span) -> AsyncIterator[bytes]:
    """Yield the bytes of a span; fewer when the file is lost or its storage fails.

    Raising after the first header would leave the connection open for ever.
    """
    body = await asyncio.to_thread(_opened, span)
    if body is None:
        return
    try:
        async for chunk in body.pieces():
            yield chunk
    finally:
        body.close()


def _opened(span: Span) -> Body | None:
    storage = in_use()
    try:
        with storage_call(storage, "give", span.name):
            return Body(storage, span.name, span.at, span.at + span.size - 1)
    except (FileNotFoundError, StorageAway):
        log.exception("%s: lost while it was delivered as part of a larger file", span.name)
        return None


def find_all(spans: Sequence[Span]) -> None:
    """Check that every file is there before the first byte is sent. Raises FileNotFoundError, NotYet."""
    storage = in_use()
    # A file that several spans come from is looked at once.
    for name in dict.fromkeys(span.name for span in spans if span.name):
        with reading_call(storage, "find", name):
            storage.size(name)
