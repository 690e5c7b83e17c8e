"""Sentences that can be asked about, and what a question made of one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from stories.providers.storyteller import Question
from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import Sentence, StoryText, Word

Kind = Literal[
    "which picture",
    "picture first",
    "why",
    "about whom",
    "where",
    "what next",
    "who said",
    "which",
    "missing word",
    "opposite",
    "true or not",
    "what first",
]

FEWEST_WORDS, MOST_WORDS = 4, 24
LONGEST_SENTENCE = 150  # characters: three lines on a phone
LONGEST_ANSWER = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked after a scene, and of which kind it is."""

    kind: Kind
    question: Question


def told_sentences(story: StoryText, scene: int) -> Iterator[Sentence]:
    """Yield the scene's sentences that are short, told, whole, and stand only once in the story."""
    for sentence in story.scene(scene):
        fits = FEWEST_WORDS <= len(sentence.words) <= MOST_WORDS
        # No bracket or colon: half of what it says would stand elsewhere.
        is_whole = sentence.is_told and not any(mark in sentence.text for mark in "()[]:;?؟")
        is_short = fits and len(sentence.text) <= LONGEST_SENTENCE
        if is_whole and is_short and story.is_unique(sentence):
            yield sentence


def facts(story: StoryText, scene: int) -> Iterator[Sentence]:
    """Yield the told sentences that say a plain fact: nothing is denied, wished or compared."""
    turning = PHRASES[story.language].turning
    for sentence in told_sentences(story, scene):
        if not any(word.plain in turning for word in sentence.words):
            yield sentence


def with_word(sentence: Sentence, word: Word, instead: str) -> str:
    """Return the sentence with another word in the word's place."""
    if word.start == 0 and word.text[:1].isupper():
        instead = instead[:1].upper() + instead[1:]
    return sentence.text[: word.start] + instead + sentence.text[word.end :]


def is_told_of(story: StoryText, other: str, sentence: Sentence, instead_of: Word) -> bool:
    """Return whether the story may say of `other` what the sentence says of the word.

    In doubt it may: as soon as the two share a word in any sentence, or stand in one scene.
    """
    if story.stands_in(other, sentence.scene):
        return True
    others = story.sentences_with(other)
    if others is None:
        return True
    about = story.content(sentence) - {instead_of.plain}
    return any(about & story.content(it) for it in others)
