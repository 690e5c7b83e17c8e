"""Recognise what surrounds a text and is not told: title page, running lines, credits, contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from stories.reading.order import Line

_EDGE_SHARE = 0.16
_EDGE_LINES = 3
_SAME_HEIGHT_POINTS = 6.0
_RUNNING_SHARE = 0.25
_APART_EM = 1.8
_LOW_SHARE = 0.25
_TITLE_WORDS = 40
_TITLE_STEP = 1.2
_TITLE_LINES = 4
_CREDITS_WORDS = 250
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"[\s\-–—|·•\[(]*(?:page|p\.|página|pág\.|صفحة|ص)?\s*{_NUMBER}"
    rf"(?:\s*(?:/|of|de|sur|من)\s*\d{{1,4}})?[\s\-–—|·•\])]*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"licen[cs]e|licencia|copyright|©|\bcc[ -]by\b|creative commons|all rights reserved|isbn"
    r"|https?://|www\.|published by|publié par|publicado por|imprint|tous droits"
    r"|derechos reservados|حقوق|رخصة|ترخيص|الناشر"
    r"|^\W*(?:text|author|story|words|written|illustrat\w*|pictures?|drawings|translat\w*|language"
    r"|editor|design|fonts?|paper|print\w*"
    r"|texto|autora?|ilustra\w*|traducci[oó]n|traductora?|idioma"
    r"|texte|auteure?|traduction|traductrice|langue|mise en page"
    r"|النص|نص|تأليف|الكاتب\w*|كتابة|رسوم|رسم|الرسوم|ترجمة|الترجمة|اللغة|تصميم|طباعة|الخط)"
    r"\b[^.!?]{0,24}?(?::| by | par | por | de )",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|índice|contenido|المحتويات|الفهرس|فهرس",
    re.IGNORECASE,
)
_ENDS_WITH_NUMBER = re.compile(r".*\S[ .…·]+\d{1,4}")
_DIGITS = re.compile(r"\d+")
_FILE_NAME = re.compile(
    r"\.(?:html?|docx?|odt|pdf|indd|pptx?|txt|tex|rtf)\b|^untitled|^microsoft ", re.I
)


@dataclass(slots=True)
class Told:
    """The document without its furniture. `pages` keeps one list per PDF page."""

    pages: list[list[Line]]
    title: str = ""
    credits: list[str] = field(default_factory=list)


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], named: str, body_em: float
) -> Told:
    """Take the furniture away. `heights` are page heights in points, `named` the file's own title."""
    running = _running_lines(pages, heights)
    body = [
        [line for line in page if not _is_page_furniture(line, height, running)]
        for page, height in zip(pages, heights, strict=True)
    ]
    for page, height in zip(body, heights, strict=True):
        _drop_apart_number(page, height)
    told = Told(pages=body)
    _take_credits(told)
    _drop_contents(told)
    running_texts = {_plain(line.text) for page in pages for line in page if _key(line) in running}
    _take_title(told, running_texts, named, body_em)
    return told


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.baseline / _SAME_HEIGHT_POINTS)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _at_edge(line: Line, height: float) -> bool:
    return not _EDGE_SHARE * height < line.baseline < (1 - _EDGE_SHARE) * height


def _running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> set[tuple[str, int]]:
    """Lines that come back at the same height near an edge of enough pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        ordered = sorted(page, key=lambda line: line.baseline)
        for line in {
            id(line): line for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]
        }.values():
            if _at_edge(line, height):
                seen[_key(line)].add(number)
    needed = max(2, _RUNNING_SHARE * len(pages), 3 if len(pages) >= 6 else 0)
    return {key for key, numbers in seen.items() if len(numbers) >= needed}


def _is_page_furniture(line: Line, height: float, running: set[tuple[str, int]]) -> bool:
    if not _at_edge(line, height):
        return False
    return _key(line) in running or _PAGE_NUMBER.fullmatch(line.text) is not None


def _drop_apart_number(page: list[Line], height: float) -> None:
    """A page number set high above the edge, well apart from the text."""
    if len(page) < 2:
        return
    last, above = sorted(page, key=lambda line: line.baseline)[:2]
    apart = above.baseline - last.baseline > _APART_EM * last.em
    if apart and last.baseline < _LOW_SHARE * height and _PAGE_NUMBER.fullmatch(last.text):
        page.remove(last)


def _take_credits(told: Told) -> None:
    filled = [number for number, page in enumerate(told.pages) if page]
    if len(filled) < 2:
        return
    for number in dict.fromkeys([*filled[1:2], *filled[-2:]]):
        page = told.pages[number]
        found = sum(_CREDIT.search(line.text) is not None for line in page)
        words = sum(len(line.text.split()) for line in page)
        if words <= _CREDITS_WORDS and (found >= 2 or len(page) == 1) and found >= 0.3 * len(page):
            told.credits.extend(line.text for line in page)
            told.pages[number] = []


def _drop_contents(told: Told) -> None:
    for number, page in enumerate(told.pages[:6]):
        if page and _CONTENTS.fullmatch(page[0].text.strip(" :")):
            entries = sum(_ENDS_WITH_NUMBER.fullmatch(line.text) is not None for line in page)
            if entries * 2 >= len(page) - 1:
                told.pages[number] = []


def _take_title(told: Told, running: set[str], named: str, body_em: float) -> None:
    """The title page is taken away whole, a title above the first page's text alone."""
    named = "" if _FILE_NAME.search(named) else " ".join(named.split())
    first = next((page for page in told.pages if page), [])
    lines = _title_lines(first, body_em)
    title = " ".join(line.text for line in lines)
    is_page = _is_title_page(told, first, title, running | {_plain(named)})
    if is_page:
        told.title = title or named
        told.credits[:0] = [line.text for line in first if line not in lines]
        first.clear()
    elif _is_title_above_text(told, first, lines):
        told.title = named if _plain(named) == _plain(title) else title
        del first[: len(lines)]
    else:
        told.title = named


def _is_title_above_text(told: Told, first: list[Line], lines: list[Line]) -> bool:
    """A title tops the first text and nothing else in the document is as large."""
    if not lines or lines[0] is not first[0] or len(first) == len(lines):
        return False
    others = [line.em for page in told.pages for line in page if line not in lines]
    return lines[0].em > 1.05 * max(others)


def _title_lines(page: list[Line], body_em: float) -> list[Line]:
    """The page's largest lines, as long as they stand together and are few."""
    if not page:
        return []
    largest = max(line.em for line in page)
    start = next(number for number, line in enumerate(page) if line.em >= 0.97 * largest)
    lines = [page[start]]
    for line in page[start + 1 :]:
        if line.em < 0.97 * largest:
            break
        lines.append(line)
    is_large = largest >= _TITLE_STEP * body_em
    if len(lines) > _TITLE_LINES or not (is_large or len(lines) == len(page)):
        return []
    return lines


def _is_title_page(told: Told, first: list[Line], title: str, known: set[str]) -> bool:
    text = " ".join(line.text for line in first)
    filled = sum(bool(page) for page in told.pages)
    if filled < 2 or not text or len(text.split()) > _TITLE_WORDS:
        return False
    if _plain(title) in known - {""} or _plain(text) in known - {""}:
        return True
    sizes = [line.em for page in told.pages for line in page if page is not first]
    body = sorted(sizes)[len(sizes) // 2]
    return max(line.em for line in first) >= _TITLE_STEP * body and not text.endswith(".")
