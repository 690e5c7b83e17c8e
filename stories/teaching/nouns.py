"""The animals, things and places that a story names, by kind and by the article they stand with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import plain as listed
from stories.teaching.phrases import PHRASES
from stories.teaching.story_text import Sentence, StoryText, Word

_ARABIC_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of a sentence. `kind` is animal, thing or place; `key` what it means, in the list of these.

    `form` is what others have to have too, to stand in its place: the article and the number. `at` is the
    word's place among the words of the sentence.
    """

    word: Word
    at: int
    kind: str
    key: str
    form: tuple[str, bool]


class Nouns:
    """A story's nouns. Those of one kind and form can stand in each other's places."""

    def __init__(self, story: StoryText) -> None:
        self._language = story.language
        #: (kind, form) > key > spelling
        self._alike: dict[tuple[str, tuple[str, bool]], dict[str, str]] = defaultdict(dict)
        self._of: dict[int, tuple[Noun, ...]] = {}
        for sentence in story.sentences:
            self._of[sentence.number] = tuple(self._found(sentence))
            for noun in self._of[sentence.number]:
                self._alike[noun.kind, noun.form].setdefault(noun.key, noun.word.plain)

    def of(self, sentence: Sentence) -> tuple[Noun, ...]:
        """Return the sentence's nouns that stand alone between an article and a small word or a mark."""
        return self._of[sentence.number]

    def alike(self, noun: Noun) -> list[str]:
        """Return nouns of the story with another meaning that can stand in the noun's place."""
        return [word for key, word in self._alike[noun.kind, noun.form].items() if key != noun.key]

    def _found(self, sentence: Sentence) -> Iterator[Noun]:
        words = sentence.words
        for at in range(1, len(words)):
            word, before = words[at], words[at - 1]
            entry = _meaning(word, self._language)
            is_alone = not word.joined_before and not word.joined_after
            if entry is None or not is_alone or word.text[:1].isupper():
                continue
            if before.plain in PHRASES[self._language].determiners and self._ends(sentence, at):
                article = _ARABIC_ARTICLE if self._language == "ar" else before.plain
                if self._language != "ar" or word.plain.startswith(_ARABIC_ARTICLE):
                    form = (article, _is_plural(word, self._language))
                    yield Noun(word, at, _kind(entry), entry.key, form)

    def _ends(self, sentence: Sentence, at: int) -> bool:
        """Return whether nothing that belongs to the noun follows, such as an adjective."""
        word = sentence.words[at]
        if sentence.text[word.end : word.end + 1] in {".", ",", "!", ";", "،", "؛"}:
            return True
        following = sentence.words[at + 1 : at + 2]
        if not following:
            return True
        follower = following[0].plain
        is_joined_and = self._language == "ar" and follower.startswith("و")
        return follower in PHRASES[self._language].followers or is_joined_and


@cache
def _meanings(language: str) -> dict[str, Entry]:
    """Return the words of one meaning that are an animal, a thing or a place."""
    return {
        phrase[0]: entries[0]
        for phrase, entries in vocabulary(language).items()
        if len(phrase) == 1 and len(entries) == 1 and entries[0].kind in {"thing", "place"}
    }


def _meaning(word: Word, language: str) -> Entry | None:
    bare = word.plain.removeprefix(_ARABIC_ARTICLE) if language == "ar" else word.plain
    return _meanings(language).get(listed(bare))


def _kind(entry: Entry) -> str:
    return "animal" if entry.key in animals() else entry.kind


def _is_plural(word: Word, language: str) -> bool:
    if language == "ar":
        return word.plain.endswith("ة")
    return word.plain.endswith(("s", "x"))
