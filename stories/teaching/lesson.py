"""What a scene teaches: its words to learn, and the questions that may be asked after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stories.providers.storyteller import Question, ToldScene, WordToLearn
from stories.teaching.moods import Moods, speaks_quietly
from stories.teaching.nouns import Nouns
from stories.teaching.phrases import PHRASES
from stories.teaching.questions.about_whom import Subjects
from stories.teaching.questions.candidates import Candidate, Kind
from stories.teaching.questions.missing_word import missing_word
from stories.teaching.questions.true_or_not import true_or_not
from stories.teaching.questions.what_first import what_first
from stories.teaching.questions.what_next import what_next
from stories.teaching.questions.where import Places
from stories.teaching.questions.which_picture import Pictured
from stories.teaching.questions.who_said import Speakers
from stories.teaching.questions.why import Reasons
from stories.teaching.story_text import StoryText
from stories.teaching.words import words_to_learn

#: Of the kinds that were asked equally long ago, the earlier one here is asked.
_KINDS: tuple[Kind, ...] = (
    "which picture",
    "picture first",
    "why",
    "where",
    "what next",
    "who said",
    "about whom",
    "which",
    "true or not",
    "missing word",
    "what first",
    "opposite",
)


#: Asked only by a teacher: a word is right or exchanged, which teaches a child nothing of the story.
_FOR_TEACHERS: frozenset[Kind] = frozenset({"true or not", "opposite"})

#: Whoever does not read yet can choose by looking.
_IN_PICTURES: frozenset[Kind] = frozenset({"which picture", "picture first"})

#: These a child who does not read can answer too once they are read aloud, where they are short.
_SHORT_TO_HEAR: frozenset[Kind] = frozenset({"why", "where", "who said", "about whom", "which"})
_WHO_OR_WHERE = ("person", "animal", "place")
_LONGEST_HEARD, _LONGEST_HEARD_ANSWER = 130, 60  # characters
#: Asked so often one after the other a kind is tiresome.
_MOST_IN_A_ROW = 3

#: Scenes from one question to the next, and of how many that stand there the best is asked after.
_NEXT_AFTER, _AMONG = 3, 2

#: From the next on children find it too easy to choose the right picture.
_LAST_GRADE_OF_PICTURES = 4
#: Up to here only what is short is asked beside them: who does not read yet hears it.
_LAST_GRADE_OF_PICTURES_ALONE = 2


class Teacher:
    """Teaches a story by its text alone, the same however often it is asked."""

    def __init__(self, scenes: Sequence[str], language: str, grade: int) -> None:
        """`scenes` are the texts of all scenes in order, `grade` is 1 to 12."""
        self._language = language if language in PHRASES else "en"
        self._grade = grade
        self._story = StoryText.of(scenes, self._language)
        self._count = len(scenes)
        self._moods = Moods(scenes, self._language)
        self._is_quiet = self._moods.ends_quietly()
        self._pictured = Pictured(scenes, self._language)
        self._nouns = Nouns(self._story)
        self._speakers = Speakers(self._story)
        self._places = Places(self._story, self._nouns)
        self._subjects = Subjects(self._story)
        self._reasons = Reasons(self._story)
        #: Of each scene that was looked at, in order
        self._found: list[list[Candidate]] = []
        #: Kind > the scene that gave it last
        self._given: dict[Kind, int] = {}
        #: What is asked, by the scene after which it is
        self._asked: dict[int, Candidate] = {}
        #: The first scene after which the next question may be asked: the story begins in peace.
        self._next = 1 if len(scenes) > 1 else 0

    def teach(self, told: ToldScene) -> ToldScene:
        """Return the scene with its words to learn and its question, where its text gives any."""
        return replace(told, words=self.words(told.index), question=self.question(told.index))

    def words(self, scene: int) -> tuple[WordToLearn, ...]:
        """Return at most two words of the scene that its grade may not know, with their sentences."""
        return words_to_learn(self._story, scene, self._grade)

    def question(self, scene: int) -> Question | None:
        """Return the question to ask after the scene; None rather than a doubtful one or one too many."""
        while self._next <= min(scene, self._count - 1):
            self._choose()
        asked = self._asked.get(scene)
        return asked.question if asked else None

    def candidates(self, scene: int) -> list[Candidate]:
        """Return all questions that may be asked after the scene, the best of each kind in turn.

        The first is of the kind that scenes before gave longest ago; last are those that only a teacher
        chooses.
        """
        while len(self._found) <= scene:
            self._look_at(len(self._found))
        return self._found[scene]

    def _choose(self) -> None:
        """Choose what is asked next, and after which scene: a story is no examination."""
        among = range(self._next, min(self._next + _AMONG, self._count))
        fit = [(scene, it) for scene in among for it in self._fit(scene)]
        if fit:
            scene, best = min(fit, key=lambda it: self._rank(it[1].kind))
            self._asked[scene] = best
            self._next = scene + _NEXT_AFTER
        else:
            self._next += _AMONG

    def _fit(self, scene: int) -> list[Candidate]:
        """Return what a child may be asked after the scene, the best of each kind."""
        if self._moods.is_quiet(scene):
            return []
        best: dict[Kind, Candidate] = {}
        for it in self.candidates(scene):
            if it.kind in best or it.kind in _FOR_TEACHERS:
                continue
            if self._is_quiet and it.kind in _IN_PICTURES:
                continue  # a game, beside a loss
            words = (it.question.text, *it.question.answers)
            is_new = not self._was_asked(it)
            if is_new and self._suits(it) and not speaks_quietly(words, self._language):
                best[it.kind] = it
        return list(best.values())

    def _suits(self, it: Candidate) -> bool:
        """Return whether children of the grade can answer it, the smallest by looking or hearing."""
        if self._grade > _LAST_GRADE_OF_PICTURES_ALONE or it.kind in _IN_PICTURES:
            return True
        longest = max(map(len, it.question.answers))
        is_short = len(it.question.text) <= _LONGEST_HEARD and longest <= _LONGEST_HEARD_ANSWER
        return it.kind in _SHORT_TO_HEAR and is_short and not self._asks_a_detail(it)

    def _asks_a_detail(self, it: Candidate) -> bool:
        """Return whether it is a gap that is no person, animal or place: a number, or a colour."""
        which = PHRASES[self._language].which
        asked = tuple(which[kind].removesuffix("{}") for kind in _WHO_OR_WHERE)
        return it.kind == "which" and not it.question.text.startswith(asked)

    def _was_asked(self, it: Candidate) -> bool:
        """Return whether the same was right before, or its kind was asked often enough in a row."""
        before = list(self._asked.values())
        kinds = [asked.kind for asked in before[-_MOST_IN_A_ROW:]]
        is_in_a_row = kinds == [it.kind] * _MOST_IN_A_ROW
        right = it.question.answers[it.question.right]
        return is_in_a_row or any(
            asked.kind == it.kind and asked.question.answers[asked.question.right] == right
            for asked in before
        )

    def _rank(self, kind: Kind) -> tuple[int, int]:
        """Return what orders the kinds: those that were asked least first."""
        return sum(it.kind == kind for it in self._asked.values()), _KINDS.index(kind)

    def _look_at(self, scene: int) -> None:
        found: dict[Kind, list[Candidate]] = defaultdict(list)
        for candidate in self._all(scene):
            found[candidate.kind].append(candidate)
        kinds = sorted(
            filter(found.get, _KINDS),
            key=lambda kind: (kind in _FOR_TEACHERS, self._given_last(kind, scene)),
        )
        most = max(map(len, found.values()), default=0)
        turns = [found[kind][at] for at in range(most) for kind in kinds if at < len(found[kind])]
        if kinds and kinds[0] not in _FOR_TEACHERS:
            self._given[kinds[0]] = scene
        self._found.append(turns)

    def _given_last(self, kind: Kind, scene: int) -> int:
        """Return which scene gave the kind last, -1 for never and for what the smallest love."""
        last = self._given.get(kind, -1)
        is_loved = kind == "which picture" and self._grade <= _LAST_GRADE_OF_PICTURES_ALONE
        return -1 if is_loved and last < scene - 1 else last

    def _all(self, scene: int) -> Iterator[Candidate]:
        if self._grade <= _LAST_GRADE_OF_PICTURES:
            yield from self._pictured.which_picture(scene)
        if self._grade <= _LAST_GRADE_OF_PICTURES_ALONE:
            yield from self._pictured.picture_first(scene)
        yield from self._reasons.why(scene)
        yield from self._places.where(scene)
        yield from what_next(self._story, scene)
        yield from self._speakers.who_said(scene)
        yield from self._subjects.about_whom(scene)
        yield from missing_word(self._story, self._nouns, scene)
        yield from true_or_not(self._story, scene)
        yield from what_first(self._story, scene)
