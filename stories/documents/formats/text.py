"""A plain text: paragraphs between blank lines, its lines joined where they were wrapped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from stories.documents.formats.draft import Draft
from stories.documents.formats.letters import decoded
from stories.pdf.layout.list_marks import is_item
from stories.reading.records import ReadingLimits

_WRAPPED_AT = 45  # characters; shorter lines are meant to end there, as in a poem
_FILLED = 0.6  # of the longest line: what ends sooner was not wrapped
_HEADING_WORDS = 8
_HEADING_SHARE = 0.34  # of the blocks; where more look like headings, none is one
_ENDS = re.compile(r"[.,;:!?؟،؛…\"'”’»)\-–—]$")
_RULE = re.compile(r"[\s*_=~#\-–—.•]+")
_TO_WRITE_ON = re.compile(r"[\s_.…·]+")  # it parts what stands above and below it
_UNDERLINE = re.compile(r"={3,200}|-{3,200}")
_PAGE_WORD = r"(?:page|p\.|página|pág\.|صفحة|ص) ?"
_OF_ALL = r" ?(?:of|/|de|sur|من) ?\d{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[-–—\[( ]{{0,4}}(?:{_PAGE_WORD})?(\d{{1,4}})(?:{_OF_ALL})?[-–—\]) ]{{0,4}}", re.IGNORECASE
)
_PAGE_OF_ALL = re.compile(
    rf"[-–—|\[( ]{{0,4}}{_PAGE_WORD}\d{{1,4}}{_OF_ALL}[-–—|\]) ]{{0,4}}", re.IGNORECASE
)
_BROKEN = re.compile(r"[^\W\d_]-\n[ \t]{0,20}[a-zà-ÿ]")
_FEWEST_BROKEN = 2  # words at line ends; one may have its hyphen for itself
_OWN_HYPHEN = re.compile(
    r"(?:^|\W)(?:well|self|half|ex|non|good|twenty|thirty|forty|fifty)-$", re.IGNORECASE
)
_NARROWEST, _WIDEST = 24, 80  # characters a line, of text that was wrapped by hand
_FEWEST_RUNS = 3  # lines that another one follows
_FULL_SHARE = 0.85  # of those; lines of verses end where they rhyme
_ENDED_SHARE = 0.5  # of those, at most, with a comma or a stop at their end
_LOWER_SHARE = 0.6  # of the lines that follow
_INNER = re.compile(r"[.!?؟…][\"”»’)]{0,2}[ \t]+\S")
_LONGEST_OWN = 9
_QUOTED = re.compile(r"(?:> ?){1,9}")
_INDENT = 2
#: Between these lines a book of Project Gutenberg has its text.
_LIBRARY = re.compile(
    r"^[ \t]{0,8}\*{3} ?(START|END) OF (?:THE|THIS) PROJECT GUTENBERG[^\n]{0,200}\n?", re.MULTILINE
)
_NOTED = 4_000  # characters


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the text file says. Raises UnreadableDocument."""
    draft = Draft(limits)
    text = decoded(path).replace("\r\n", "\n").replace("\r", "\n")
    before, text, after = _without_library(text)
    draft.leave_out("credits", before)
    breaks_words = len(_BROKEN.findall(text)) >= _FEWEST_BROKEN
    sheets = [_blocks(sheet) for sheet in text.split("\f")]
    numbers = _page_numbers(sheets)
    for sheet, number in zip(sheets, numbers, strict=True):
        draft.break_()
        if number is not None:
            draft.leave_out("page number", " ".join(sheet.pop(number)))
        _tell(draft, sheet, breaks_words=breaks_words)
    draft.leave_out("credits", after)
    return draft


def _without_library(text: str) -> tuple[str, str, str]:
    """Return what a library put before the text, the text, and what it put behind it."""
    before, after = "", ""
    for mark in list(_LIBRARY.finditer(text))[::-1]:
        if mark[1] == "END":
            after, text = text[mark.start() :], text[: mark.start()]
        else:
            before, text = text[: mark.end()], text[mark.end() :]
    return before[:_NOTED], text, after[:_NOTED]


def _page_numbers(sheets: Sequence[list[list[str]]]) -> list[int | None]:
    """Return which block of each sheet is its number, -1 for the last; None where they do not count."""
    for at in (-1, 0):
        found = [_PAGE_NUMBER.fullmatch(" ".join(sheet[at])) if sheet else None for sheet in sheets]
        values = [int(match[1]) for match in found if match]
        if len(values) > 1 and all(b == a + 1 for a, b in itertools.pairwise(values)):
            return [at if match else None for match in found]
    return [None] * len(sheets)


def _tell(draft: Draft, blocks: list[list[str]], *, breaks_words: bool) -> None:
    blocks = [block for block in blocks if not _RULE.fullmatch("".join(block))]
    headings = {number for number, block in enumerate(blocks[:-1]) if _is_heading(block)}
    # Where most lines stand alone and are short, none of them heads the others: it is a poem or a list.
    if len(headings - {0}) > max(1, _HEADING_SHARE * len(blocks)):
        headings &= {0}
    width = _wrapped_to(blocks)
    for number, block in enumerate(blocks):
        if _PAGE_OF_ALL.fullmatch(" ".join(block)):
            draft.leave_out("page number", " ".join(block))
            continue
        if level := _underlined(block):
            draft.tell(block[0], level)
            block = block[2:]
            if not block:
                continue
        begun = any(part.pieces for part in draft.parts)
        level = (2 if begun else 1) if number in headings else 0
        for paragraph in _paragraphs(block, width, breaks_words=breaks_words):
            draft.tell(paragraph, level)


