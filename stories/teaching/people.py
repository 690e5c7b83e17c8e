"""Who of a story's names are surely two: the text itself has to set them apart."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import Sentence, StoryText, Word

_MOST_NAMED = 6  # in one sentence; a list of names says nothing about who they are
_MOST_OTHERS = 40  # of one person; no story for children sets more apart, and each is compared


class People:
    """Which words of a story are surely the names of two, since a sentence tells of both."""

    def __init__(self, story: StoryText, named: set[str]) -> None:
        """`named` are the names, or the nouns, of those whom the story tells of."""
        phrases = PHRASES[story.language]
        self._being, self._determiners = phrases.being, phrases.determiners
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._one: dict[str, set[str]] = defaultdict(set)
        self._others: dict[str, tuple[str, ...]] = {}
        for sentence in story.sentences:
            found = [word for word in sentence.words if not word.is_said and word.plain in named]
            if len(found) > _MOST_NAMED:
                continue
            for first, second in combinations(found, 2):
                if first.plain != second.plain:
                    self._compare(sentence, first, second)

    def others(self, name: str) -> tuple[str, ...]:
        """Return those who are surely somebody else; not those of whom the story leaves it open."""
        if name not in self._others:
            surely = self._apart.get(name, set()) - self._one.get(name, set())
            self._others[name] = tuple(sorted(surely)[:_MOST_OTHERS])
        return self._others[name]

    def _compare(self, sentence: Sentence, first: Word, second: Word) -> None:
        at, to = sentence.words.index(first), sentence.words.index(second)
        between = sentence.words[at + 1 : to]
        # "Ngede, the honey bird": what follows a comma at once may explain who is meant.
        explains = sentence.text[first.end : first.end + 1] in {",", "،", "("}
        # "The little mouse Tiko", "Tiko the mouse", "a goat called Pepper": one, in every sentence.
        if all(word.plain in self._determiners | self._being for word in between):
            kept = self._one
        elif any(word.plain in self._being for word in between) or explains:
            return
        else:
            kept = self._apart
        kept[first.plain].add(second.plain)
        kept[second.plain].add(first.plain)
