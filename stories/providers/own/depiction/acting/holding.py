"""What a text says is held: "she picked a flower"; a flower that only grows there is in nobody's hand."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.words import Sentence, plain

_REACH = 5  # words between the verb and what is held
_HOLDING = {
    "en": "held hold holds holding picked picks picking carried carries carrying gave give gives took takes"
    " brought brings caught gathered waved lifted",
    "es": "sostenía sostuvo llevaba cogió tomó recogió dio regaló trajo agarró levantó atrapó",
    "fr": "tenait tient tenant porta portait cueillit cueille prit prend donna apporta ramassa"
    " offrit attrapa",
    "ar": "حمل حملت يحمل تحمل امسك امسكت قطف قطفت اخذ اخذت اعطى اعطت التقط التقطت",
}
_WORDS = {language: frozenset(plain(words).split()) for language, words in _HOLDING.items()}


def held(read: Sequence[tuple[Sentence, list[Mention]]], language: str) -> frozenset[str]:
    """Return the keys of the things before which a verb of holding stands."""
    return frozenset(
        mention.entry.key
        for sentence, found in read
        for mention in found
        if any(
            word.plain in _WORDS[language] and not word.quoted
            for word in sentence[max(mention.start - _REACH, 0) : mention.start]
        )
    )
