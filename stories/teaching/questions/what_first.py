"""Which of these comes first? Sentences of this scene and of those before it, right by their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from stories.providers.storyteller import Question
from stories.teaching.chance import number, shuffled
from stories.teaching.phrases import PHRASES
from stories.teaching.pronouns import stands_alone
from stories.teaching.questions.candidates import LONGEST_ANSWER, Candidate, told_sentences
from stories.teaching.story_text import Sentence, StoryText

_ANSWERS = 3
_FAR = 8  # scenes back, at most
_APART = 2  # sentences between two that are asked about: neighbours often happen at once


def what_first(story: StoryText, scene: int) -> Iterator[Candidate]:
    """Yield the question whose answers come from three scenes, or from one where there are no three."""
    now = _short(story, scene)
    if not now:
        return
    earlier = (_short(story, of) for of in range(scene - 1, max(scene - 1 - _FAR, -1), -1))
    before = list(islice(filter(None, earlier), _ANSWERS - 1))
    if len(before) == _ANSWERS - 1:
        yield _question(story, [_one(sentences) for sentences in (*reversed(before), now)])
    if spread := _spread(now):
        yield _question(story, spread)


def _short(story: StoryText, scene: int) -> list[Sentence]:
    return [
        it
        for it in told_sentences(story, scene)
        if len(it.text) <= LONGEST_ANSWER
        and it.text.endswith(".")
        and story.is_alone(it)
        and stands_alone(story, it)
    ]


def _one(sentences: list[Sentence]) -> Sentence:
    return sentences[number(sentences[0].text) % len(sentences)]


def _spread(sentences: list[Sentence]) -> list[Sentence]:
    """Return the first, a middle and the last sentence; none where they are too near to each other."""
    if not sentences:
        return []
    first, last = sentences[0], sentences[-1]
    between = [
        it for it in sentences if it.number - first.number > _APART < last.number - it.number
    ]
    return [first, between[len(between) // 2], last] if between else []


def _question(story: StoryText, in_order: list[Sentence]) -> Candidate:
    answers = shuffled([it.text for it in in_order], in_order[0].text)
    right = answers.index(in_order[0].text)
    return Candidate(
        "what first", Question(PHRASES[story.language].comes_first, tuple(answers), right)
    )
