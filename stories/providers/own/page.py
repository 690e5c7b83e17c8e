"""The illustrator that shows the document's own pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from stories.pdf import ReadingLimits, UnreadableDocument, page_picture
from stories.providers.illustrator import PICTURE_SIDE, NoPicture, Picture, PictureRequest, as_jpeg
from stories.providers.own.papercut.naming import described_page

_NEARLY_SQUARE = 1.28
_FRAME = 28
_ROUND_BY = 22
_SHORTEST_SIDE = 96


@dataclass(frozen=True, slots=True)
class FromPage:
    """Shows the picture of the scene's first page that has one."""

    limits: ReadingLimits = field(default_factory=ReadingLimits)

    def illustrate(self, request: PictureRequest) -> Picture:
        """The page's picture cropped when nearly square, framed on its own blurred colours if not.

        Raises NoPicture when no page of the scene has one, or the document cannot be read.
        """
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
            except UnreadableDocument:
                return None
            if content and min((image := _opened(content)).size) >= _SHORTEST_SIDE:
                return image
        return None


def framed(image: Image.Image) -> Image.Image:
    """A square of PICTURE_SIDE with the whole picture, or nearly the whole, on it."""
    square = (PICTURE_SIDE, PICTURE_SIDE)
    wide, high = image.size
    if max(wide, high) / min(wide, high) <= _NEARLY_SQUARE:
        return ImageOps.fit(image, square, Image.Resampling.LANCZOS)
    inner = PICTURE_SIDE - 2 * _FRAME
    front = ImageOps.contain(image, (inner, inner), Image.Resampling.LANCZOS)
    sheet = _backdrop(image)
    corner = ((PICTURE_SIDE - front.width) // 2, (PICTURE_SIDE - front.height) // 2)
    sheet.paste((20, 18, 40), (0, 0), _shadow(front.size, corner))
    sheet.paste(front, corner, _rounded(front.size))
    return sheet


def _opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        return image.convert("RGB")


def _backdrop(image: Image.Image) -> Image.Image:
    small = ImageOps.fit(image, (96, 96)).filter(ImageFilter.GaussianBlur(7))
    big = small.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)
    soft = Image.blend(big, Image.new("RGB", big.size, (255, 250, 240)), 0.35)
    return ImageEnhance.Color(soft).enhance(1.15)


def _rounded(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(mask).rounded_rectangle(
        [0, 0, size[0] * 2 - 1, size[1] * 2 - 1], _ROUND_BY * 2, fill=255
    )
    return mask.reduce(2)


def _shadow(size: tuple[int, int], corner: tuple[int, int]) -> Image.Image:
    shadow = Image.new("L", (PICTURE_SIDE // 4, PICTURE_SIDE // 4))
    left, top = corner[0] // 4, corner[1] // 4 + 2
    ImageDraw.Draw(shadow).rounded_rectangle(
        [left, top, left + size[0] // 4, top + size[1] // 4], _ROUND_BY // 4, fill=110
    )
    soft = shadow.filter(ImageFilter.GaussianBlur(4))
    return soft.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)
