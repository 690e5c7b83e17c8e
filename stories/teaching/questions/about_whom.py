"""Who is this about? Who a sentence begins with, among others of the story who are surely somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import plain as listed
from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.people import People
from stories.teaching.phrases import GAP, PHRASES, quoted
from stories.teaching.questions.candidates import Candidate, told_sentences
from stories.teaching.speeches import speeches
from stories.teaching.story_text import Sentence, StoryText

_MOST_WRONG = 2
_ARABIC_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a sentence tells of: `head` is the word that names them, from `start` to `end` their whole name."""

    sentence: Sentence
    head: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.sentence.text[self.start : self.end]


class Subjects:
    """Who the sentences of a story tell of."""

    def __init__(self, story: StoryText) -> None:
        self._story = story
        self._speakers = {it.head for it in speeches(story)}
        self._names = _names(story)
        self._of: dict[int, Subject] = {}
        #: Head > how those are called whom a sentence begins with, also one that is not asked about
        self._labels: dict[str, str] = {}
        for sentence in story.sentences:
            found = self._arabic(sentence) if story.language == "ar" else self._first(sentence)
            if found:
                self._labels.setdefault(found.head, found.text)
                if self._is_whole(found):
                    self._of[sentence.number] = found
        self._people = People(story, set(self._labels))

    def about_whom(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each sentence of the scene that begins with somebody."""
        for sentence in told_sentences(self._story, scene):
            subject = self._of.get(sentence.number)
            if subject and (wrong := self._wrong(subject)):
                yield self._question(subject, wrong)

    def _wrong(self, subject: Subject) -> list[str]:
        others = self._people.others(subject.head)
        alike = (it for it in others if self._are_alike(it, subject.head))
        surely = [self._labels[it] for it in alike if self._is_not(it, subject)]
        return shuffled(surely, subject.sentence.text)[:_MOST_WRONG]

    def _are_alike(self, one: str, other: str) -> bool:
        """Return whether none is a name and the other a person: "the baby" has a name later."""
        are_animals = any(_is_animal(it, self._story.language) for it in (one, other))
        return are_animals or (one in self._names) == (other in self._names)

    def _is_not(self, other: str, subject: Subject) -> bool:
        """Return whether nothing alike is told of the other, nor anything in the same sentence."""
        told = self._story.sentences_with(other)
        if told is None or any(word.plain == other for word in subject.sentence.words):
            return False
        about = self._story.content(subject.sentence) - {subject.head}
        return not any(about & self._story.content(it) for it in told)

    def _question(self, subject: Subject, wrong: list[str]) -> Candidate:
        text = subject.sentence.text
        answers = shuffled([subject.text, *wrong], text)
        gap = quoted(text[: subject.start] + GAP + text[subject.end :], self._story.language)
        asked = PHRASES[self._story.language].about_whom.format(gap)
        return Candidate("about whom", Question(asked, tuple(answers), answers.index(subject.text)))

    def _is_whole(self, subject: Subject) -> bool:
        """Return whether nothing that follows belongs to the name: "Amina and Pepper", "Pepper the goat"."""
        words = subject.sentence.words
        after = next(word for word in words if word.start >= subject.end)
        phrases = PHRASES[self._story.language]
        if after.plain in phrases.joining:
            return False
        if self._story.language == "ar":
            return not after.plain.startswith((_ARABIC_ARTICLE, "و"))
        return after.text[:1].islower() and after.plain not in phrases.determiners

    def _first(self, sentence: Sentence) -> Subject | None:
        """Return "Amina" of "Amina ran", "The lion" of "The lion slept"."""
        words = sentence.words
        if len(words) < 3 or words[0].start:
            return None
        has_article = words[0].plain in PHRASES[self._story.language].determiners
        head = words[int(has_article)]
        is_known = (
            _is_being(head.plain, self._story.language)
            if has_article
            else head.plain in self._names
        )
        is_alone = not head.joined_before and not head.joined_after
        if not (is_known and is_alone and sentence.text[head.end : head.end + 1] == " "):
            return None
        return Subject(sentence, head.plain, 0, head.end)

    def _arabic(self, sentence: Sentence) -> Subject | None:
        """Return who stands right behind the verb with which an Arabic sentence begins."""
        words = sentence.words
        if len(words) < 4:
            return None
        phrases = PHRASES["ar"]
        verb, head = words[:2]
        is_known = head.plain in self._speakers or (
            head.plain.startswith(_ARABIC_ARTICLE) and _is_being(head.plain, "ar")
        )
        small = phrases.determiners | phrases.being | phrases.turning | phrases.followers
        is_verb = verb.plain not in small and not verb.plain.startswith(_ARABIC_ARTICLE)
        if not (is_known and is_verb and sentence.text[head.end : head.end + 1] == " "):
            return None
        return Subject(sentence, head.plain, head.start, head.end)


def _names(story: StoryText) -> set[str]:
    """Return the words that are written with a capital within sentences too, and never without one."""
    within: set[str] = set()
    small: set[str] = set()
    for sentence in story.sentences:
        for word in sentence.words:
            if not word.text[:1].isupper():
                small.add(word.plain)
            elif word.start > 0 and not word.is_said and _follows_a_word(sentence, word.start):
                within.add(word.plain)
    return {name for name in within - small if len(name) > 1}


def _follows_a_word(sentence: Sentence, start: int) -> bool:
    before = sentence.text[max(start - 2, 0) : start]
    return before.endswith(" ") and before[0].isalnum()


def _is_being(word: str, language: str) -> bool:
    """Return whether the word is a person or an animal, and one alone."""
    is_one = language == "ar" or not word.endswith(("s", "x"))
    is_person = any(it.kind == "person" for it in _meanings(word, language))
    return is_one and (is_person or _is_animal(word, language))


def _is_animal(word: str, language: str) -> bool:
    return any(it.key in animals() for it in _meanings(word, language))


def _meanings(word: str, language: str) -> tuple[Entry, ...]:
    bare = word.removeprefix(_ARABIC_ARTICLE) if language == "ar" else word
    return vocabulary(language).get((listed(bare),), ())
