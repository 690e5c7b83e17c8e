"""A document on its way from its file: paragraphs, headings and pictures in order, in parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from edusmart.plain.text import without_controls
from stories.reading.blanks import asks_who, choices, is_space_to_answer, with_pauses
from stories.reading.lettering import letters_together, without_stretching
from stories.reading.records import ReadingLimits, UnreadableDocument
from stories.reading.titles import is_no_title

_WORDS_BEFORE_A_HEADING = 100  # a part with fewer goes on over a heading
_WORDS_OF_A_PART = 400  # about a page
_NOTED_CHARACTERS = 4000  # of words that are left out, enough to tell them after all
_MOST_LEFT_OUT = 300
_LEAST_CHARACTERS = (
    20  # that a paragraph counts as: a hundred thousand of one letter cost as much as a book
)
# Seen by nobody, and in the way of whoever looks for a word.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph; a heading has a `level` from 1. `is_title` says that the file calls it the title.

    `is_low` is at the foot of a slide, where running lines stand, `is_content` in the slide's place for text.
    """

    text: str
    level: int = 0
    is_title: bool = False
    is_low: bool = False
    is_content: bool = False


@dataclass(slots=True)
class Part:
    """What stands between two breaks: a slide, a chapter or about a page.

    `pictures` are their names in the file.
    """

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    words: int = 0
    is_slide: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.pictures or self.left_out)


@dataclass(slots=True)
class Draft:
    """What a reader has found so far, bounded by `limits`.

    `numbered` says that the parts are the file's own, as slides are, so that an empty one counts too.
    `title` and `language` are what the file says of itself.
    """

    limits: ReadingLimits
    numbered: bool = False
    title: str = ""
    language: str = ""
    parts: list[Part] = field(default_factory=list)
    shortened: bool = False
    _characters: int = 0
    _noted: int = 0

    def tell(
        self,
        text: str,
        level: int = 0,
        *,
        is_title: bool = False,
        is_low: bool = False,
        is_content: bool = False,
    ) -> None:
        """Add a paragraph, or a heading of this level, that has words; white space in it is of no account."""
        if self.shortened or not (text := plain_line(text)):
            return
        # Stars between two scenes, or a line to write on.
        if not any(map(str.isalnum, text)):
            return
        if len(answers := choices(text)) > 1:
            for answer in answers:
                self.tell(answer, level, is_low=is_low, is_content=is_content)
            return
        if asks_who(text) or is_space_to_answer(text):
            self.leave_out("prompt", text)
            return
        text = with_pauses(text)
        room = self.limits.max_characters - self._characters
        if len(text) > room:
            self.shortened = True
            text = text[:room].rpartition(" ")[0]
            if not text:
                return
        self._characters += max(len(text), _LEAST_CHARACTERS)
        part = self._part_for(level)
        part.pieces.append(Piece(text, level, is_title, is_low, is_content))
        part.words += text.count(" ") + 1

    def show(self, picture: str, said: str = "") -> None:
        """Add a picture of this name in the file; what it is `said` to show is named and not told."""
        self._part().pictures.append(picture)
        # Programs write the name of the picture's file where nobody says what it shows.
        if not is_no_title(said):
            self.leave_out("picture", said)

    def leave_out(self, why: str, text: str) -> None:
        """Note words that are not told; `why` as in LeftOut."""
        text = plain_line(text[: 2 * _NOTED_CHARACTERS])[:_NOTED_CHARACTERS]
        if text and self._noted < _MOST_LEFT_OUT:
            self._noted += 1
            self._part().left_out.append((why, text))

    def break_(self) -> None:
        """Begin a new part. Raises UnreadableDocument where there are too many."""
        if not self.numbered and (not self.parts or self.parts[-1].is_empty):
            return
        if len(self.parts) >= self.limits.max_pages:
            if self.numbered:
                raise UnreadableDocument("too_many_pages")
            # Parts of our own making are no reason to refuse: the last one becomes a long one.
            return
        self.parts.append(Part(is_slide=self.numbered))

    def _part(self) -> Part:
        if not self.parts:
            self.parts.append(Part())
        return self.parts[-1]

    def _part_for(self, level: int) -> Part:
        enough = _WORDS_BEFORE_A_HEADING if level else _WORDS_OF_A_PART
        if not self.numbered and self._part().words >= enough:
            self.break_()
        return self._part()


def plain_line(text: str) -> str:
    """Return the text in one line, without characters that nobody sees and with its words whole."""
    seen = without_controls(text.translate(_UNSEEN).replace("\v", " "))
    return without_stretching(" ".join(letters_together(seen).split()))
