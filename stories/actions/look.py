"""Look at what somebody sends, for as long as a person waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from edusmart.accounts.errors import RequestRefused
from stories.actions.process_slot import reading_slots
from stories.actions.sent import on_a_disk, shows_a_photo
from stories.documents import (
    PICTURES,
    Document,
    ReadingLimits,
    UnreadableDocument,
    kind_of_file,
    photos_as_pdf,
    read_file,
)
from stories.providers.choice import text_provider

QUICK_LOOK_SECONDS = 12.0  # a person waits; what takes longer is read by the telling
# Of processor, so that a machine that is busy makes no document a slow one. 150 pages of text take as long;
# ten that were made to take longer hold up whoever comes after them for five seconds on two cores.
LOOK_CPU_SECONDS = 1


@dataclass(frozen=True)
class Looked:
    """What a look found: `document` is None for one that takes longer, `kind` its format.

    `file` is what is kept of what was sent: photos have become the pages of one PDF.
    """

    document: Document | None
    kind: str
    file: "File[Any]"


def look(files: Sequence["UploadedFile[Any]"]) -> Looked:
    """Read one document, or photos of one, within LOOK_CPU_SECONDS.

    Raises RequestRefused: 400 or 413 for what cannot be told, 503 where too many are being read.
    """
    # The clock starts with the process: who waited for a slot is not looked at more hastily.
    with reading_slots.slot(), on_a_disk(files) as paths:
        try:
            if not shows_a_photo(files[0]):
                return _looked(paths[0], files[0])
            pages = ContentFile(photos_as_pdf(paths), "photos.pdf")
            paths[0].write_bytes(pages.read())
            return _looked(paths[0], pages)
        except UnreadableDocument as refusal:
            status = 413 if refusal.code == "too_many_pages" else 400
            raise RequestRefused(refusal.sentence, refusal.code, status) from refusal


def _looked(path: Path, file: "File[Any]") -> Looked:
    limits = ReadingLimits(
        max_pages=settings.UPLOAD_MAX_PAGES,
        wall_seconds=QUICK_LOOK_SECONDS,
        cpu_seconds=LOOK_CPU_SECONDS,
    )
    try:
        read = read_file(path, limits, ocr=False, read_in=get_language() or "")
        return Looked(read, read.kind, file)
    except UnreadableDocument as refusal:
        # Not refused yet: it may only need more time than the person here has.
        if refusal.code == "slow_document":
            return Looked(None, kind_of_file(path), file)
        # A model that looks at pages can tell pictures of text.
        if refusal.code in PICTURES and text_provider().reads_pages:
            return Looked(Document("", "", (), refusal.page_count), "pdf", file)
        raise
