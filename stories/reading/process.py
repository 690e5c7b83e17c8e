"""Start the throw-away process, feed it one request, and end it when it costs too much."""

from __future__ import annotations

import compileall
import dataclasses
import importlib.util
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
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

from edusmart.machine.processor import session_seconds
from stories.reading.records import ReadingLimits, UnreadableDocument

log = logging.getLogger(__name__)

_LOG_CHARACTERS = 120  # what comes from the process may hold the document's text
_ROOT = Path(__file__).resolve().parents[2]
_LOADED = ("documents", "pdf", "reading")  # folders of stories/
_READ_SIZE = 65_536
# How it ends when one of its clocks runs out: the page's, its moment, the processor's, or ours.
_ENDS = {
    -signal.SIGPROF: "slow_page",
    -signal.SIGVTALRM: "slow_document",
    -signal.SIGXCPU: "slow_document",
    -signal.SIGKILL: "slow_document",
}
# Of processor between two looks: what has had less sleeps.
_WORKS_SECONDS = 0.2
_LINE_END = b"\n"
# All it gets: no key and no address of ours is in the environment of a process that may be taken over.
# One thread for numpy: each of many cores would reserve memory that the process may not have.
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1",
}  # fmt: skip


def ask(
    request: dict[str, Any],
    limits: ReadingLimits,
    environment: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Return the process's response and the bytes after it. `environment` is all it gets besides its own.

    Raises UnreadableDocument, also when the process broke a limit or failed for another reason; then the
    log says which file it was and where, and never what is in it.
    """
    _compile()
    request["limits"] = dataclasses.asdict(limits)
    line = json.dumps(request).encode() + _LINE_END
    raw, status = _run(line, limits, {**_ENVIRONMENT, **(environment or {})})
    head, _, body = raw.partition(_LINE_END)
    # It died of a limit, or a parser crashed: either way another attempt would end the same.
    if status != 0 or not head:
        _log(request, f"ended with status {status} after {len(raw)} bytes")
        raise UnreadableDocument(_ENDS.get(status, "too_complex"))
    response: dict[str, Any] = json.loads(head)
    if "code" in response:
        if failure := response.get("failure"):
            _log(request, f"failed: {failure}")
        raise UnreadableDocument(
            response["code"], response["sentence"], response.get("page_count", 0)
        )
    return response, body


@cache
def _compile() -> None:
    """Compile what the process loads, once: it writes no bytecode itself, so each would compile it anew.

    Nothing happens where that is done, nor where this process may not or cannot write.
    """
    if sys.dont_write_bytecode:
        return
    found = importlib.util.find_spec("pypdfium2_raw")
    theirs = found.submodule_search_locations if found else None
    for folder in (*(_ROOT / "stories" / name for name in _LOADED), *(theirs or ())):
        compileall.compile_dir(folder, quiet=2)


def _log(request: dict[str, Any], what: str) -> None:
    """Log one line for the operator. What comes from the process is kept short and in one line."""
    page = f", page {request['page']}" if "page" in request else ""
    said = "".join(letter for letter in what[:_LOG_CHARACTERS] if letter.isprintable())
    # Without its ending: of a file that was just sent, that is its owner's.
    file = Path(request["path"]).stem
    log.warning("%s of %s%s: the process %s", request["act"], file, page, said)


def _run(request: bytes, limits: ReadingLimits, environment: dict[str, str]) -> tuple[bytes, int]:
    """Return the process's whole output and its exit status; negative when a signal or limit ended it."""
    with subprocess.Popen(
        # -s: packages of a user's own folder are not ours.
        [sys.executable, "-s", "-m", "stories.documents.child"],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What parsers complain of may hold the document's text.
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that Tesseract, its child, is killed with it
    ) as child:
        stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        try:
            with suppress(BrokenPipeError):  # it died of its limits before it could listen
                stdin.write(request)
                stdin.close()
            # Read before waiting: a process whose pipe is full never ends.
            response = _bounded_output(stdout, _Clock(child.pid, limits), limits.max_answer_bytes)
            if response is not None:
                return response, child.wait(timeout=limits.wall_seconds)
            return b"", -signal.SIGKILL
        finally:
            _end(child)


class _Clock:
    """How long a process, the leader of its session, is waited for."""

    def __init__(self, leader: int, limits: ReadingLimits) -> None:
        began = time.monotonic()
        self._leader, self._most = leader, limits.wall_seconds
        self._ends = began + limits.wall_seconds
        self._last = began + limits.busy_seconds
        self._used = 0.0

    @property
    def left(self) -> float:
        return max(self._ends - time.monotonic(), 0)

    def goes_on(self) -> bool:
        """Return whether its time, which is over, is lengthened: it works, and others took its share."""
        now = time.monotonic()
        if now >= self._last:
            return False
        before, self._used = self._used, session_seconds(self._leader)
        self._ends = min(now + self._most - self._used, self._last)
        return self._used - before >= _WORKS_SECONDS and self._ends > now


def _bounded_output(pipe: IO[bytes], clock: _Clock, max_bytes: int) -> bytes | None:
    """Return everything the process writes; None past the clock.

    Raises UnreadableDocument past the size limit.
    """
    response = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        # The wall clock beside the processor's: a process that sleeps uses no processor.
        while selector.select(clock.left) or clock.goes_on():
            if not selector.select(0):
                continue
            chunk = os.read(pipe.fileno(), _READ_SIZE)
            if not chunk:
                return bytes(response)
            response += chunk
            if len(response) > max_bytes:
                raise UnreadableDocument("too_complex")
    return None


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started."""
    if child.poll() is None:
        # The group, as Tesseract would live on without its parent.
        os.killpg(child.pid, signal.SIGKILL)
