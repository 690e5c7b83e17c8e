"""Split a text into chunks that an engine can speak in one go.

Whole sentences first, then clauses, then words, and only then letters: a chunk never passes
its cap. Offsets count the characters of the normalised text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from tts.service.text.spans import Span
from tts.service.text.words import is_speakable

PARAGRAPH_PAUSE: Final = 0.65
SENTENCE_PAUSE: Final = 0.4
CLAUSE_PAUSE: Final = 0.2
WORD_PAUSE: Final = 0.05

_CLOSING = "\"'”’»)\\]）」』】"
# Possessive, and with no condition on what follows: a run of stops is read once. Matching "stops
# before a space" would be tried again from each stop of a long run.
_STOPS: Final = re.compile(rf"[.!?…؟۔。！？।॥]++[{_CLOSING}]*+|\n[^\S\n]*\n")
_FULL_WIDTH_STOPS: Final = re.compile(rf"[。！？]+[{_CLOSING}]*")
_CLAUSE_END: Final = re.compile(r"[,;:،؛、，；：](?=\s|$)|[、，；：]|[—–](?=\s)")
_WORD_BREAK: Final = re.compile(r"\s+")
_ENDS_SENTENCE: Final = re.compile(rf"[.!?…؟۔。！？।॥][{_CLOSING}]*$")
_ENDS_CLAUSE: Final = re.compile(r"[,;:،؛、，；：—–]$")
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_LAST_WORD: Final = re.compile(r"[^\s(\[\"'«“]+$")
_ABBREVIATIONS: Final = frozenset(
    """
    dr mr mrs ms mx prof st jr sr vs e.g i.e fig vol pp approx capt gen sgt rev hon
    sra srta dra ud uds pág núm mm mme mlle me d.c a.c ق.م ص.ب
    """.split()  # noqa: SIM905  # a list of words reads better as words
)
_BEFORE_NUMBERS: Final = frozenset({"no", "nos", "p", "ch", "art", "sec", "n", "nr", "págs"})
_AND: Final = "و"
# Characters: up to the first a whole sentence is spoken soon enough; less than the second sounds cut off.
_LONG_OPENING: Final = 90
_SHORT_OPENING: Final = 25


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece to speak in one go, and the seconds of silence after it at normal pace."""

    span: Span
    pause: float


def chunks(text: str, cap: int, by_sentence: bool = True) -> list[Chunk]:
    """Split `text` into speakable chunks of at most `cap` characters, in order.

    By sentence, whole sentences are packed together up to the cap; without it only the cap cuts.
    """
    spans = [span for part in _paragraphs(text) for span in _cut(text, part, cap, by_sentence)]
    said = [span for span in spans if is_speakable(text[span.start : span.end])]
    return [
        Chunk(span, _pause(text, span, following))
        for span, following in zip_longest(said, said[1:])
    ]


def opening_alone(text: str, cut: list[Chunk]) -> list[Chunk]:
    """Return the chunks with their opening cut off, so that a stream starts sooner.

    That is the first sentence, or of a long one what comes before a comma.
    """
    whole = cut[0].span
    first, *rest = [
        span for span in _sentences(text, whole) if is_speakable(text[span.start : span.end])
    ]
    if first.end - first.start > _LONG_OPENING:
        first, *rest = [*_opening(text, first), *rest]
    if not rest:
        return cut
    after = Span(rest[0].start, whole.end)
    return [Chunk(first, _pause(text, first, after)), Chunk(after, cut[0].pause), *cut[1:]]


def _opening(text: str, sentence: Span) -> list[Span]:
    """Return a sentence cut in two after the first comma that has some words before it, if any."""
    for clause in _clauses(text, sentence):
        after = text[clause.end : sentence.end]
        if clause.end - sentence.start >= _SHORT_OPENING and is_speakable(after):
            begins = sentence.end - len(after.lstrip())
            return [Span(sentence.start, clause.end), Span(begins, sentence.end)]
    return [sentence]


def sentences(text: str) -> list[Span]:
    """Return the trimmed spans of the sentences; abbreviations, initials and decimals stay whole."""
    return [span for part in _paragraphs(text) for span in _sentences(text, part)]


def _paragraphs(text: str) -> Iterator[Span]:
    ends = (match.end() for match in _PARAGRAPH.finditer(text))
    return _trimmed(text, _between(Span(0, len(text)), ends))


