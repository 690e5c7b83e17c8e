"""Storytellers: a document goes in, scenes come out one at a time.

A storyteller is any object with `start` and `tell`. Telling is lazy, so the first scene can be
staged while the others are still being told. It goes on after what was told: `tell(..., after=k)`
gives the scenes from k + 1 on, so a retry never tells a scene twice. A storyteller that cannot tell
the same story again learns from `start(..., told=...)` what its listeners have heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from stories.reading.records import Document, LeftOut

DEFAULT_MAX_SCENES = 24  # about a quarter of an hour, as long as a class listens
LONGEST_SCENE_WORDS = 300  # whatever the grade: more is no scene to listen to

Direction = Literal["simpler", "harder"]


@dataclass(frozen=True, slots=True)
class CastMember:
    """A character of the story; `look` is what every picture shows of them."""

    name: str
    look: str


@dataclass(frozen=True, slots=True)
class TellingBrief:
    """How a teacher wants it told.

    `grade` is 1 to 12. `language` is an ISO 639-1 code, None for the document's own. `max_scenes` is
    at least 1, None for DEFAULT_MAX_SCENES. `cast` and `style` are those of a story told in part,
    which stay; `reached` is the page, from 1, of its last scene, 0 where that is not known. `pdf` is the
    document's file for a storyteller that looks at its pages itself.
    """

    grade: int = 4
    language: str | None = None
    max_scenes: int | None = None
    cast: tuple[CastMember, ...] = ()
    style: str = ""
    pdf: Path | None = None
    reached: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.grade <= 12:
            # A mistake of the program: what people write is checked with a sentence at the upload.
            raise ValueError(f"grade {self.grade} is not between 1 and 12")
        if self.max_scenes is not None and self.max_scenes < 1:
            raise ValueError(f"max_scenes {self.max_scenes} is less than 1")


@dataclass(frozen=True, slots=True)
class StoryStart:
    """What is known before the first scene is told.

    `title` is "" where a title told before stays. `scene_count` is planned, not promised.
    `left_out_pages` numbers the PDF pages, from 1, that no scene will tell, in full or in part.
    `untold` are the words of these pages that no scene will tell, as far as the storyteller knows them.
    `cast` and `style` are empty for a storyteller that makes none; they keep the pictures alike.
    """

    title: str
    language: str
    scene_count: int
    left_out_pages: tuple[int, ...] = ()
    untold: tuple[LeftOut, ...] = ()
    cast: tuple[CastMember, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class WordToLearn:
    """A hard word of a scene, and what it means in words of the story's language."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask after a scene: 2 to 4 answers, of which the one at index `right` is right."""

    text: str
    answers: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class ToldScene:
    """One scene, final once given.

    `index` counts from 0. `text` is narrated and shown. `caption` describes what a picture of the
    scene shows, for the illustrator and as alternative text. `source_pages` numbers the PDF's pages
    from 1. `heading` is "" for a scene without one of its own; it is part of `text` too. `cast` names
    who of the story's cast is in it; `picture_prompt` is "" where the caption has to do.
    """

    index: int
    text: str
    caption: str
    source_pages: tuple[int, ...]
    heading: str = ""
    cast: tuple[str, ...] = ()
    picture_prompt: str = ""
    words: tuple[WordToLearn, ...] = ()
    question: Question | None = None


def still_said(words: tuple[WordToLearn, ...], text: str) -> tuple[WordToLearn, ...]:
    """Return the words to learn that the text says."""
    heard = text.casefold()
    return tuple(it for it in words if it.word.casefold() in heard)


class Storyteller(Protocol):
    """Tells a document as scenes."""

    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        """Return the story's title, language and planned number of scenes.

        `told` holds the texts of the scenes an earlier attempt told, from the first on.
        """
        ...

    def tell(self, document: Document, brief: TellingBrief, after: int = -1) -> Iterator[ToldScene]:
        """Yield the scenes whose index is greater than `after`, one at a time, in order.

        Call it after `start` on the same storyteller, with `after` one less than what was told.
        """
        ...


class Rewriter(Protocol):
    """Says one scene's text again in simpler or harder words."""

    def rewrite(
        self,
        text: str,
        language: str,
        grade: int,
        direction: Direction,
        asked: Question | None = None,
    ) -> str:
        """Return the new text, in the same language, for readers of `grade` (1 to 12).

        `asked` is what is asked after the scene: the new text answers it as the old one does.
        Raises Refused with a sentence when it cannot, other WorkErrors when it might another time.
        """
        ...

    def mend(
        self, text: str, language: str, grade: int, lines: Sequence[str], missing: Sequence[str]
    ) -> str:
        """Return the text without what nothing supports: `missing` names its words, `lines` is what is true.

        Raises as `rewrite` does.
        """
        ...


@dataclass(frozen=True, slots=True)
class Translated:
    """A scene in another language; `beside` has what was found of its short texts, by their names."""

    text: str
    beside: Mapping[str, str]


class Translator(Protocol):
    """Says one scene in another language."""

    def translate(
        self, text: str, language: str, into: str, grade: int, beside: Mapping[str, str]
    ) -> Translated:
        """Return the text of `language` in the language `into`, for readers of `grade` (1 to 12).

        `beside` has short texts of the scene by their names, such as its caption, which are said too where
        that works.

        Raises Refused with a sentence when it cannot, other WorkErrors when it might another time.
        """
        ...
