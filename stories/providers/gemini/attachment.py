"""A PDF that goes with a question: within it while it is small, else handed in before and deleted after."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from google import genai
from google.genai import types

from stories.providers.gemini.errors import translated_errors
from stories.providers.generative.failure_messages import FailureMessages, unreadable

log = logging.getLogger(__name__)

MIME_TYPE = "application/pdf"
MOST_INLINE_BYTES = 12 * 1024 * 1024  # a request holds 20 MB, and base64 makes it a third more
READY_SECONDS = 30.0  # a PDF takes a few; the row's own deadline goes on meanwhile
LOOK_EVERY_SECONDS = 0.5  # the first scene waits for it


@contextmanager
def attached(
    client: genai.Client, pdf: Path | None, messages: FailureMessages
) -> Iterator[types.Part | None]:
    """Give the file as a part of the message, None for no file. Raises what `translated_errors` raises."""
    if pdf is None:
        yield None
    elif pdf.stat().st_size <= MOST_INLINE_BYTES:
        yield types.Part.from_bytes(data=pdf.read_bytes(), mime_type=MIME_TYPE)
    else:
        # Around the upload alone: errors of the call in the caller's block are translated there.
        with translated_errors(messages):
            file = client.files.upload(
                file=str(pdf), config=types.UploadFileConfig(mime_type=MIME_TYPE)
            )
        try:
            yield _part(_ready(client, file, messages), messages)
        # Also when the telling breaks off: a pupil's document must not stay with the provider.
        finally:
            _delete(client, file)


def _ready(client: genai.Client, file: types.File, messages: FailureMessages) -> types.File:
    """Return the file once the provider has looked through it."""
    deadline = time.monotonic() + READY_SECONDS
    while file.state is types.FileState.PROCESSING and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_SECONDS)
        with translated_errors(messages):
            file = client.files.get(name=file.name or "")
    if file.state is types.FileState.ACTIVE:
        return file
    raise unreadable(messages)


def _part(file: types.File, messages: FailureMessages) -> types.Part:
    if not file.uri:
        raise unreadable(messages)
    return types.Part.from_uri(file_uri=file.uri, mime_type=MIME_TYPE)


def _delete(client: genai.Client, file: types.File) -> None:
    """Delete the file, or log that it stays: the provider deletes what is left over after two days."""
    try:
        client.files.delete(name=file.name or "")
    except Exception as error:  # whatever it is, the story is told
        log.warning("a file handed to the provider was not deleted: %s", type(error).__name__)
