"""Look at what somebody sends, for as long as a person waits."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from edusmart.accounts.errors import RequestRefused
from stories.actions.process_slot import reading_slots
from stories.actions.uploads.sent import on_a_disk, shows_a_photo
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
# Of processor, so that a machine that is busy makes no document a slow one. 150 pages of text take as long.
LOOK_CPU_SECONDS = 1
# Likewise, where others wait: enough for about twenty pages. What takes longer is looked at once more, after
# everybody else's first look: documents that were made to take long hold up whoever comes after them.
FIRST_LOOK_SECONDS = 0.5
SECOND_LOOK_WAIT_SECONDS = 5.0  # for a slot; without one the telling reads it
FEW_PHOTOS = 2  # about a second; more are looked at after what is looked at in a moment


@dataclass(frozen=True)
class Looked:
    """What a look found: `document` is None for one that takes longer, `kind` its format.

    `file` is what is kept of what was sent: photos have become the pages of one PDF.
    """

    document: Document | None
    kind: str
    file: "File[Any]"


def look(files: Sequence["UploadedFile[Any]"], owner: Hashable = None) -> Looked:
    """Read one document, or photos of one, within LOOK_CPU_SECONDS. Owners take turns.

    Raises RequestRefused: 400 or 413 for what cannot be told, 503 where too many are being read.
    """
    try:
        looked, whole = _first_look(files, owner)
        return looked if whole or looked.document else _second_look(looked, owner)
    except UnreadableDocument as refusal:
        status = 413 if refusal.code == "too_many_pages" else 400
        raise RequestRefused(refusal.sentence, refusal.code, status) from refusal


def _first_look(files: Sequence["UploadedFile[Any]"], owner: Hashable) -> tuple[Looked, bool]:
    """Return what was found and whether that is all a look can find: nobody waited, or it is of photos."""
    photos = shows_a_photo(files[0])
    later = photos and len(files) > FEW_PHOTOS
    # The clock starts with the process: who waited for a slot is not looked at more hastily.
    with reading_slots.slot(owner, later=later) as alone, on_a_disk(files) as paths:
        if not photos:
            return _looked(paths[0], files[0], _whole() if alone else _first()), alone
        pages = ContentFile(photos_as_pdf(paths), "photos.pdf")
        paths[0].write_bytes(pages.read())
        return _looked(paths[0], pages, _whole()), True


def _second_look(first: Looked, owner: Hashable) -> Looked:
    # It gives way from its first moment: those who are looked at now have waited for nobody's first look.
    limits = replace(_whole(), moment_seconds=0.0)
    try:
        with (
            reading_slots.slot(owner, later=True, wait_seconds=SECOND_LOOK_WAIT_SECONDS),
            on_a_disk([first.file]) as paths,
        ):
            return _looked(paths[0], first.file, limits)
    except RequestRefused:
        # Nobody is sent away whose document was opened: it is one that takes long.
        return first


def _whole() -> ReadingLimits:
    return ReadingLimits(
        max_pages=settings.UPLOAD_MAX_PAGES,
        wall_seconds=QUICK_LOOK_SECONDS,
        cpu_seconds=LOOK_CPU_SECONDS,
    )


def _first() -> ReadingLimits:
    return replace(_whole(), moment_seconds=FIRST_LOOK_SECONDS, ends_after_a_moment=True)


def _looked(path: Path, file: "File[Any]", limits: ReadingLimits) -> Looked:
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
