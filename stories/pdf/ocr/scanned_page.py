"""One scanned page read with OCRmyPDF and Tesseract; runs only inside the throw-away process.

OCRmyPDF gets the page's pixels, drawn by PDFium, and never the uploaded file.
"""

from __future__ import annotations

import ctypes
import io
import re
import statistics
import subprocess
from pathlib import Path

import pypdfium2_raw.bindings as pdfium
from PIL import Image

from stories.pdf.ocr.credibility import (
    common_share,
    common_words,
    credibility,
    in_own_language,
    is_doubtful,
    is_gibberish,
    only_language,
)
from stories.pdf.ocr.hocr import Scan, scan_of
from stories.pdf.ocr.lighting import evened
from stories.pdf.ocr.missed_lines import missed_bands, with_missed
from stories.pdf.page.pdfium_document import opened
from stories.reading.language import detect_language

_DPI = 300  # what Tesseract's models were trained on
_MOST_PIXELS = 3600  # a side; a page of A4 at 300 dots per inch has 3508
_ARABIC = ["ara"]
_LATIN = ["eng", "fra", "spa"]
# Worse than either for a page in one script.
_BOTH = ["ara", "eng"]
_CODES = {"en": ["eng"], "ar": _ARABIC, "es": ["spa"], "fr": ["fra"]}
_TURN = re.compile(r"Rotate: (\d+)")
_SURE_OF_TURN = re.compile(r"Orientation confidence: ([\d.]+)")
_SURE_ENOUGH = (
    7.0  # what Tesseract itself asks for; with OCRmyPDF's 14 plain pages stayed on their side
)
_SPARSE_TEXT = 11  # of Tesseract's layouts
_ONE_BLOCK = "6"
_SMALL_SIDE = 1400  # pixels: such a picture is read in a fifth of a second
_FEW_COMMON, _ENOUGH_COMMON = 2, 5
_CLEAR_SHARE = 0.2  # of the words; where a page lies wrong hardly one is a word
_LARGE, _USUAL = (
    26.0,
    12.0,
)  # points of letters, of which Tesseract sees lines of a hundred dots badly
_ABOUT = 10.0  # of 100
_SURE = 70.0  # of 100, what makes a guessed language certain enough


def read_scan(path: Path, page_number: int, folder: Path, language: str) -> Scan:
    """Return the lines of page `page_number` (from 1). `language` is a guess ("en", "ar"…) or "".

    Raises UnreadableDocument and whatever OCRmyPDF raises.
    """
    image, dpi = _drawn(path, page_number)
    image = evened(image)
    likely = _CODES.get(language, [])
    if not likely:
        # The look that tells the script tells which way is up as well: OCRmyPDF need not look again.
        likely, turned = _seen(image, folder) or _by_words(image, folder) or ([], 0)
        image = image.rotate(-turned, expand=True)
        # Read in its own language at once, a page is not read in three and then again.
        likely = (_own(image, folder) or likely) if likely == _LATIN else likely
    best = Scan([], 0.0, 0.0)
    # The likely language first, and the others only where it was not read with confidence: each takes
    # seconds. Tesseract turns a page that it sees lie wrong, but sees it on full pages only.
    for number, (turn, codes) in enumerate(_attempts(likely)):
        if turn and not (best.lines and is_doubtful(best)):
            continue
        sheet = folder / f"sheet-{number}.pdf"
        sheet.write_bytes(_as_pdf(image.rotate(turn, expand=True) if turn else image, dpi))
        scan = _read(sheet, folder / str(number), codes, turn=bool(language))
        best = max(best, scan, key=credibility)
        if (likely or turn) and best.confidence >= _SURE and not is_doubtful(best):
            break
    if not best.lines:
        best = _sparse(image, dpi, folder) or best
    elif (high := statistics.median(line.em for line in best.lines)) > _LARGE:
        best = _smaller(image, dpi, folder, likely or _BOTH, best, _USUAL / high)
    elif (
        not language and (own := _CODES.get(detect_language(_text(best)), [])) and likely == _LATIN
    ):
        best = _again(image, dpi, folder, own, best)
    return Scan([], best.height, best.confidence) if is_gibberish(best) else best


def _again(image: Image.Image, dpi: float, folder: Path, codes: list[str], before: Scan) -> Scan:
    """Return the page read in the language it turned out to be in: among others its accents are lost."""
    sheet = folder / "again.pdf"
    sheet.write_bytes(_as_pdf(image, dpi))
    return in_own_language(before, _read(sheet, folder / "again", codes, turn=False))


def _smaller(
    image: Image.Image, dpi: float, folder: Path, codes: list[str], before: Scan, scale: float
) -> Scan:
    """Return the page read again with its letters of usual size: of very large ones lines are passed over."""
    size = max(int(image.width * scale), 1), max(int(image.height * scale), 1)
    sheet = folder / "smaller.pdf"
    sheet.write_bytes(_as_pdf(image.resize(size, Image.Resampling.LANCZOS), dpi))
    scan = _read(sheet, folder / "smaller", codes, turn=False)
    fuller = len(_text(scan)) > len(_text(before))
    return scan if fuller and scan.confidence > before.confidence - _ABOUT else before


def _text(scan: Scan) -> str:
    return " ".join(line.text for line in scan.lines)


def _sparse(image: Image.Image, dpi: float, folder: Path) -> Scan | None:
    """Return what stands on a page where no block of text was seen, as a line or two in large letters.

    Pictures have letters too where each is looked for: only words that every text has count.
    """
    sheet = folder / "sparse.pdf"
    sheet.write_bytes(_as_pdf(image, dpi))
    scan = _read(sheet, folder / "sparse", _BOTH, turn=False, layout=_SPARSE_TEXT)
    return scan if scan.confidence >= _SURE and not is_doubtful(scan) else None


