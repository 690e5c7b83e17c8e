"""The title: a page of its own, or the lines above the first text."""

from __future__ import annotations

import re

from stories.pdf.furniture.told import Told
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.plain import plain
from stories.pdf.layout.reading_order import Line
from stories.reading.titles import as_title, heads, is_no_title

_TITLE_WORDS = 40  # a title page with more words is a page of text
_TITLE_STEP = 1.2  # times the text's size; less is a heading
_TITLE_LINES = 4  # more lines in large type are a text for beginners
_BYLINES = 3
_BYLINE_WORDS = 10  # a longer line is a subtitle or text
_BYLINE_CHARACTERS = 200
_SENTENCE_WORDS = 4
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]+$|(?:[IVX]+\.|chapter|part|unit|lesson)\s", re.IGNORECASE
)
_BY = re.compile(
    r"(?:by|written|told|retold|text|story|illustrated|pictures|par|por|escrito|texto|raconté|écrit"
    r"|بقلم|تأليف|كتابة|رسوم|ترجمة|حكاية)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?!.*\d{5})\D*\d{0,2}\D*\b(?:19|20)\d\d\b\D*$")
_PARTICLES = " and & of de da di del la le van von der den du et y e bin ben ibn al el "
_BY_ALONE = re.compile(
    r"(?:(?:written|told|retold|text|story|words|illustrated|pictures|photos) (?:and \w{1,12} )?by|by|text"
    r"|words|story|par|por|texto|texte|escrito por|raconté par|écrit par|بقلم|تأليف|كتابة|رسوم|ترجمة|إعداد)"
    r"(?::|\b)\s*",
    re.IGNORECASE,
)
_STANDFIRST_LINES, _STANDFIRST_WORDS = 8, 60
_OTHER_SIZE = 0.05
_APART_EM = 1.8
_MOST_NAMES = 7
_INITIALS = 3
_ARABIC_NAMES = 4
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
        if bylines := _bylines(page, body_em) or _byline_under_a_standfirst(page):
            told.credits[:0] = [line.text for line in bylines]
            told.take(number, bylines, "byline")
    else:
        told.title = named
        # As large as the text, and yet the title: the story shows it anyway, and would begin with it twice.
        lines = _named_lines(first, named) if named else _line_that_heads(first)
        if lines:
            told.title = named or as_title(lines[0].text)
            told.take(number, lines, "title")


def _named_lines(page: list[Line], named: str) -> list[Line]:
    """Return the lines above a text that are the file's own title, whatever marks and capitals they have."""
    for count in range(1, min(_TITLE_LINES, len(page) - 1) + 1):
        if plain(named) and plain(" ".join(line.text for line in page[:count])) == plain(named):
            return page[:count]
    return []


def _line_that_heads(page: list[Line]) -> list[Line]:
    """Return the first line where it stands apart and reads like a title."""
    if len(page) < 2:
        return []
    line, after = page[:2]
    apart = line.baseline - after.baseline > _APART_EM * line.em
    return [line] if apart and heads(line.text, " ".join(it.text for it in page[1:])) else []


def _bylines(page: list[Line], body_em: float) -> list[Line]:
    """Return author and date under the title: short light lines, smaller than it and larger than the text."""
    lines = []
    for line in page[:_BYLINES]:
        is_text = line.em < 1.05 * body_em or line.bold or line.text.endswith((".", "!", "?"))
        if is_text or not _is_byline(line.text):
            break
        lines.append(line)
    # Two words with capitals alone may be a name or a heading: beside a date or a “by” they are a name.
    sure = any(_BY.match(line.text) or _DATE.search(line.text) for line in lines)
    return lines if sure and len(lines) < len(page) else []


def _byline_under_a_standfirst(page: list[Line]) -> list[Line]:
    """Return who wrote the text where it stands between what introduces the text and the text itself."""
    words = 0
    for number, line in enumerate(page[:_STANDFIRST_LINES]):
        below = page[number + 1 : number + 2]
        if (
            number
            and below
            and _is_sure_byline(line.text)
            and _is_by_itself(page[number - 1], line, below[0])
        ):
            return [line]
        words += len(line.text.split())
        if words > _STANDFIRST_WORDS:
            break
    return []


def _is_by_itself(before: Line, line: Line, after: Line) -> bool:
    """Return whether no sentence runs through the line."""
    ended = before.text.endswith(SENTENCE_END) or abs(before.em - line.em) > _OTHER_SIZE * line.em
    apart = before.baseline - line.baseline > _APART_EM * line.em
    first = after.text.lstrip("\"'“«¿¡")[:1]
    return (ended or apart) and not first.islower()


def _is_sure_byline(text: str) -> bool:
    """Return whether the line is a “by” with names, or names beside a date."""
    if not _is_byline(text) or text.endswith((".", "!", "?", ":")):
        return False
    by = _BY_ALONE.match(text)
    rest = [it for it in re.split(r"[\s,|·•–—/:&]+", text[by.end() :] if by else text) if it]
    names = [
        it
        for it in rest
        if not any(map(str.isdigit, it)) and f" {it.casefold()} " not in _PARTICLES
    ]
    if by is None:
        return _DATE.search(text) is not None and len(names) > 1 and all(map(_is_name, names))
    return 0 < len(names) <= _MOST_NAMES and all(_is_name(it.strip(".")) for it in names)


def _is_byline(text: str) -> bool:
    """Return whether the words are a name, a date or begin as bylines do; a heading is none of these."""
    words = text.split()
    if (
        len(text) > _BYLINE_CHARACTERS
        or not 1 < len(words) <= _BYLINE_WORDS
        or _NUMBERED.match(text)
    ):
        return False
    if _BY.match(text) or _DATE.search(text):
        return True
    if words[0][:1].islower():
        return False
    names = [word for word in words if f" {word.casefold()} " not in _PARTICLES]
    if text == text.upper() == text.lower() and len(words) > _ARABIC_NAMES:
        return False
    return all(_is_name(word.strip(",.")) for word in names)


def _is_name(word: str) -> bool:
    # Capitals alone are a heading's, but for initials; Arabic has none.
    is_cased = word[:1].isupper() and (len(word) <= _INITIALS or not word.isupper())
    is_arabic = word[:1].isalpha() and word == word.upper() == word.lower()
    return (is_cased or is_arabic) and not any(letter.isdigit() for letter in word)


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
    return len(words) == _SENTENCE_WORDS - 1 and words[-1][:1].islower() and not _BY.match(text)
