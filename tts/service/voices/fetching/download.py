"""One file, fetched whole or not at all: resumed where it was cut, checked before it is used."""

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO, Final

from tts.service.voices.fetching.index import Expected
from tts.service.voices.fetching.offers import File
from tts.service.voices.fetching.problem import FetchFailed
from tts.service.voices.fetching.source import Interrupted, open_file

Report = Callable[[int, int | None], None]
"""Is told how many bytes have come, and of how many if that is known."""

_PIECE: Final = 1 << 16
_TRIES: Final = 5
PAUSE_SECONDS: Final = 1.0
_LARGEST: Final = 2 * 1024**3
"""More than any voice has: what goes on for longer is not one."""


def is_there(file: File, expected: Expected, folder: Path) -> bool:
    """Return whether the folder has the file already; one that cannot be checked counts as there."""
    target = folder / file.name
    return target.is_file() and (expected.digest is None or _is_right(target, expected))


def download(file: File, expected: Expected, folder: Path, mirror: str, report: Report) -> None:
    """Fetch a file into a folder; raises FetchFailed.

    What was cut off stays beside it as `.NAME.part`, and the next call goes on after it.
    """
    part = folder / f".{file.name}.part"
    try:
        with part.open("ab") as kept:
            _lock(kept, file)
            _complete(kept, file, expected, mirror, report)
        if not _is_right(part, expected):
            part.unlink()
            raise FetchFailed(
                f"{file.name} is not what its list says (size or hash): fetch it again."
            )
        part.replace(folder / file.name)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise FetchFailed(
                f"The disk is full: make room in {folder} and fetch again."
            ) from error
        raise FetchFailed(f"{folder} cannot be written to: {error.strerror}.") from error


def _lock(kept: BinaryIO, file: File) -> None:
    try:
        fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise FetchFailed(f"{file.name} is being fetched by another command.") from error


def _complete(kept: BinaryIO, file: File, expected: Expected, mirror: str, report: Report) -> None:
    """Append what is missing, asking again while something comes; raises FetchFailed, OSError."""
    failures = 0
    while True:
        before = kept.tell()
        try:
            return _append(kept, file, expected, mirror, report)
        except Interrupted as error:
            failures = 0 if kept.tell() > before else failures + 1
            if failures == _TRIES:
                message = f"{error}; fetch again later, and it goes on where it stopped."
                raise FetchFailed(message) from error
            time.sleep(PAUSE_SECONDS * failures)


def _append(kept: BinaryIO, file: File, expected: Expected, mirror: str, report: Report) -> None:
    body = open_file(file, mirror, kept.tell())
    total = expected.size if expected.size is not None else body.total
    with closing(body.stream):
        if body.begins != kept.tell():
            kept.truncate(0)
            kept.seek(0)
        while piece := _read(body.stream, file):
            if not kept.tell() and piece.lstrip()[:1] == b"<":
                raise FetchFailed(f"{file.name} came as a web page and not as a file.")
            if kept.tell() + len(piece) > (_LARGEST if total is None else total):
                kept.truncate(0)
                raise FetchFailed(f"{file.name} is longer than its list says: fetch it again.")
            kept.write(piece)
            kept.flush()
            report(kept.tell(), total)
    if body.total is not None and kept.tell() < body.total:
        raise Interrupted(f"{file.name} was cut off after {kept.tell()} bytes")


def _read(stream: BinaryIO, file: File) -> bytes:
    """Return the next bytes; raises Interrupted."""
    try:
        return stream.read(_PIECE)
    except (OSError, HTTPException) as error:
        raise Interrupted(f"{file.name} was cut off: {error}") from error


def _is_right(path: Path, expected: Expected) -> bool:
    if expected.size is not None and os.stat(path).st_size != expected.size:
        return False
    if expected.digest is None:
        return True
    with path.open("rb") as content:
        return hashlib.file_digest(content, expected.algorithm).hexdigest() == expected.digest
