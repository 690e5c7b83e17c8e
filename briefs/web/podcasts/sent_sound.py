"""What of an episode was really sent, counted while it goes out."""

import logging
import re
from collections.abc import AsyncIterator
from typing import cast

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from briefs.actions.counting.downloads import Fetching, note_sent
from briefs.publishing.episode import WholeBrief
from edusmart.accounts.origin import address_of

log = logging.getLogger(__name__)

LONGEST_AGENT = 500


def agent_of(request: HttpRequest) -> str:
    """Return what the program calls itself."""
    return request.headers.get("User-Agent", "")[:LONGEST_AGENT]


def counted(
    request: HttpRequest, brief_id: int, whole: WholeBrief, response: HttpResponseBase
) -> HttpResponseBase:
    """Return the response, which counts as a download once enough of it is out. HEAD sends nothing."""
    if request.method != "GET" or not isinstance(response, StreamingHttpResponse):
        return response
    head = whole.file.spans[0].size  # tags and chapters
    fetching = Fetching(
        brief_id,
        address_of(request),
        agent_of(request),
        head,
        whole.file.size - head,
        whole.seconds,
    )
    found = re.match(r"bytes (\d+)-", response.get("Content-Range", ""))
    first = int(found[1]) if found else 0
    pieces = cast(AsyncIterator[bytes], response.streaming_content)
    response.streaming_content = _noting(pieces, fetching, first)
    return response


async def _noting(
    pieces: AsyncIterator[bytes], fetching: Fetching, first: int
) -> AsyncIterator[bytes]:
    """Yield the pieces. What is sent is noted once it makes a download, or when the program goes."""
    sent, is_noted = first, False
    enough = first + fetching.begin + fetching.needed
    try:
        async for piece in pieces:
            yield piece
            sent += len(piece)
            if sent >= enough and not is_noted:
                is_noted = True
                await _note(fetching, first, sent)
    finally:
        if not is_noted:
            await _note(fetching, first, sent)


async def _note(fetching: Fetching, first: int, end: int) -> None:
    try:
        await sync_to_async(note_sent)(fetching, first, end)
    except Exception:  # who listens is not to notice that nobody counts
        log.exception("a download could not be counted")
