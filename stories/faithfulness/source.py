"""A document as what can be looked up in it: its sentences, words, numbers, names and things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from stories.faithfulness.numbers import numbers
from stories.faithfulness.stems import is_telling, stems, words
from stories.faithfulness.things import things
from stories.providers.own.depiction.words import plain
from stories.reading.records import Paragraph
from stories.text.sentences import sentences_in

_EVERYWHERE = 40  # sentences; a word of more tells nothing about which of them was told
_LEAST_SHARE = 0.34  # of what a told sentence says, for a line to be shown beside it
_MOST_LINES = 2
_NEARLY = 0.6  # of what the best line shares, for another to be shown with it


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the document and its page, from 1."""

    text: str
    page: int


@dataclass(slots=True)
class Source:
    """Everything that a document says. Built in time linear in its length."""

    language: str
    lines: list[Line] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    _places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph], language: str) -> Source:
        """Return what these paragraphs say."""
        source = cls(language)
        for paragraph in paragraphs:
            for sentence in sentences_in(paragraph.text):
                source._add(Line(sentence, paragraph.page))
        return source

    def lines_for(self, sentence: str) -> list[Line]:
        """Return the lines that say what the sentence says, in the document's order; [] where none does."""
        told = [
            stems(word, self.language)
            for word in words(sentence)
            if is_telling(word, self.language)
        ]
        shares: Counter[int] = Counter()
        for forms in told:
            places = {at for stem in forms for at in self._places.get(stem, ())}
            if len(places) <= _EVERYWHERE:
                shares.update(places)
        best = shares.most_common(_MOST_LINES)
        least = max(_LEAST_SHARE * len(told), _NEARLY * best[0][1]) if best else 0.0
        return [self.lines[at] for at in sorted(at for at, count in best if count >= least)]

    def _add(self, line: Line) -> None:
        at = len(self.lines)
        self.lines.append(line)
        self.numbers |= numbers(line.text, self.language).keys()
        self.things |= things(line.text, self.language).keys()
        for word in words(line.text):
            self.written.add(plain(word))
            for stem in stems(word, self.language):
                self.stems.add(stem)
                places = self._places[stem]
                # One more than is looked at, which says that there are too many.
                if len(places) <= _EVERYWHERE and (not places or places[-1] != at):
                    places.append(at)
