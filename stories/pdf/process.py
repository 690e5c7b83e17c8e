"""Start the throw-away process, feed it one request, and end it when it costs too much."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from stories.pdf.records import ReadingLimits, UnreadableDocument

log = logging.getLogger(__name__)

_LONGEST_NOTE = 120
_ROOT = Path(__file__).resolve().parents[2]
_READ_SIZE = 65_536
_LINE_END = b"\n"
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def ask(
    request: dict[str, Any],
    limits: ReadingLimits,
    environment: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """The process's answer and the bytes after it. `environment` is all it gets besides its own.

    Raises UnreadableDocument, also when the process broke a limit or our own code failed in it; then the
    log says which file it was and where, and never what is in it.
    """
    request["limits"] = dataclasses.asdict(limits)
    line = json.dumps(request).encode() + _LINE_END
    raw, status = _run(line, limits, {**_ENVIRONMENT, **(environment or {})})
    head, _, body = raw.partition(_LINE_END)
    if status != 0 or not head:
        _note(request, f"ended with status {status} after {len(raw)} bytes")
        raise UnreadableDocument("too_complex")
    answer: dict[str, Any] = json.loads(head)
    if "code" in answer:
        if failure := answer.get("failure"):
            _note(request, f"failed: {failure}")
        raise UnreadableDocument(answer["code"], answer["sentence"], answer.get("page_count", 0))
    return answer, body


def _note(request: dict[str, Any], what: str) -> None:
    """A line for whoever runs this site. What comes from the process is kept short and in one line."""
    page = f", page {request['page']}" if "page" in request else ""
    said = "".join(letter for letter in what[:_LONGEST_NOTE] if letter.isprintable())
    log.warning(
        "%s of %s%s: the process %s", request["act"], Path(request["path"]).name, page, said
    )


def _run(request: bytes, limits: ReadingLimits, environment: dict[str, str]) -> tuple[bytes, int]:
    """The process's whole answer and its exit status; negative when a signal or limit ended it."""
    with subprocess.Popen(
        [sys.executable, "-s", "-m", "stories.pdf.child"],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        try:
            with suppress(BrokenPipeError):  # it died of its limits before it could listen
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
    """End the process and whatever it started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
