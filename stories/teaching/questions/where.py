"""Where? The place that a sentence names, among places of the story where it is not told to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.nouns import Noun, Nouns
from stories.teaching.phrases import GAP, PHRASES, quoted
from stories.teaching.pronouns import lead_without
from stories.teaching.questions.candidates import Candidate, facts, is_told_of
from stories.teaching.story_text import Sentence, StoryText

_WRONG = 2
#: Things that are places as well: one can be at, in or under them.
_ROOMY = frozenset(
    {
        "tree",
        "firtree",
        "palm",
        "rock",
        "nest",
        "hive",
        "fire",
        "house",
        "bed",
        "table",
        "box",
        "mat",
    }
    | {"door", "window", "boat", "ship", "bus", "trainrail", "tent", "well", "bridge", "castle"}
    | {"tower", "lighthouse", "church", "mosque", "schoolhouse", "factory", "fence", "hutthing"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a sentence: "under the tree", from `start` to `end` of its text.

    `moves`: somebody goes there.
    """

    sentence: Sentence
    noun: Noun
    start: int
    end: int
    moves: bool

    @property
    def text(self) -> str:
        return self.sentence.text[self.start : self.end]


class Places:
    """The places that a story names."""

    def __init__(self, story: StoryText, nouns: Nouns) -> None:
        self._story = story
        self._by_sentence = {it.number: list(_found(story, nouns, it)) for it in story.sentences}
        #: Whether somebody goes there > what the noun means > the first such place
        self._kept: dict[bool, dict[str, Place]] = {True: {}, False: {}}
        for places in self._by_sentence.values():
            for place in places:
                self._kept[place.moves].setdefault(place.noun.key, place)

    def where(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each place of the scene; never with a place that the scene names as well."""
        for sentence in facts(self._story, scene):
            for place in self._by_sentence[sentence.number]:
                wrong = shuffled(self._wrong(place), sentence.text)[:_WRONG]
                before = lead_without(self._story, sentence, place.noun.word.plain)
                if len(wrong) == _WRONG and before is not None:
                    yield self._question(place, wrong, before)

    def _wrong(self, place: Place) -> list[str]:
        others = [it for key, it in self._kept[place.moves].items() if key != place.noun.key]
        return [
            it.text
            for it in others
            if not is_told_of(self._story, it.noun.word.plain, place.sentence, place.noun.word)
        ]

    def _question(self, place: Place, wrong: list[str], before: str) -> Candidate:
        text = place.sentence.text
        answers = shuffled([place.text, *wrong], text)
        gap = quoted(before + text[: place.start] + GAP + text[place.end :], self._story.language)
        asked = PHRASES[self._story.language].where.format(gap)
        return Candidate("where", Question(asked, tuple(answers), answers.index(place.text)))


def _found(story: StoryText, nouns: Nouns, sentence: Sentence) -> Iterator[Place]:
    phrases = PHRASES[story.language]
    for noun in nouns.of(sentence):
        at = noun.at - 1  # of its article, or in Arabic of the word before it
        article = sentence.words[at]
        leads = phrases.stays | phrases.moves
        # "al mercado", "au marché" and "في البيت" lead to the place by the word before the noun itself.
        first = at if article.plain in leads else at - 1
        # A sentence that begins with its place would have its capital among the answers.
        if (
            first < 1
            or not (noun.kind == "place" or noun.key in _ROOMY)
            or sentence.words[first].plain not in leads
        ):
            continue
        lead = sentence.words[first]
        moves = lead.plain in phrases.moves
        yield Place(sentence, noun, lead.start, noun.word.end, moves)
