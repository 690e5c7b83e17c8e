"""A story's scenes as sentences and words with their places, and where each word stands."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from stories.teaching.phrases import PHRASES
from stories.teaching.quotations import SPEECH, quoted_places
from stories.text.sentences import split_sentences

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
# Vowel marks belong to their word; a hyphen or an apostrophe parts two.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670])*")
_CONTENT_LETTERS = 4
_OFTEN = 4  # sentences; what stands in more, such as a name, says little about any
_EVERYWHERE = (
    24  # sentences; bounds what is compared, so that a long story takes no longer for its length
)
_JOINTS = frozenset("-'’‑")


def plain(text: str) -> str:
    """Return the spelling in which words are compared: small letters, Arabic without vowel marks."""
    return _MARKS.sub("", text.casefold())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; `start` and `end` are its places in the sentence's text.

    `is_said` says that it stands in a quotation; `joined_before` and `joined_after` that a hyphen or an
    apostrophe joins it to a neighbour: "black-eyed", "l'eau".
    """

    text: str
    plain: str
    start: int
    end: int
    is_said: bool = False
    joined_before: bool = False
    joined_after: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `number` counts through the story, `scene` is its scene's index.

    `is_told` says that the story tells it: none of it is said by somebody, and it ends as a sentence.
    """

    number: int
    scene: int
    text: str
    words: tuple[Word, ...]
    is_told: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a scene, whose quotations stand at `quoted`: (start, end) with their marks."""

    scene: int
    text: str
    quoted: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class StoryText:
    """All scenes of a story. `places` has the numbers of the sentences in which a word stands."""

    language: str
    sentences: list[Sentence] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _scenes: dict[int, list[Sentence]] = field(default_factory=lambda: defaultdict(list))
    _words_of: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _begins: dict[str, int] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)
    #: Asked for again and again, of each sentence beside many others.
    _content: dict[int, frozenset[str]] = field(default_factory=dict)
    _alone: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, scenes: Sequence[str], language: str) -> StoryText:
        """Return the text of these scenes, in time linear in their length."""
        story = cls(language)
        for index, text in enumerate(scenes):
            for line in text.split("\n"):
                if line := " ".join(line.split()):
                    story._add(index, line)
        return story

    def scene(self, index: int) -> list[Sentence]:
        """Return the scene's sentences."""
        return self._scenes.get(index, [])

    def is_unique(self, sentence: Sentence) -> bool:
        """Return whether the story has the sentence only once: a refrain can be asked nothing about."""
        return self._times[_key(sentence.words)] == 1

    def content(self, sentence: Sentence) -> frozenset[str]:
        """Return the words that tell what the sentence is about: neither small nor everywhere."""
        if sentence.number not in self._content:
            self._content[sentence.number] = self._found_content(sentence)
        return self._content[sentence.number]

    def _found_content(self, sentence: Sentence) -> frozenset[str]:
        often = min(max(_OFTEN, len(self.sentences) // 12), _EVERYWHERE)
        found = (
            word.plain
            for word in sentence.words
            if len(word.plain) >= _CONTENT_LETTERS and len(self.places[word.plain]) <= often
        )
        return frozenset(found) - PHRASES[self.language].small

    def sentences_with(self, word: str) -> list[Sentence] | None:
        """Return the sentences in which the word stands; None where it stands in too many to be looked at."""
        places = self.places.get(word, set())
        return [self.sentences[at] for at in places] if len(places) <= _EVERYWHERE else None

    def is_alone(self, sentence: Sentence) -> bool:
        """Return whether no other sentence of the story says much the same."""
        if sentence.number not in self._alone:
            self._alone[sentence.number] = self._is_found_alone(sentence)
        return self._alone[sentence.number]

    def _is_found_alone(self, sentence: Sentence) -> bool:
        about = self.content(sentence)
        shared = Counter(at for word in about for at in self.places[word] if at != sentence.number)
        return all(count < 2 and count * 2 < len(about) for count in shared.values())

    def stands_in(self, word: str, scene: int) -> bool:
        """Return whether the word, as it is compared, stands in the scene."""
        return word in self._words_of[scene]

    def stands_before(self, word: str, scene: int) -> bool:
        """Return whether the word stands in a scene before this one."""
        return self._begins.get(word, scene) < scene

    def _add(self, scene: int, line: str) -> None:
        quoted = quoted_places(line)
        self.paragraphs.append(Paragraph(scene, line, quoted))
        begins, ends = [a for a, _ in quoted], [b for _, b in quoted]
        for start, text in split_sentences(line):
            end = start + len(text)
            within = quoted[bisect.bisect_right(ends, start) : bisect.bisect_left(begins, end)]
            said = [(a - start, b - start) for a, b in within]
            is_told = not said and text.endswith((".", "!", "…")) and not text.startswith(SPEECH)
            words = tuple(_words(text, said))
            sentence = Sentence(len(self.sentences), scene, text, words, is_told)
            self.sentences.append(sentence)
            self._scenes[scene].append(sentence)
            self._times[_key(words)] += 1
            for word in words:
                self.places[word.plain].add(sentence.number)
                self._words_of[scene].add(word.plain)
                self._begins.setdefault(word.plain, scene)


def _key(words: Sequence[Word]) -> str:
    return " ".join(word.plain for word in words)


def _words(text: str, said: Sequence[tuple[int, int]]) -> list[Word]:
    begins = [first for first, _ in said]

    def is_said(at: int) -> bool:
        number = bisect.bisect_right(begins, at) - 1
        return number >= 0 and at < said[number][1]

    return [
        Word(
            text=found[0],
            plain=plain(found[0]),
            start=found.start(),
            end=found.end(),
            is_said=is_said(found.start()),
            joined_before=text[max(found.start() - 1, 0) : found.start()] in _JOINTS,
            joined_after=text[found.end() : found.end() + 1] in _JOINTS,
        )
        for found in _WORD.finditer(text)
    ]
