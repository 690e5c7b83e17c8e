"""What a short word means of which the story has said a longer one: "bear" for a teddy bear."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Entry
from stories.providers.own.depiction.words import Sentence

Read = Sequence[tuple[Sentence, list[Mention]]]


def heads(told: Read, language: str) -> dict[str, Entry]:
    """Return the thing that each word means of which a longer name was told: "bear" a teddy bear."""
    return {
        form: it.entry
        for sentence, found in told
        for it in found
        if it.length > 1 and it.entry.kind == "thing"
        for form in _forms(sentence, it, language)
    }


def as_compounds(
    sentence: Sentence, found: list[Mention], known: dict[str, Entry], language: str
) -> list[Mention]:
    """Return the mentions with what their short words mean in this story."""
    return [_meant(sentence, it, known, language) for it in found]


def _meant(sentence: Sentence, mention: Mention, known: dict[str, Entry], language: str) -> Mention:
    if mention.entry.kind != "thing" or mention.entry.hero or mention.length != 1:
        return mention
    forms = _forms(sentence, mention, language)
    meant = next((known[form] for form in forms if form in known), mention.entry)
    return Mention(meant, mention.start, 1) if meant.key != mention.entry.key else mention


def _forms(sentence: Sentence, mention: Mention, language: str) -> list[str]:
    """Return the word on which the others of the phrase hang: the last in English, else the first."""
    at = mention.start + (mention.length - 1 if language == "en" else 0)
    word = sentence[at].plain
    return stems(word) if language == "ar" else [word]
