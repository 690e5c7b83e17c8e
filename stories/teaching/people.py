"""Who of a story's names are surely two: the text itself has to set them apart."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import Sentence, StoryText, Word

_MOST_NAMED = 6  # in one sentence; a list of names says nothing about who they are


class People:
    """Which words of a story are surely the names of two, since a sentence tells of both."""

    def __init__(self, story: StoryText, speakers: set[str]) -> None:
        """`speakers` are the names, or the nouns, of those who say something in the story."""
        self._being = PHRASES[story.language].being
        self._apart: dict[str, set[str]] = defaultdict(set)
        for sentence in story.sentences:
            named = [word for word in sentence.words if not word.is_said and word.plain in speakers]
            if len(named) <= _MOST_NAMED:
                for first, second in combinations(named, 2):
                    if first.plain != second.plain and self._sets_apart(sentence, first, second):
                        self._apart[first.plain].add(second.plain)
                        self._apart[second.plain].add(first.plain)

    def others(self, name: str) -> set[str]:
        """Return those who are surely somebody else; not those of whom the story leaves it open."""
        return self._apart.get(name, set())

    def _sets_apart(self, sentence: Sentence, first: Word, second: Word) -> bool:
        at, to = sentence.words.index(first), sentence.words.index(second)
        between = sentence.words[at + 1 : to]
        if not between or any(word.plain in self._being for word in between):
            return False
        # "Ngede, the honey bird": what follows a comma at once may explain who is meant.
        return sentence.text[first.end : first.end + 1] not in {",", "،", "("}
