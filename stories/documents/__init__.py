"""Reading a document: the words worth telling, in the order they are read, and each page's picture.

Parsers are the softest spot of a service that takes uploads, so every document is opened in a process of
its own that holds no secret, is bounded in memory and time, and is thrown away afterwards.
"""

from typing import TYPE_CHECKING, Any

from stories.documents.kinds import is_photo, known_end
from stories.reading.records import (
    PICTURES,
    Document,
    LeftOut,
    Page,
    Paragraph,
    ReadingLimits,
    UnreadableDocument,
)

if TYPE_CHECKING:
    from stories.documents.files import (
        MOST_PHOTOS,
        document_from,
        explained_page,
        kind_of_file,
        ocr_is_installed,
        open_photo,
        page_picture,
        page_sheet,
        part_text,
        photos_as_pdf,
        read_file,
    )

__all__ = [
    "MOST_PHOTOS",
    "PICTURES",
    "Document",
    "LeftOut",
    "Page",
    "Paragraph",
    "ReadingLimits",
    "UnreadableDocument",
    "document_from",
    "explained_page",
    "is_photo",
    "kind_of_file",
    "known_end",
    "ocr_is_installed",
    "open_photo",
    "page_picture",
    "page_sheet",
    "part_text",
    "photos_as_pdf",
    "read_file",
]


def __getattr__(name: str) -> Any:
    """Import `files` at first use: the throw-away process never needs it and starts sooner without."""
    if name not in __all__:
        raise AttributeError(name)
    from stories.documents import files

    return getattr(files, name)
