"""Whether a text is a lesson about no one in particular, and whom it then only speaks of in general."""

from __future__ import annotations

from collections.abc import Iterable

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import SEVERAL
from stories.providers.own.depiction.words import Sentence, plain

# In a lesson they say what is so at any time: "a captain who counts the seconds knows where he is".
_ALWAYS = frozenset(
    plain(
        "is are has have can must knows know needs need uses use means often always usually every"
    ).split()
)
_BEFORE = 2  # words before a group: "many brave sailors"
_ALL = frozenset(plain("many most some few all more other").split())


def is_lesson(told: Iterable[Sentence], language: str) -> bool:
    """Return whether nobody speaks in the text, and nobody is "she", "he", "I" or the family of one."""
    if language != "en":
        return False  # "los marineros" are all sailors as well as those of the story
    grammar = GRAMMAR[language]
    of_one = {"she", "her", "herself", "himself", "i", "my", "we", "our"} | (
        grammar.he - {"his", "he", "him"}
    )
    return not any(word.quoted or word.plain in of_one for one in told for word in one)


def is_of_anybody(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a lesson's person is anybody: "sailors", "a captain who counts"."""
    if mention.entry.kind != "person" or mention.entry.count > SEVERAL:
        return False  # "ten boys stood there" are those ten
    led = [word.plain for word in sentence[max(mention.start - _BEFORE, 0) : mention.start]]
    owning = GRAMMAR["en"].determiners - _ALL - {"a", "an", "every", "each"}
    if mention.entry.count >= SEVERAL:
        return not any(word in owning for word in led)
    is_any = bool(led) and led[-1] in ("a", "an", "every", "each", "any")
    return is_any and any(word.plain in _ALWAYS for word in sentence)
