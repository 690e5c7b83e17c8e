"""The illustrator that shows the document's own pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import partial

from PIL import Image

from stories.documents import ReadingLimits, UnreadableDocument, page_picture
from stories.providers.illustrator import NoPicture, Picture, PictureRequest
from stories.providers.own.papercut.alt_text import described_page
from stories.providers.picture_format import as_jpeg, framed

_SHORTEST_SIDE = 96  # pixels; less is too coarse to be shown large


@dataclass(frozen=True, slots=True)
class PageIllustrator:
    """Shows the picture of the scene's first page that has one."""

    # Short: a picture can be drawn for every scene, and a document can be made to take long for each.
    limits: ReadingLimits = field(default_factory=partial(ReadingLimits, cpu_seconds=5))

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the page's picture cropped when nearly square, framed on its own colours if not.

        Raises NoPicture when no page of the scene has one, or the document cannot be read.
        """
        # Its picture is the same at every take.
        if request.take:
            raise NoPicture("another picture than the document's is wanted")
        found = self._found(request)
        if found is None:
            raise NoPicture("the document has no picture on this scene's pages")
        return Picture(as_jpeg(framed(found)), "image/jpeg", described_page(request.language))

    def _found(self, request: PictureRequest) -> Image.Image | None:
        if request.document is None or not request.document.is_file():
            return None
        for page in request.source_pages:
            try:
                content = page_picture(request.document, page, self.limits)
            # The other pages would fail for the same reason, each with a process of its own.
            except UnreadableDocument:
                return None
            if content and min((image := _opened(content)).size) >= _SHORTEST_SIDE:
                return image
        return None


def _opened(content: bytes) -> Image.Image:
    # Safe to open here: the throw-away process wrote these bytes itself.
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        return image.convert("RGB")
