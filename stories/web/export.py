"""/story/{id}/export.mp3 and .epub: a finished story as a file, for each user who may see it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from typing import IO, Literal, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from edusmart.accounts.access import signed_in_or_token
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.media.concatenation import deliver_spans
from edusmart.media.delivery import nothing
from edusmart.work.errors import NotYet
from stories.actions.process_slot import MOST_OWN, process_slot
from stories.exporting import Book, book_of, joined, write_epub
from stories.models import Story

EPUB = "application/epub+zip"
CHUNK_BYTES = 64 * 1024  # what one writer of a response takes in at once


@require_safe
@signed_in_or_token
def export(request: HttpRequest, pk: UUID, kind: Literal["mp3", "epub"]) -> HttpResponseBase:
    user = cast(User, request.user)
    story = get_object_or_404(Story.objects.seen_by(user), pk=pk)
    # File systems take names of 255 bytes, and a letter may have four.
    name = f"{' '.join(story.title.split())[:80]}.{kind}"
    try:
        # With the other language's words; the sound is the story's own alone.
        second = request.GET.get("with", "") if kind == "epub" else ""
        book = book_of(story, second)
        if kind == "mp3":
            return deliver_spans(request, joined(book).file, name)
        if (
            request.method == "HEAD"
        ):  # the length is known only once it is packed, which takes seconds
            return _described(StreamingHttpResponse(nothing(), content_type=EPUB), name)
        return _sent(_written(book, write_epub, user), name)
    except RequestRefused as refused:
        plain = "text/plain; charset=utf-8"
        return HttpResponse(
            message_for(refused.code, refused.sentence), status=refused.status, content_type=plain
        )


def _sent(file: IO[bytes], name: str) -> HttpResponseBase:
    # With a length the browser shows how far the download is, and sees one that breaks off.
    size = file.seek(0, 2)
    file.seek(0)
    response = StreamingHttpResponse(_read(file), content_type=EPUB)
    response["Content-Length"] = str(size)
    return _described(response, name)


def _described(response: StreamingHttpResponse, name: str) -> HttpResponseBase:
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away
    # An edited scene is another book; and it is for this user alone.
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _written(book: Book, write: Callable[[Book, IO[bytes]], None], user: User) -> IO[bytes]:
    """Return the export as a file that is deleted when it is closed. Raises RequestRefused."""
    file = cast(IO[bytes], tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115 - streamed
    try:
        # Writing takes a processor for seconds: a class that exports at once must not stop the site.
        with process_slot(user.pk, most_own=MOST_OWN):
            write(book, file)
        return file
    # Also a request that is broken off: the file goes when it is closed, and only then.
    except BaseException as error:
        file.close()
        if isinstance(error, FileNotFoundError):
            raise RequestRefused(
                "The story changed while it was packed; try again.", "changed", 409
            ) from error
        if isinstance(error, NotYet):
            raise RequestRefused(error.sentence, error.code, 503) from error
        raise


# Asynchronous, with the reads in a thread: daphne would collect an ordinary iterator in memory first.
async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk
