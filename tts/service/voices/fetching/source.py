"""Where files come from: their own source, or a mirror of it at an address or in a folder."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO, Final

from tts.service.voices.fetching.offers import File
from tts.service.voices.fetching.problem import FetchFailed

_SILENT_SECONDS: Final = 30
_MISSING: Final = (404, 410)
_OUT_OF_RANGE: Final = 416
_WEB: Final = ("http://", "https://")


class Interrupted(Exception):
    """The connection was cut or stayed silent: what has come is good, and the rest can be asked for."""


@dataclass(frozen=True, slots=True)
class Body:
    """A file that is being read: from which byte on, how long the whole is if that is known."""

    stream: BinaryIO
    begins: int
    total: int | None


def open_file(file: File, mirror: str, begins: int) -> Body:
    """Open a file from byte `begins` on or, where its source cannot do that, from the first.

    `mirror` is an address or a folder, "" for the file's own source; it has the file at the same path
    or by its name alone. Raises FetchFailed, Interrupted.
    """
    if mirror and not mirror.startswith(_WEB):
        return _open_in_folder(file, Path(mirror), begins)
    base = f"{mirror.rstrip('/')}/" if mirror else file.source
    paths = [file.path, file.name] if mirror else [file.path]
    for path in paths:
        body = _open_address(base + urllib.parse.quote(path), begins)
        if body is not None:
            return body
    raise FetchFailed(f"{base}{file.path} is not there.")


def _open_in_folder(file: File, folder: Path, begins: int) -> Body:
    for path in (folder / file.path, folder / file.name):
        if path.is_file():
            stream = path.open("rb")
            stream.seek(begins)
            return Body(stream, begins, path.stat().st_size)
    raise FetchFailed(f"{folder} has no {file.name}.")


def _open_address(address: str, begins: int) -> Body | None:
    """Return the file at an address, None if there is none; raises FetchFailed, Interrupted."""
    headers = {"Range": f"bytes={begins}-"} if begins else {}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  # http by open_file
    try:
        answer = urllib.request.urlopen(request, timeout=_SILENT_SECONDS)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code in _MISSING:
            return None
        if error.code == _OUT_OF_RANGE and begins:
            return _open_address(address, 0)
        if error.code == 429 or error.code >= 500:
            raise Interrupted(f"{address} answered {error.code}") from error
        raise FetchFailed(f"{address} answered {error.code} {error.reason}.") from error
    except (OSError, HTTPException) as error:
        raise Interrupted(f"{address} cannot be reached: {error}") from error
    if answer.headers.get_content_type() == "text/html":
        answer.close()
        raise FetchFailed(f"{address} answered with a web page and not with a file.")
    from_there = begins if answer.status == 206 else 0
    length = answer.headers.get("Content-Length", "")
    return Body(answer, from_there, from_there + int(length) if length.isdigit() else None)
