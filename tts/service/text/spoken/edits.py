"""Edits of a text: what is found and how it is said."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from tts.service.text.spans import Span

Edit = tuple[Span, str]
Step = Callable[[str], Iterable[Edit]]
"""Finds what to say otherwise in a text: places in order and apart, in time linear in its length."""

Saying = Callable[["re.Match[str]"], str | None]

_OPENING: Final = " \n\"'“«‘¿¡("
_STOPS: Final = frozenset(".!?…")


def rule(pattern: str, say: Saying | str, flags: int = 0) -> Step:
    """Return the step that says each match of a pattern as `say` tells; None leaves it.

    Of a pattern with a group `said` only that group is replaced. A pattern must bound what it
    repeats, or be possessive: a hostile text is matched from each of its characters.
    """
    compiled = re.compile(pattern, flags)

    def step(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            form = say if isinstance(say, str) else say(match)
            group = "said" if match.groupdict().get("said") else 0
            start, end = match.span(group)
            if form is not None and start < end:
                yield Span(start, end), _capitalized(text, start, form)

    return step


def _capitalized(text: str, start: int, form: str) -> str:
    """Return what is said with a capital where a sentence begins: by that its end is known."""
    if not form[:1].islower() or text[start].islower():
        return form
    before = text[max(0, start - 6) : start].rstrip(_OPENING)
    begins = start < 6 and not before
    return form[0].upper() + form[1:] if begins or before[-1:] in _STOPS else form


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
