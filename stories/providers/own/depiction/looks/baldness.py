"""Who is said to have no hair on the head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.words import Sentence, plain

_BALD = frozenset(
    plain("bald baldheaded balding hairless calvo calva chauve أصلع اصلع صلعاء صلعته").split()
)
_SHAVED = frozenset(
    tuple(plain(phrase).split())
    for phrase in ("shaved head", "shaven head", "no hair", "without hair", "cabeza rapada", "sin pelo",
                   "crâne rasé", "tête rasée", "sans cheveux", "بلا شعر", "حليق الرأس")
)  # fmt: skip


def bald(told: Iterable[tuple[Sentence, Sequence[str]]], language: str) -> frozenset[str]:
    """Return the keys of those said to be bald: who is spoken of first in a sentence that says so.

    `told` has each sentence with the keys of its people.
    """
    return frozenset(
        people[0] for sentence, people in told if people and _says_so(sentence, language)
    )


def _says_so(sentence: Sentence, language: str) -> bool:
    words = [word.plain for word in sentence if not word.quoted and not word.is_mark]
    if language == "ar":
        words = [form for word in words for form in stems(word)[:1]] + words
    return any(
        word in _BALD or tuple(words[at : at + 2]) in _SHAVED for at, word in enumerate(words)
    )
