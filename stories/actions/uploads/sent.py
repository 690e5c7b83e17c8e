"""What a person sends to be told: a document, photos of its pages, or a text."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import (
    SimpleUploadedFile,
    TemporaryUploadedFile,
    UploadedFile,
)

from edusmart.accounts.errors import RequestRefused
from edusmart.plain.text import without_controls
from stories.documents import MOST_PHOTOS, is_photo, known_end

#: One document, or photos of pages in their order.
Sent: TypeAlias = "UploadedFile[Any] | Sequence[UploadedFile[Any]] | None"

LONGEST_TEXT = 200_000  # characters; several times what is told of any document
_HEAD_BYTES = 64
_PASTED = "pasted.txt"
_TOO_LONG = f"A text can have at most {LONGEST_TEXT} characters. Paste a part of it."


def sent_files(sent: Sent) -> list["UploadedFile[Any]"]:
    """Return the files, at least one. Raises RequestRefused (400, 413)."""
    files = listed(sent)
    if not files:
        raise RequestRefused("Choose a file or paste a text.", "no_file")
    if sum(file.size or 0 for file in files) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise RequestRefused(
            f"This file is larger than {limit} MB. Upload a smaller one.", "too_big", 413
        )
    if len(files) > MOST_PHOTOS:
        raise RequestRefused(f"Choose at most {MOST_PHOTOS} photos.", "many_photos", 413)
    if len(files) > 1 and not all(map(shows_a_photo, files)):
        raise RequestRefused(
            "Only photos can be several at once. Choose one document, or photos alone.",
            "one_document",
        )
    return files


def listed(sent: Sent) -> list["UploadedFile[Any]"]:
    """Return the files, whatever they are."""
    files = list(sent) if isinstance(sent, Sequence) else [sent] if sent is not None else []
    return [file for file in files if file.name]


def shows_a_photo(file: "UploadedFile[Any]") -> bool:
    """Return whether the file begins like a picture."""
    file.seek(0)
    return is_photo(file.read(_HEAD_BYTES))


def pasted(text: str) -> "UploadedFile[Any]":
    """Return the text as a file. Raises RequestRefused (413) for one that is too long."""
    if len(text) > LONGEST_TEXT:
        raise RequestRefused(_TOO_LONG, "text_too_long", 413)
    return SimpleUploadedFile(_PASTED, without_controls(text).strip().encode(errors="replace"))


def file_or_text(files: Sequence["UploadedFile[Any]"], text: str) -> Sent:
    """Return what a form or an API call sent. Raises RequestRefused for both or an empty text."""
    if not without_controls(text).strip():
        return list(files)
    if any(file.name for file in files):
        raise RequestRefused("Send a file or a text, not both.", "file_and_text")
    return pasted(text)


def is_pasted(file: "UploadedFile[Any]") -> bool:
    """Return whether the file was made by `pasted`: its name is nothing that a person has chosen."""
    return file.name == _PASTED


@contextmanager
def on_a_disk(files: Sequence["File[Any]"]) -> Iterator[list[Path]]:
    """Lend the files as paths, whose ends are those that say something: where they are, else as copies.

    A process that opens them gets a path and no memory of ours.
    """
    with ExitStack() as kept:
        paths = []
        for file in files:
            end = known_end(file.name or "")
            if isinstance(file, TemporaryUploadedFile) and file.temporary_file_path().endswith(end):
                paths.append(Path(file.temporary_file_path()))
                continue
            local = kept.enter_context(
                NamedTemporaryFile(suffix=end, dir=settings.FILE_UPLOAD_TEMP_DIR)
            )
            file.seek(0)
            for chunk in file.chunks():
                local.write(chunk)
            local.flush()
            paths.append(Path(local.name))
        yield paths
