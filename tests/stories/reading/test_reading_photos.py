"""Photos of pages, without OCR: two facing pages, a shadow over the page, letters drawn too large."""

from pathlib import Path

import pytest
from PIL import Image

from stories.pdf.layout.line import Line
from stories.pdf.ocr import scanned_page
from stories.pdf.ocr.credibility import only_language
from stories.pdf.ocr.hocr import Scan, scan_of
from stories.pdf.ocr.lighting import evened
from tests import pdfs
from tests.pdfs import At

LEFT = ("Lena kept a snail in", "a glass with a leaf.")
RIGHT = ("In the morning there was", "a silver road on the wall.")


def hocr(rows: list[list[tuple[str, int]]], *, size: str = "2400 1500", width: int = 12) -> str:
    """What Tesseract writes: a block of rows, each of groups of words and where they begin, in dots."""
    written = ""
    for number, row in enumerate(rows):
        top = 200 + 80 * number
        words = ""
        for text, left in row:
            for word in text.split():
                right = left + width * len(word)
                box = f"bbox {left} {top} {right} {top + 40}"
                words += f"<span class='ocrx_word' title='{box}; x_wconf 95'>{word}</span> "
                left = right + width
        box = f"bbox {row[0][1]} {top} 2300 {top + 40}; x_size 40"
        written += f"<span class='ocr_line' title='{box}'>{words}</span>"
    page = f"<div class='ocr_page' title='bbox 0 0 {size}; scan_res 300 300'>"
    return f"{page}<div class='ocr_carea'><p class='ocr_par'>{written}</p></div></div>"


def texts(written: str) -> list[str]:
    return [line.text for line in scan_of(written).lines]


def test_of_two_facing_pages_that_were_read_across_each_is_told_whole() -> None:
    rows = [[(one, 150), (other, 1400)] for one, other in zip(LEFT, RIGHT, strict=True)]
    assert texts(hocr(rows)) == [*LEFT, *RIGHT]
    blocks = {line.text: line.column for line in scan_of(hocr(rows)).lines}
    assert blocks[LEFT[0]] == blocks[LEFT[1]] != blocks[RIGHT[0]]


def test_of_two_facing_pages_in_arabic_the_right_one_is_told_first() -> None:
    left, right = (
        ("ثم عاد إلى البيت", "ونام حتى الصباح الباكر"),
        ("خرج الولد مع جده", "إلى السوق القديم البعيد"),
    )
    rows = [[(one, 150), (other, 1400)] for one, other in zip(left, right, strict=True)]
    assert texts(hocr(rows)) == [*right, *left]


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ([[("the goat", 150), ("la cabra", 1400)], [("the bridge", 150), ("el puente", 1400)]], "2400 1500"),
        ([[(LEFT[0], 150), (RIGHT[0], 1400)], [(LEFT[1], 150), (RIGHT[1], 1400)]], "2400 3300"),
        ([[(f"{LEFT[0]} {RIGHT[0]} {LEFT[1]} {RIGHT[1]}", 600)]] * 2, "2400 1500"),
    ],
)  # fmt: skip
def test_words_with_their_meanings_a_high_page_and_lines_across_are_no_facing_pages(
    rows: list[list[tuple[str, int]]], size: str
) -> None:
    assert texts(hocr(rows, size=size)) == [" ".join(text for text, _ in row) for row in rows]


def test_a_page_with_a_shadow_is_read_as_if_its_light_were_even() -> None:
    page = Image.new("L", (640, 640), 235)
    for left in (100, 400):
        page.paste(40, (left, 300, left + 6, 330))
    assert evened(page) is page
    shadow = Image.linear_gradient("L").rotate(90).resize(page.size)
    dark = Image.composite(page, page.point(lambda shade: shade // 3), shadow)
    light = shades(dark, (40, 200), (600, 200))
    assert max(light) > 2 * min(light)
    even = evened(dark)
    assert min(shades(even, (60, 200), (320, 200), (580, 200))) > 200
    assert max(shades(even, (102, 315), (402, 315))) < 110


def shades(image: Image.Image, *places: tuple[int, int]) -> list[int]:
    return [image.crop((x, y, x + 1, y + 1)).tobytes()[0] for x, y in places]


def test_very_large_letters_are_read_once_more_smaller_and_kept_where_more_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(pdfs.text_pdf([[At("The", 40, 400, 60)]]))
    sizes: list[int] = []

    def reading(sheet: Path, folder: Path, *_: object, **__: object) -> Scan:
        sizes.append(sheet.stat().st_size)
        texts = ("The goat", "ran to the hill") if folder.name == "smaller" else ("The goat",)
        lines = [Line(text, 0, 300, 500 - 60 * at, 48, bold=False, rtl=False, column=0)
                 for at, text in enumerate(texts)]  # fmt: skip
        return Scan(lines, 595.0, 90.0)

    monkeypatch.setattr(scanned_page, "_read", reading)
    scan = scanned_page.read_scan(path, 1, tmp_path, "en")
    assert [line.text for line in scan.lines] == ["The goat", "ran to the hill"]
    assert sizes[1] < sizes[0]


def test_a_page_is_read_in_one_language_where_all_its_words_are_of_it() -> None:
    english = "It was the goat that she had on the hill, and he said that they are not for you."
    french = (
        "Le loup est dans la foret et il ne voit pas les brebis qui sont sur le pont avec elle."
    )
    assert only_language(english) == "en"
    assert only_language(french) == "fr"
    assert only_language(f"{english} {french}") == ""
    assert only_language("The goat and the hill") == ""
