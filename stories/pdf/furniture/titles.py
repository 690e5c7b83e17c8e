"""The title: a page of its own, or the lines above the first text."""

from __future__ import annotations

from stories.pdf.furniture.bylines import BY, byline_by_itself, bylines
from stories.pdf.furniture.told import Told
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line
from stories.pdf.layout.plain import plain
from stories.reading.titles import as_title, heads, is_no_title

_TITLE_WORDS = 40  # a title page with more words is a page of text
_TITLE_STEP = 1.2  # times the text's size; less is a heading
_TITLE_LINES = 4  # more lines in large type are a text for beginners
_APART_EM = 1.8
_SENTENCE_WORDS = 4
_ALIKE_SHARE = 0.5  # of the other pages


def take_title(told: Told, running: set[str], named: str, body_em: float) -> None:
    """Take the title page away whole, a title above the first page's text alone.

    `running` are the plain texts of running lines, `named` is the file's own title.
    """
    named = "" if is_no_title(named) else " ".join(named.split())
    number = next((number for number, page in enumerate(told.pages) if page), 0)
    first = told.pages[number]
    lines = _title_lines(first, body_em)
    title = " ".join(line.text for line in lines)
    if _is_title_page(told, first, title, running | {plain(named)}, body_em):
        told.title = title or named or " ".join(line.text for line in first)
        told.title = as_title(told.title)
        told.credits[:0] = [line.text for line in first if line not in lines]
        told.take(number, first, "title page")
    elif _is_title_above_text(told, first, lines):
        told.title = named if plain(named) == plain(title) else as_title(title)
        told.take(number, lines, "title")
        page = told.pages[number]
        if found := bylines(page, body_em) or byline_by_itself(page):
            told.credits[:0] = [line.text for line in found]
            told.take(number, found, "byline")
    else:
        told.title = named
        # As large as the text, and yet the title: the story shows it anyway, and would begin with it twice.
        lines = _named_lines(first, named) if named else _line_that_heads(told, first)
        if lines:
            told.title = named or as_title(lines[0].text)
            told.take(number, lines, "title")


def _named_lines(page: list[Line], named: str) -> list[Line]:
    """Return the lines above a text that are the file's own title, whatever marks and capitals they have."""
    for count in range(1, min(_TITLE_LINES, len(page) - 1) + 1):
        if plain(named) and plain(" ".join(line.text for line in page[:count])) == plain(named):
            return page[:count]
    return []


def _line_that_heads(told: Told, page: list[Line]) -> list[Line]:
    """Return the first line where it stands apart and reads like a title, and no other does."""
    if len(page) < 2:
        return []
    line, after = page[:2]
    apart = line.baseline - after.baseline > _APART_EM * line.em
    if not apart or not heads(line.text, " ".join(it.text for it in page[1:])):
        return []
    # Two poems on a page, each below its own.
    others = (it.text for lines in told.pages for it in lines if it is not line)
    return [] if any(heads(text, "") for text in others) else [line]


def _is_title_above_text(told: Told, first: list[Line], lines: list[Line]) -> bool:
    """Return the lines that top the first text, where nothing else in the document is as large."""
    if not lines or lines[0] is not first[0] or len(first) == len(lines):
        return False
    others = [line.em for page in told.pages for line in page if line not in lines]
    return lines[0].em > 1.05 * max(others)


def _title_lines(page: list[Line], body_em: float) -> list[Line]:
    """Return the page's largest lines, as long as they stand together and are few."""
    if not page:
        return []
    largest = max(line.em for line in page)
    # 0.97: programs round the sizes of one line's pieces.
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


def _is_title_page(
    told: Told, first: list[Line], title: str, known: set[str], body_em: float
) -> bool:
    text = " ".join(line.text for line in first)
    filled = sum(bool(page) for page in told.pages)
    if filled < 2 or not text or len(text.split()) > _TITLE_WORDS:
        return False
    # An alphabet has such letters, and a counting book such figures, on each page.
    if _are_alike(told, first):
        return False
    # Whole sentences under the title are where the story begins.
    rest = [line.text for line in first if line.text not in title]
    if _has_sentence(rest):
        return False
    # The same line runs through the document, or its properties name it.
    if plain(title) in known - {""} or plain(text) in known - {""}:
        return True
    is_large = max(line.em for line in first) >= _TITLE_STEP * body_em
    return is_large and (not text.endswith(".") or heads(text, ""))


def _are_alike(told: Told, first: list[Line]) -> bool:
    """Return whether most other pages have type as large as the first one's largest."""
    largest = max(line.em for line in first)
    others = [page for page in told.pages if page and page is not first]
    alike = sum(any(line.em >= 0.97 * largest for line in page) for page in others)
    return alike > _ALIKE_SHARE * len(others) and largest > _TITLE_STEP * min(
        line.em for line in first
    )


def _has_sentence(lines: list[str]) -> bool:
    return any(
        text.endswith(SENTENCE_END)
        and not text.endswith(":")
        and (len(text.split()) >= _SENTENCE_WORDS or _is_short_sentence(text))
        for text in [*lines, " ".join(lines)]
    )


def _is_short_sentence(text: str) -> bool:
    """Return whether three words are a sentence and no name: “The fox ran.”"""
    words = text.split()
    return len(words) == _SENTENCE_WORDS - 1 and words[-1][:1].islower() and not BY.match(text)
