"""The one form in which pictures are kept: a square JPEG of bounded size."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from edusmart.decoding import encoded

PICTURE_SIDE = 768  # pixels
PICTURE_BYTES = 150_000  # a story of 24 scenes stays under 4 MB on a school's network
_QUALITY = 82  # the quality tried first; PICTURE_BYTES lowers it where needed
_LOWEST_QUALITY = 50  # below, blocks are seen
_SMALL_QUALITY = 80
_FRONT_QUALITY = 78
_SEEN = 60  # of 255: what is clearer is no part of a figure
_AROUND = 1.16  # times the figures: so much of the picture is on a cover
_NEAREST, _NEARLY_WHOLE = 0.6, 0.95  # of the picture's side
_NEARLY_SQUARE = 1.28  # up to this a picture is cropped, beyond it would lose too much
_FRAME = 28  # pixels left free around a picture that is not square
_ROUND_BY = 22  # pixels, the radius of its corners
_EDGE = 0.05  # of its shorter side: what is looked at for the colour behind it
_COLOURS = 4  # that are told apart in it
_PAPER, _PALER = (255, 250, 240), 0.35


def as_jpeg(image: Image.Image) -> bytes:
    """Encode a JPEG of at most PICTURE_BYTES, of quality 82 or the highest below that fits."""
    for quality in range(_QUALITY, _LOWEST_QUALITY - 1, -8):
        content = encoded(image, quality=quality, progressive=True)
        # The coarsest one is taken even where it is too large: a picture is better than none.
        if len(content) <= PICTURE_BYTES:
            break
    return content


def as_webp(image: Image.Image, xmp: bytes = b"") -> bytes:
    """Encode a picture with clear parts as WebP; `xmp` says something about it."""
    sheet = io.BytesIO()
    image.save(sheet, "WEBP", quality=_FRONT_QUALITY, method=1, xmp=xmp)
    return sheet.getvalue()


def smaller(content: bytes, side: int) -> bytes:
    """Return a square JPEG again, `side` pixels a side."""
    # Safe to open here: it is one of our own.
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.draft("RGB", (side, side))
        small = image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        # The mark that says what made it.
        kept = {"xmp": mark} if (mark := image.info.get("xmp")) else {}
    return encoded(small, quality=_SMALL_QUALITY, progressive=True, **kept)


def cover(content: bytes, front: bytes, side: int) -> bytes:
    """Return a square JPEG for a book's cover, `side` pixels a side: whoever is in `front` (WebP), large.

    Without a front the whole picture is the cover.
    """
    box = _about_figures(front) if front else None
    if box is None:
        return smaller(content, side)
    # Safe to open here: both are our own.
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        near = image.convert("RGB").crop(box).resize((side, side), Image.Resampling.LANCZOS)
        kept = {"xmp": mark} if (mark := image.info.get("xmp")) else {}
    return encoded(near, quality=_SMALL_QUALITY, progressive=True, **kept)


def _about_figures(front: bytes) -> tuple[int, int, int, int] | None:
    """Return the square about all figures, None where it would be nearly the whole picture."""
    with Image.open(io.BytesIO(front), formats=["WEBP"]) as sheet:
        figures = sheet.getchannel("A").point([255 * (it > _SEEN) for it in range(256)]).getbbox()
        whole = sheet.width
    if figures is None:
        return None
    left, top, right, low = figures
    side = max(round(max(right - left, low - top) * _AROUND), round(whole * _NEAREST))
    if side > whole * _NEARLY_WHOLE:
        return None
    # A little more air above than below: the title stands under it.
    x = min(max(round((left + right - side) / 2), 0), whole - side)
    y = min(max(round((top + low) / 2 - side * 0.52), 0), whole - side)
    return x, y, x + side, y + side


def framed(image: Image.Image) -> Image.Image:
    """Return a square of PICTURE_SIDE with the whole picture, or nearly the whole, on it."""
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


def _backdrop(image: Image.Image) -> Image.Image:
    """Return a plain sheet of the colour that the picture has at its beginning: its sky, as a rule, paler."""
    wide, high = image.size
    deep = max(1, round(min(wide, high) * _EDGE))
    edge = image.crop((0, 0, wide, deep) if wide > high else (0, 0, deep, high))
    # What most of it is: the middle of all colours would be one of none of them.
    colour = Image.new("RGB", (PICTURE_SIDE, PICTURE_SIDE), _most_of(edge))
    return Image.blend(colour, Image.new("RGB", colour.size, _PAPER), _PALER)


def _most_of(image: Image.Image) -> tuple[int, int, int]:
    few = image.convert("RGB").quantize(_COLOURS)
    which = max(enumerate(few.histogram()), key=lambda it: it[1])[0]
    red, green, blue = (few.getpalette() or [])[3 * which : 3 * which + 3]
    return red, green, blue


def _rounded(size: tuple[int, int]) -> Image.Image:
    # Drawn at twice the size and reduced, as Pillow draws edges without smoothing them.
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(mask).rounded_rectangle(
        [0, 0, size[0] * 2 - 1, size[1] * 2 - 1], _ROUND_BY * 2, fill=255
    )
    return mask.reduce(2)


def _shadow(size: tuple[int, int], corner: tuple[int, int]) -> Image.Image:
    # A quarter of the size is enough for something that is blurred.
    shadow = Image.new("L", (PICTURE_SIDE // 4, PICTURE_SIDE // 4))
    left, top = corner[0] // 4, corner[1] // 4 + 2
    ImageDraw.Draw(shadow).rounded_rectangle(
        [left, top, left + size[0] // 4, top + size[1] // 4], _ROUND_BY // 4, fill=110
    )
    soft = shadow.filter(ImageFilter.GaussianBlur(4))
    return soft.resize((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.BICUBIC)
