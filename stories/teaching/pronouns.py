"""Sentences that say "he" or "it" of somebody named before: asked about with that sentence, or not at all."""

from __future__ import annotations

from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import Sentence, StoryText, Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: What stands for somebody or something named elsewhere.
_PRONOUNS = {
    "en": _set("he she it they him them this these"),
    "es": _set("él ella ellos ellas esto eso"),
    "fr": _set("il elle ils elles celui celle cela"),
    "ar": _set("هو هي هم هما"),
}
#: What says so of whose something is, where a sentence begins with it.
_WHOSE = {
    "en": _set("his her its their"),
    "es": _set("su sus"),
    "fr": _set("son sa ses leur leurs"),
    "ar": frozenset[str](),
}
#: With these a sentence begins before whom it tells of; others, as in "Frogs eat …", are whom it tells of.
_BEFORE = {
    "en": _set(
        "then now soon later once every one each all some many most both last next today tonight tomorrow"
        " yesterday again still just even only here there how why what where if that not no nobody nothing"
        " somewhere sometimes often never always perhaps maybe meanwhile therefore instead neither either"
        " during without around down up out off away back together also too yet first about since being"
        " everyone everybody anyone someone everything something"
    ),
}
_MOST_BEFORE = 2  # sentences
_LONGEST = 170  # characters of both: four lines on a phone


def stands_alone(story: StoryText, sentence: Sentence) -> bool:
    """Return whether whoever reads the sentence alone knows of whom it tells."""
    pronouns, whose = _PRONOUNS[story.language], _WHOSE[story.language]
    words = sentence.words
    if not words or words[0].plain in pronouns | whose:
        return False
    first = next((at for at, word in enumerate(words) if word.plain in pronouns), None)
    if first is None:
        return True
    # "Mona was sad because she …", "The dough rose until it …": the one named first is meant.
    return _is_named(story, words[0]) or any(_is_name(it) for it in words[1:first])


def lead(story: StoryText, sentence: Sentence) -> str | None:
    """Return what has to stand before the sentence for it to be understood: "" mostly.

    Otherwise the sentences before it in its scene that name who is meant, with a space behind them; None
    where they do not, or are too long.
    """
    before = ""
    for back in range(_MOST_BEFORE + 1):
        number = sentence.number - back
        current = story.sentences[number] if number >= 0 else None
        if current is None or current.scene != sentence.scene or (back and not current.is_told):
            return None
        if back:
            before = f"{current.text} {before}"
        if len(before) + len(sentence.text) > _LONGEST:
            return None if before else ""
        if stands_alone(story, current):
            return before
    return None


def lead_without(story: StoryText, sentence: Sentence, word: str) -> str | None:
    """Return the lead of a sentence in which the word is asked for; None where the lead has it."""
    before = lead(story, sentence)
    return None if before is None or word.casefold() in before.casefold() else before


def _is_named(story: StoryText, word: Word) -> bool:
    """Return whether a sentence that begins with the word begins with whom it tells of."""
    phrases = PHRASES[story.language]
    if word.plain in phrases.determiners:
        return True
    if word.plain in phrases.small | phrases.turning:
        return False
    leading = _BEFORE.get(story.language)
    if leading is not None:
        return word.plain not in leading and not word.plain.endswith(("ly", "ing", "ed"))
    return _is_a_name_of(story, word)


def _is_a_name_of(story: StoryText, word: Word) -> bool:
    """Return whether the word has its capital within sentences too."""
    return (
        any(
            _is_name(it)
            for sentence in story.sentences_with(word.plain) or ()
            for it in sentence.words
            if it.plain == word.plain
        )
        or story.sentences_with(word.plain) is None
    )


def _is_name(word: Word) -> bool:
    return word.start > 0 and word.text[:1].isupper() and len(word.text) > 1
