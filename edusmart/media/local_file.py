"""A file that is stored, or was just sent, as a local one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from edusmart.media.storage import FileStorage, in_use
from edusmart.media.storage_calls import storage_call

CHUNK_BYTES = 64 * 1024
# A storage that drips must not hold a worker until its row's deadline.
LONGEST_READ = timedelta(seconds=90)


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """Yield the path of the stored file on this machine, fetched first where storage is remote.

    Raises FileNotFoundError when it is gone, NotYet while the storage cannot be read.
    """
    storage = in_use()
    with storage_call(storage, "find", name):
        path = storage.local_path(name)
    if path:
        if not path.is_file():
            raise FileNotFoundError(name)
        yield path
        return
    with NamedTemporaryFile(suffix=Path(name).suffix) as local:
        with storage_call(storage, "give", name):
            for chunk in chunks_of(storage, name):
                local.write(chunk)
            local.flush()
        yield Path(local.name)


@contextmanager
def uploaded_on_disk(file: "UploadedFile[Any]") -> Iterator[Path]:
    """Yield the path of a file that somebody just sent: where it already is, else of a copy."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as local:
        for chunk in file.chunks():
            local.write(chunk)
        local.flush()
        yield Path(local.name)


def chunks_of(storage: FileStorage, name: str) -> Iterator[bytes]:
    """Yield the file in pieces. Raises FileNotFoundError, TimeoutError or the storage's own errors."""
    until = monotonic() + LONGEST_READ.total_seconds()
    with closing(storage.read_from(name)) as file:
        yield from _pieces(file, until)


def _pieces(file: IO[bytes], until: float) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_BYTES):
        if monotonic() > until:
            raise TimeoutError
        yield chunk
