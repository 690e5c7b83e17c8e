"""Which word is missing? A noun, a colour, a number of the scene among others that the story does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.nouns import Noun, Nouns
from stories.teaching.opposites import sort_of
from stories.teaching.phrases import GAP, PHRASES, quoted
from stories.teaching.pronouns import lead_without
from stories.teaching.questions.candidates import (
    Candidate,
    Kind,
    facts,
    is_told_of,
    told_sentences,
    with_word,
)
from stories.teaching.questions.true_or_not import exchange
from stories.teaching.story_text import Sentence, StoryText, Word

_DISTRACTORS = 2


def missing_word(story: StoryText, nouns: Nouns, scene: int) -> Iterator[Candidate]:
    """Yield the scene's gaps: first nouns, then words with opposites."""
    for sentence in told_sentences(story, scene):
        for noun in nouns.of(sentence):
            before = lead_without(story, sentence, noun.word.plain)
            if before is None or _is_said(noun.word, sentence, before):
                continue
            if wrong := _wrong(story, nouns, sentence, noun):
                yield _question(
                    story, sentence, noun.word, wrong, noun.kind, before, "missing word"
                )
    for sentence in facts(story, scene):
        word, instead = exchange(story, sentence)
        if word is None or len(instead) < _DISTRACTORS:
            continue
        before = lead_without(story, sentence, word.plain)
        if before is not None and not _is_said(word, sentence, before):
            sort = sort_of(word.text, story.language)
            # Was the umbrella small, big or tiny? Nobody remembers a story by that.
            yield _question(story, sentence, word, instead[:_DISTRACTORS], sort, before, "opposite")


def _is_said(word: Word, sentence: Sentence, before: str) -> bool:
    """Return whether the word stands in what is shown besides its gap, which would give the answer away."""
    shown = f"{before} {sentence.text[: word.start]} {sentence.text[word.end :]}"
    return word.plain in re.findall(r"\w+", shown.casefold())


def _wrong(story: StoryText, nouns: Nouns, sentence: Sentence, noun: Noun) -> list[str]:
    """Return the nouns of the same kind that agree with the sentence and are not told of in it."""
    fit = [
        other for other in nouns.alike(noun) if not is_told_of(story, other, sentence, noun.word)
    ]
    return shuffled(fit, sentence.text)[:_DISTRACTORS] if len(fit) >= _DISTRACTORS else []


def _question(
    story: StoryText,
    sentence: Sentence,
    word: Word,
    wrong: list[str],
    sort: str,
    before: str,
    unsorted: Kind,
) -> Candidate:
    """Return the question, which says what is missing where its `sort` has a name; else it is `unsorted`."""
    is_small = word.start == 0 and not wrong[0][:1].isupper()
    right = word.text.lower() if is_small else word.text
    gap = quoted(before + with_word(sentence, word, GAP), story.language)
    answers = shuffled([right, *wrong], sentence.text)
    phrases = PHRASES[story.language]
    text = phrases.which.get(sort, phrases.missing_word).format(gap)
    kind: Kind = "which" if sort in phrases.which else unsorted
    return Candidate(kind, Question(text, tuple(answers), answers.index(right)))