def _sentences(text: str, part: Span) -> Iterator[Span]:
    return _trimmed(text, _between(part, _sentence_ends(text, part)))


def _sentence_ends(text: str, part: Span) -> Iterator[int]:
    """Yield the ends of stops before a space, and of full-width stops, which need none."""
    for match in _STOPS.finditer(text, part.start, part.end):
        end = match.end()
        if match[0][0] == "\n":
            yield end
        elif end == part.end or text[end].isspace():
            if _really_ends(text, match):
                yield end
        else:
            yield from (m.end() for m in _FULL_WIDTH_STOPS.finditer(text, match.start(), end))


def _clauses(text: str, part: Span) -> Iterator[Span]:
    ends = (match.end() for match in _CLAUSE_END.finditer(text, part.start, part.end))
    return _trimmed(text, _between(part, ends))


def _separate_words(text: str, part: Span) -> Iterator[Span]:
    ends = (match.end() for match in _WORD_BREAK.finditer(text, part.start, part.end))
    return _trimmed(text, _between(part, ends))


_FINER: Final = (_sentences, _clauses, _separate_words)


def _cut(text: str, part: Span, cap: int, by_sentence: bool) -> list[Span]:
    return list(_fitting(text, part, cap, 0 if by_sentence else 2))


def _fitting(text: str, part: Span, cap: int, level: int) -> Iterator[Span]:
    if part.end - part.start <= cap:
        yield part
    elif level == len(_FINER):
        yield from _letters(text, part, cap)
    else:
        for piece in _packed(_FINER[level](text, part), cap):
            yield from _fitting(text, piece, cap, level + 1)


def _packed(pieces: Iterable[Span], cap: int) -> Iterator[Span]:
    """Join neighbours while they fit under the cap together."""
    held: Span | None = None
    for piece in pieces:
        if held is not None and piece.end - held.start <= cap:
            held = Span(held.start, piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _letters(text: str, part: Span, cap: int) -> Iterator[Span]:
    start = part.start
    while part.end - start > cap:
        end = _before_marks(text, start, start + cap)
        yield Span(start, end)
        start = end
    yield Span(start, part.end)


def _before_marks(text: str, start: int, cut: int) -> int:
    """Move the cut back so that a letter keeps its accents, unless there are only accents."""
    # No letter of a language carries more marks than that.
    for at in range(cut, max(start, cut - 8), -1):
        if text[at].isalnum():
            return at
    return cut


def _between(part: Span, ends: Iterable[int]) -> Iterator[Span]:
    start = part.start
    for end in ends:
        yield Span(start, end)
        start = end
    yield Span(start, part.end)


def _trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        piece = text[span.start : span.end]
        start = span.start + len(piece) - len(piece.lstrip())
        end = span.end - len(piece) + len(piece.rstrip())
        if start < end:
            yield Span(start, end)


def _really_ends(text: str, match: "re.Match[str]") -> bool:
    """Return whether the match ends a sentence: a full stop may close an abbreviation or initial."""
    if match[0] not in (".", "…", "..."):
        return True
    # 40 characters see the next word and the last one, and keep the work per match constant.
    following = text[match.end() : match.end() + 40].lstrip()[:1]
    if following.islower():
        return False
    if match[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    word = before[0] if before else ""
    is_number = following.isdigit() and word.lower() in _BEFORE_NUMBERS
    return not (is_number or _is_initial(word) or word.lower() in _ABBREVIATIONS)


def _is_initial(word: str) -> bool:
    """Return whether the word is one letter that abbreviates a name.

    Arabic has no capitals: there, every letter but the word for "and".
    """
    if len(word) != 1 or not word.isalpha():
        return False
    return (word.isupper() and word != "I") or ("\u0621" <= word <= "\u064a" and word != _AND)


def _pause(text: str, span: Span, following: Span | None) -> float:
    """Return the seconds of silence between a chunk and the one that follows."""
    if following is None:
        return 0.0
    if _PARAGRAPH.search(text, span.end, following.start):
        return PARAGRAPH_PAUSE
    # What ends a chunk is at its end: a long one need not be searched.
    said = text[max(span.start, span.end - 8) : span.end]
    if _ENDS_SENTENCE.search(said):
        return SENTENCE_PAUSE
    return CLAUSE_PAUSE if _ENDS_CLAUSE.search(said) else WORD_PAUSE