def _attempts(likely: list[str]) -> list[tuple[int, list[str]]]:
    """Return how the page may be turned, in degrees, and in which languages read, the likeliest first."""
    languages = [codes for codes in (_ARABIC, _LATIN, _BOTH) if codes != likely]
    upright = [(0, codes) for codes in ([likely] if likely else []) + languages]
    turned = [(180, likely or _LATIN), (180, _ARABIC), (90, _LATIN), (270, _LATIN)]
    return [upright[0], turned[0], *upright[1:], *turned[1:]]


def _drawn(path: Path, page_number: int) -> tuple[Image.Image, float]:
    """Return the page in shades of grey and its dots per inch, fewer for a huge page."""
    with opened(path) as document:
        page = pdfium.FPDF_LoadPage(document, page_number - 1)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        dpi = min(_DPI, _MOST_PIXELS * 72 / max(width, height, 1))
        wide, high = max(int(width * dpi / 72), 1), max(int(height * dpi / 72), 1)
        # Grey: Tesseract needs no colours, and it takes a quarter of the memory.
        bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)
    return Image.frombuffer("L", (wide, high), raw, "raw", "L", stride, 1), dpi


def _as_pdf(image: Image.Image, dpi: float) -> bytes:
    """Return the picture as a PDF of one page, without any loss."""
    import img2pdf  # optional, with OCRmyPDF

    buffer = io.BytesIO()
    # Hardly compressed: the file lives for seconds.
    image.save(buffer, "PNG", compress_level=1)
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    document: bytes = img2pdf.convert(buffer.getvalue(), layout_fun=layout)
    return document


def _read(
    sheet: Path, folder: Path, languages: list[str], *, turn: bool, layout: int | None = None
) -> Scan:
    from ocrmypdf.api import _pdf_to_hocr  # optional; it stops before a PDF is written

    folder.mkdir()
    known = _known_languages()
    _pdf_to_hocr(
        sheet,
        folder,
        language=[code for code in languages if code in known] or sorted(known)[:1],
        jobs=1,
        use_threads=True,
        # Without its model for orientation Tesseract would fail.
        rotate_pages=turn and "osd" in known,
        rotate_pages_threshold=_SURE_ENOUGH,
        deskew=True,
        tesseract_pagesegmode=layout,
        rasterizer="pypdfium",
        progress_bar=False,
    )
    scan = scan_of(next(folder.glob("*_ocr_hocr.hocr")).read_text(encoding="utf-8"))
    if layout is not None or not scan.lines or scan.confidence < _SURE:
        return scan
    with Image.open(next(folder.glob("*_ocr.png"))) as picture:
        bands = missed_bands(picture, scan)
    if not bands:
        return scan
    other = _read(sheet, folder / "sparse", languages, turn=turn, layout=_SPARSE_TEXT)
    return with_missed(scan, other, bands)


def _seen(image: Image.Image, folder: Path) -> tuple[list[str], int] | None:
    """Return Tesseract's languages for the script it sees on the page, none when it cannot tell, and by how
    many degrees the page has to be turned clockwise; None where it is not sure of that."""
    picture = folder / "script.png"
    image.save(picture, compress_level=1)
    said = _tesseract(str(picture), "-", "--psm", "0")
    turn, sure = _TURN.search(said), _SURE_OF_TURN.search(said)
    if not turn or not sure or float(sure[1]) < _SURE_ENOUGH:
        return None
    if "Script: Arabic" in said:
        return _ARABIC, int(turn[1])
    return (_LATIN if "Script: Latin" in said else []), int(turn[1])


def _own(image: Image.Image, folder: Path) -> list[str]:
    """Return the one language of a page of Latin letters by a quick look; none where it may be in several.

    The words that every text has are known without their accents too: one model is enough.
    """
    picture = folder / "own.png"
    small = image.copy()
    small.thumbnail((_SMALL_SIDE, _SMALL_SIDE))
    small.save(picture, compress_level=1)
    return _CODES.get(only_language(_tesseract(str(picture), "-", "-l", "eng")), [])


def _by_words(image: Image.Image, folder: Path) -> tuple[list[str], int] | None:
    """Return what _seen does for a page of few letters: the way up on which common words are there."""
    picture = folder / "small.png"
    small = image.copy()
    small.thumbnail((_SMALL_SIDE, _SMALL_SIDE))
    found: list[tuple[int, list[str], int]] = []
    for degrees in (0, 180, 90, 270):
        small.rotate(-degrees, expand=True).save(picture, compress_level=1)
        for codes in (_LATIN, _ARABIC):
            said = _tesseract(str(picture), "-", "-l", "+".join(codes), "--psm", _ONE_BLOCK)
            common = common_words(said)
            if common >= _FEW_COMMON and common_share(said) >= _CLEAR_SHARE:
                return codes, degrees
            found.append((common, codes, degrees))
        most, codes, degrees = max(found, key=lambda it: it[0])
        if most >= _ENOUGH_COMMON:
            return codes, degrees
    others = max(count for count, _, turned in found if turned != degrees)
    return (codes, degrees) if most >= _FEW_COMMON and most > 2 * others else None


def _known_languages() -> set[str]:
    return set(_tesseract("--list-langs").splitlines()[1:])


def _tesseract(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments
        ["tesseract", *arguments],  # noqa: S607 - found on the PATH this process was given
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
