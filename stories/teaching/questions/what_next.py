"""What comes right after this? The next sentence, among those that the story has told before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.phrases import PHRASES, quoted
from stories.teaching.pronouns import lead
from stories.teaching.questions.candidates import LONGEST_ANSWER, Candidate, told_sentences
from stories.teaching.story_text import Sentence, StoryText

_WRONG = 2
_FAR = 8  # scenes back, at most


def what_next(story: StoryText, scene: int) -> Iterator[Candidate]:
    """Yield a question for each two sentences of the scene that follow each other, last ones first."""
    told = list(told_sentences(story, scene))
    earlier = [
        it
        for of in range(max(scene - _FAR, 0), scene)
        for it in told_sentences(story, of)
        if _is_answer(story, it)
    ]
    for asked, following in reversed(list(pairwise(told))):
        if following.number == asked.number + 1 and _is_answer(story, following):
            about = story.content(asked) | story.content(following)
            others = [it.text for it in earlier if not about & story.content(it)]
            wrong = shuffled(others, asked.text)[:_WRONG]
            before = lead(story, asked)
            if len(wrong) == _WRONG and before is not None:
                yield _question(story, before + asked.text, following, wrong)


def _is_answer(story: StoryText, sentence: Sentence) -> bool:
    is_short = len(sentence.text) <= LONGEST_ANSWER
    return is_short and sentence.text.endswith(".") and story.is_alone(sentence)


def _question(story: StoryText, asked: str, following: Sentence, wrong: list[str]) -> Candidate:
    answers = shuffled([following.text, *wrong], asked)
    text = PHRASES[story.language].what_next.format(quoted(asked, story.language))
    return Candidate("what next", Question(text, tuple(answers), answers.index(following.text)))
