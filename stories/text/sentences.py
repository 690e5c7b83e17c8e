"""Split a text into sentences, in every script, in time linear in its length."""

import re
from collections.abc import Iterator

_STOPS = ".!?…؟۔。！？"
_CLOSERS = "\"'”’»)]›"

_STOPS_RUN = re.compile(f"[{_STOPS}]+")
_CLOSERS_RUN = re.compile(f"[{re.escape(_CLOSERS)}]*")
_SPACED_QUOTE = re.compile(r"\s[»”]")
_BEFORE_NEXT = re.compile(f"[{re.escape(_CLOSERS)} ]*")
# Titles and initials, whose stop ends no sentence, in the offered languages.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“«])(?:[A-ZÀ-Ý]|Mr|Mrs|Ms|Dr|St|Prof|Sr|Sra|Srta|Mme|Mlle|M|No|etc|e\.g|i\.e|vs|د|أ)\.$"
)
# Longer than any abbreviation with what stands before it, so that `^` cannot match inside a word.
_TAIL = 12


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its offset in the text, whose white space is single spaces."""
    start = 0
    for end in _ends(text):
        if _is_abbreviation(text, start, end) or _continues(text, end):
            continue
        yield start, text[start:end]
        start = end + 1
    if (rest := text[start:]).strip():
        yield start, rest


def sentences_in(text: str) -> list[str]:
    """Return the sentences of one paragraph, with single spaces."""
    return [sentence for _, sentence in split_sentences(" ".join(text.split()))]


def is_ended(text: str) -> bool:
    """Return whether the text ends as a sentence does; a colon counts, since a list follows it."""
    return text.rstrip(f"{_CLOSERS} ").endswith(tuple(f"{_STOPS}:"))


def _ends(text: str) -> Iterator[int]:
    """Yield the offsets behind stops and their closing marks, where white space follows."""
    for stops in _STOPS_RUN.finditer(text):
        end = _end_of(_CLOSERS_RUN, text, stops.end())
        quote = _SPACED_QUOTE.match(text, end)  # French and Arabic typists put a space before it
        # With the spaced quote where it closes this sentence, else without.
        for candidate in (quote.end() if quote else end, end):
            if text[candidate : candidate + 1].isspace():
                yield candidate
                break


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    return _ABBREVIATION.search(text[max(start, end - _TAIL) : end]) is not None


def _continues(text: str, end: int) -> bool:
    """Return whether a small letter follows the stop: "Help!" cried the fox."""
    # Past closing marks: the small letter may follow a quotation.
    following = _end_of(_BEFORE_NEXT, text, end)
    return text[following : following + 1].islower()


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
