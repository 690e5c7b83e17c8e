"""A large body stays in the one file that it was received into.

Daphne would read it into memory, Django write it from there into a second file, and the parser of forms the
uploaded part into a third: a 12 MB upload took 36 MB of disk and as much memory again, also while it waited.
"""

from collections.abc import Mapping
from typing import IO, Any

from django.core.handlers.asgi import ASGIHandler

from edusmart.machine.libc import free_space

#: The part of an ASGI scope that holds the body's file, where it has one.
BODY = "edusmart.body"
FREED_AT_ONCE_BYTES = 1024 * 1024


class ReadOnce:
    """A file that is read from its beginning, once, and gives its space back as it is read.

    So the parser of forms moves an upload from one file into another, and there are never two of it.
    Where the system cannot free part of a file, nothing is freed before the end.
    """

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file
        self._freed = 0

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes; all that is left where it is negative."""
        return self._passed(self._file.read(size))

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or at most `size` bytes of it."""
        return self._passed(self._file.readline(size))

    def close(self) -> None:
        self._file.close()

    def _passed(self, data: bytes) -> bytes:
        passed = self._file.tell()
        if passed - self._freed >= FREED_AT_ONCE_BYTES:
            free_space(self._file.fileno(), self._freed, passed - self._freed)
            self._freed = passed
        return data


class Handler(ASGIHandler):
    """Django's, which takes the body as the server hands it over: as a file, else as messages."""

    def create_request(self, scope: Mapping[str, Any], body_file: IO[bytes]) -> Any:
        handed = scope.get(BODY)
        if handed is None:
            return super().create_request(scope, body_file)
        body_file.close()
        # The request closes it.
        return super().create_request(scope, handed)