def _blocks(sheet: str) -> list[list[str]]:
    """Return the lines between blank lines, with the white that they begin with."""
    blocks: list[list[str]] = [[]]
    for line in sheet.expandtabs(4).split("\n"):
        if line.strip() and not _TO_WRITE_ON.fullmatch(line):
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return [_unquoted(block) for block in blocks if block]


def _unquoted(block: list[str]) -> list[str]:
    """Return the lines of a letter that is answered without the signs before each of them."""
    if not all(_QUOTED.match(line) for line in block):
        return block
    return [line for quoted in block if (line := _QUOTED.sub("", quoted))]


def _underlined(block: list[str]) -> int:
    """Return the level of a heading that has a line of signs under it, 0 for none."""
    if len(block) < 2 or not _UNDERLINE.fullmatch(block[1].strip()):
        return 0
    return 1 if block[1].strip()[0] == "=" else 2


def _is_heading(block: list[str]) -> bool:
    line = block[0].strip()
    short = len(block) == 1 and len(line.split()) <= _HEADING_WORDS
    if not short or _ENDS.search(line) or is_item(line):
        return False
    first = next((letter for letter in line if letter.isalpha()), "")
    return bool(first) and not first.islower()


def _paragraphs(lines: list[str], width: int, *, breaks_words: bool) -> Iterator[str]:
    """Yield the block's paragraphs, their lines joined where they were wrapped to a width."""
    for group in _groups(lines, width):
        paragraph = group[0].strip()
        for line in group[1:]:
            follows = line.strip()
            if breaks_words and _BROKEN.search(f"{paragraph[-2:]}\n{follows[:1]}"):
                own = _OWN_HYPHEN.search(paragraph[-_LONGEST_OWN:])
                paragraph = (paragraph if own else paragraph[:-1]) + follows
            else:
                paragraph = f"{paragraph} {follows}"
        yield paragraph


def _wrapped_to(blocks: Sequence[list[str]]) -> int:
    """Return the width that sentences of narrow text were wrapped to, 0 for verses and lists.

    Nearly every line is so full that the next one's first word had no room, few end where something is said,
    and a sentence ends within a line or a word is broken.
    """
    texts = [[line.strip() for line in block] for block in blocks if len(block) > 1]
    runs = [run for block in texts for run in itertools.pairwise(block)]
    width = max((len(line) for block in texts for line in block), default=0)
    if len(runs) < _FEWEST_RUNS or not _NARROWEST <= width < _WIDEST:
        return 0
    full = sum(_is_full(line, after, width) for line, after in runs)
    ended = sum(line[-1] != "-" and _ENDS.search(line) is not None for line, _ in runs)
    lower = sum(not after[0].isupper() for _, after in runs)
    said = "\n".join(line for block in texts for line in block)
    many = len(runs)
    return (
        width
        if full >= _FULL_SHARE * many
        and ended <= _ENDED_SHARE * many
        and lower >= _LOWER_SHARE * many
        and (_INNER.search(said) or _BROKEN.search(said))
        else 0
    )


def _is_full(line: str, after: str, width: int) -> bool:
    """Return whether the first word of the line below would not have fitted; a broken word was fitted."""
    return line[-1] == "-" or len(line) + 1 + len(after.split()[0]) > width


def _groups(lines: list[str], width: int) -> list[list[str]]:
    """Return the lines of each paragraph of a text that was wrapped to `width`."""
    longest = max(len(line.strip()) for line in lines)
    indents = [len(line) - len(line.lstrip()) for line in lines]
    margin = min(indents)
    if longest >= _WRAPPED_AT and _begins_indented(lines, indents, longest):
        return _cut(lines, [indent - margin >= _INDENT for indent in indents])
    texts = [line.strip() for line in lines]
    wrapped = longest >= _WRAPPED_AT and all(len(line) >= _FILLED * longest for line in texts[:-1])
    # Lines that each end a sentence are paragraphs, as programs write them that wrap only on the screen.
    apart = (
        len(texts) > 1
        and all(_ENDS.search(line) for line in texts[:-1])
        and longest > 2 * _WRAPPED_AT
    )
    wrapped |= width > 0 and all(_is_full(*run, width) for run in itertools.pairwise(texts))
    if wrapped and not apart:
        return _cut(lines, [is_item(text) for text in texts])
    # An item goes on in lines that are set in under it.
    begun = [
        not (at and indents[at] - indents[at - 1] >= _INDENT and is_item(texts[at - 1]))
        and not (at > 1 and indents[at] == indents[at - 1] > margin and not is_item(text))
        for at, text in enumerate(texts)
    ]
    return _cut(lines, begun)


def _begins_indented(lines: list[str], indents: list[int], longest: int) -> bool:
    """Return whether paragraphs are told apart by a first line that is set in, and no verses are."""
    margin = min(indents)
    inner = [at for at, indent in enumerate(indents) if indent - margin >= _INDENT]
    if not inner or len(inner) == len(lines) or is_item(lines[inner[0]].strip()):
        return False
    outer = [at for at, indent in enumerate(indents) if indent - margin < _INDENT and at]
    filled = sum(len(lines[at - 1].strip()) >= _FILLED * longest for at in outer)
    return filled == len(outer) and (0 in inner or len(outer) > len(inner))


def _cut(lines: list[str], begins: Sequence[bool]) -> list[list[str]]:
    groups: list[list[str]] = []
    for line, begun in zip(lines, begins, strict=True):
        if begun or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
