"""Start the throw-away process, feed it one request, and end it when it costs too much."""

from __future__ import annotations

import dataclasses
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, cast

from stories.reading.records import Document, Page, Paragraph, ReadingLimits, UnreadableDocument

_ROOT = Path(__file__).resolve().parents[2]
_READ_SIZE = 65_536
_LINE_END = b"\n"


def read_pdf(path: Path, limits: ReadingLimits | None = None) -> Document:
    """Read the PDF at `path`.

    Raises UnreadableDocument (codes: not_a_pdf, empty, encrypted, corrupt, too_many_pages, no_text,
    too_complex) and FileNotFoundError.
    """
    answer, _ = _ask({"act": "read", "path": _existing(path)}, limits or ReadingLimits())
    pages = tuple(
        Page(page["number"], tuple(Paragraph(**paragraph) for paragraph in page["paragraphs"]))
        for page in answer["pages"]
    )
    return Document(**{**answer, "pages": pages, "credits": tuple(answer["credits"])})


def page_picture(path: Path, page: int, limits: ReadingLimits | None = None) -> bytes | None:
    """The picture on page `page` (from 1) as JPEG, or None when the page has none worth showing.

    No side is longer than `limits.max_picture_side` pixels. Raises as read_pdf does.
    """
    request = {"act": "picture", "path": _existing(path), "page": page}
    return _ask(request, limits or ReadingLimits())[1] or None


def page_sheet(path: Path, page: int, limits: ReadingLimits | None = None) -> bytes | None:
    """Page `page` (from 1) as it looks, a JPEG of at most 900 pixels across; None for no such page.

    Raises as read_pdf does.
    """
    request = {"act": "sheet", "path": _existing(path), "page": page}
    return _ask(request, limits or ReadingLimits())[1] or None


def open_photo(path: Path, limits: ReadingLimits | None = None) -> bytes:
    """The picture in a file somebody uploaded, as a clean JPEG of at most 1536 pixels a side.

    Raises UnreadableDocument (codes: not_a_picture, too_many_pixels, too_small, too_complex).
    """
    return _ask({"act": "photo", "path": _existing(path)}, limits or ReadingLimits())[1]


def _existing(path: Path) -> str:
    if not path.is_file():
        raise FileNotFoundError(path)
    return str(path.resolve())


def _ask(request: dict[str, Any], limits: ReadingLimits) -> tuple[dict[str, Any], bytes]:
    request["limits"] = dataclasses.asdict(limits)
    raw, status = _run(json.dumps(request).encode() + _LINE_END, limits)
    head, _, body = raw.partition(_LINE_END)
    if status != 0 or not head:
        raise UnreadableDocument("too_complex")
    answer: dict[str, Any] = json.loads(head)
    if "code" in answer:
        raise UnreadableDocument(answer["code"], answer["sentence"])
    return answer, body


def _run(request: bytes, limits: ReadingLimits) -> tuple[bytes, int]:
    """The process's whole answer and its exit status; negative when a signal or limit ended it."""
    with subprocess.Popen(
        [sys.executable, "-s", "-m", "stories.reading.child"],
        cwd=_ROOT,
        env={"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        try:
            stdin.write(request)
            stdin.close()
            answer = _bounded_answer(stdout, limits)
            if answer is not None:
                return answer, child.wait(timeout=limits.wall_seconds)
            return b"", -signal.SIGKILL
        finally:
            _end(child)


def _bounded_answer(pipe: IO[bytes], limits: ReadingLimits) -> bytes | None:
    """Everything the process writes; None past the wall clock or the size limit."""
    deadline = time.monotonic() + limits.wall_seconds
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(deadline - time.monotonic(), 0)):
            chunk = os.read(pipe.fileno(), _READ_SIZE)
            if not chunk:
                return bytes(answer)
            answer += chunk
            if len(answer) > limits.max_answer_bytes:
                break
    return None


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
