"""What a scene teaches: its words to learn, and the questions that may be asked after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stories.providers.storyteller import Question, ToldScene, WordToLearn
from stories.teaching.candidates import Candidate, Kind
from stories.teaching.missing_word import missing_word
from stories.teaching.nouns import Nouns
from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import StoryText
from stories.teaching.true_or_not import true_or_not
from stories.teaching.what_first import what_first
from stories.teaching.who_said import Speakers
from stories.teaching.words import words_to_learn

#: The kind that is asked first; scenes take turns, so that neighbours ask differently.
_TURNS: tuple[Kind, ...] = ("who said", "missing word", "true or not", "what first")


class Teacher:
    """Teaches a story by its text alone, the same however often it is asked."""

    def __init__(self, scenes: Sequence[str], language: str, grade: int) -> None:
        """`scenes` are the texts of all scenes in order, `grade` is 1 to 12."""
        self._language = language if language in PHRASES else "en"
        self._grade = grade
        self._story = StoryText.of(scenes, self._language)
        self._nouns = Nouns(self._story)
        self._speakers = Speakers(self._story)

    def teach(self, told: ToldScene) -> ToldScene:
        """Return the scene with its words to learn and its question, where its text gives any."""
        return replace(told, words=self.words(told.index), question=self.question(told.index))

    def words(self, scene: int) -> tuple[WordToLearn, ...]:
        """Return at most two words of the scene that its grade may not know, with their sentences."""
        return words_to_learn(self._story, scene, self._grade)

    def question(self, scene: int) -> Question | None:
        """Return the question to ask after the scene; None rather than a doubtful one."""
        found = self.candidates(scene)
        return found[0].question if found else None

    def candidates(self, scene: int) -> list[Candidate]:
        """Return all questions that may be asked after the scene, the best of each kind in turn."""
        found: dict[Kind, list[Candidate]] = {
            "who said": list(self._speakers.who_said(scene)),
            "missing word": list(missing_word(self._story, self._nouns, scene)),
            "true or not": list(true_or_not(self._story, scene)),
            "what first": list(what_first(self._story, scene)),
        }
        turn = scene % len(_TURNS)
        kinds = [kind for kind in (*_TURNS[turn:], *_TURNS[:turn]) if found[kind]]
        most = max(map(len, found.values()))
        return [found[kind][at] for at in range(most) for kind in kinds if at < len(found[kind])]
