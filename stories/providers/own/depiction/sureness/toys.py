"""Which animals of a story are toys: who is given a bear has a toy, in that scene and in all later ones."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.words import Sentence, plain

_WITHIN = 5  # words between the verb and what is given: "gave me a very small bear"
_GIVING = {
    language: frozenset(plain(words).split())
    for language, words in {
        "en": "gave got given bought unwrapped sewed knitted won hugged cuddled",
        "es": "dio dieron regaló regalaron compró cosió tejió",
        "fr": "donna donné offrit offert acheta cousit tricota",
        "ar": "اعطاني اعطتني اعطوني اهداني اهدتني اهداه اهدته اشترى اشترت خاطت",
    }.items()
}
_ONE = frozenset(["a", "an", "un", "une", "una"])
# Nobody is given a live one of these.
_WILD = frozenset(
    [
        "bear", "lion", "tiger", "elephant", "monkey", "giraffe", "dragon", "dinosaur", "wolf", "fox",
        "penguin", "crocodile", "whale", "dolphin", "zebra", "hippo", "rhino", "panda",
        "koala", "unicorn", "octopus",
    ]
)  # fmt: skip


def toys(told: Sequence[tuple[Sentence, list[Mention]]], language: str) -> frozenset[str]:
    """Return the keys of the wild animals that somebody is given in the story."""
    return frozenset(
        it.entry.key
        for sentence, found in told
        for it in found
        if it.entry.key in _WILD
        and _is_given(sentence[max(it.start - _WITHIN, 0) : it.start], language)
    )


def _is_given(before: Sentence, language: str) -> bool:
    """Return whether one is given, and not something to it: "donna au loup un coup"."""
    for at, word in enumerate(before):
        if word.plain in _GIVING[language] and not word.quoted:
            return language == "ar" or any(it.plain in _ONE for it in before[at + 1 :])
    return False
