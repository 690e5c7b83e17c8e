"""The storyteller that needs no model: the document's own words, cut into scenes.

A scene begins at a heading, at a page that begins a sentence, or where a long passage can be halved
between paragraphs or sentences; in a short story also with a paragraph, rather where it is another time
or place, so that one picture does not stand for three. Younger grades get shorter scenes. Nothing is
added, left out or reworded inside the told part.

A document too long for its number of scenes gets longer scenes, up to LONGEST_SCENE_WORDS. What
still does not fit is left out from the end, and `StoryStart.left_out_pages` says which pages.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stories.levels.caps import words_per_scene
from stories.providers.own.changes import begins_elsewhere
from stories.providers.own.document_sentences import Break, Sentence, sentences
from stories.providers.storyteller import (
    DEFAULT_MAX_SCENES,
    LONGEST_SCENE_WORDS,
    StoryStart,
    TellingBrief,
    ToldScene,
)
from stories.reading.language import detect_language
from stories.reading.records import Document, LeftOut

SHORTEST_SCENE_WORDS = 4  # fewer are over before their picture is seen
NO_ROOM = "no room"  # why words are left out
_LOOSER = 1.15  # how much longer scenes become at each try until they are few enough
_TINY_SHARE = 0.25  # of the grade's words for a scene
_SHORT_STORY = 4  # times the grade's words for a scene
_PARAGRAPH_SHARE = 0.3  # of the grade's words: a short story's scene ends with its paragraph
_INSIDE = 10.0  # more than all other reasons against a cut
_MOMENT_WORDS = 8  # fewer are no scene, though another time or place comes after them
_CAPTION_CHARACTERS = 140  # two lines under a picture

Passage = list[Sentence]


@dataclass(frozen=True, slots=True)
class VerbatimStoryteller:
    """Tells a document in its own words and its own language."""

    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        """Return the title, the language chosen or found, and the exact number of scenes."""
        passages, left_out = _plan(document, brief)
        pages = sorted({page for sentence in left_out for page in sentence.pages})
        # Who chose a language knows better what a few words are in; running text is what it is.
        surely = detect_language("\n".join(it.text for it in document.paragraphs))
        language = surely or brief.language or document.language
        return StoryStart(document.title, language, len(passages), tuple(pages), _untold(left_out))

    def tell(self, document: Document, brief: TellingBrief, after: int = -1) -> Iterator[ToldScene]:
        """Yield the scenes past `after`; each is the same however often it is told."""
        passages, _ = _plan(document, brief)
        for index in range(after + 1, len(passages)):
            yield _scene(index, passages[index])


def _untold(left_out: Sequence[Sentence]) -> tuple[LeftOut, ...]:
    """Return the sentences page by page, each with the page that it begins on."""
    words: dict[int, list[str]] = defaultdict(list)
    for sentence in left_out:
        words[sentence.pages[0]].append(sentence.text)
    return tuple(LeftOut(page, NO_ROOM, " ".join(texts)) for page, texts in sorted(words.items()))


def _plan(document: Document, brief: TellingBrief) -> tuple[list[Passage], list[Sentence]]:
    """Return the scenes' passages, and the sentences that fit in none."""
    most = brief.max_scenes or DEFAULT_MAX_SCENES
    cap = words_per_scene(brief.grade)
    told = sentences(document, LONGEST_SCENE_WORDS)
    # First of all, as joining tries all pairs of passages: a book of any length must not make it slow.
    told, left_out = _affordable(told, most * LONGEST_SCENE_WORDS)
    is_short = _words(told) <= _SHORT_STORY * cap
    while True:
        passages = _fewer(_passages(told, cap, is_short), most, cap)
        # Longer scenes before anything is left out.
        if len(passages) <= most or cap >= LONGEST_SCENE_WORDS:
            break
        cap = min(round(cap * _LOOSER), LONGEST_SCENE_WORDS)
        is_short = False  # it has more to say than it may have scenes
    rest = [sentence for passage in passages[most:] for sentence in passage]
    return passages[:most], rest + left_out


def _affordable(told: list[Sentence], words: int) -> tuple[list[Sentence], list[Sentence]]:
    totals = itertools.accumulate(sentence.words for sentence in told)
    kept = sum(total <= words for total in totals)
    return told[:kept], told[kept:]


def _passages(told: Sequence[Sentence], cap: int, is_short: bool) -> list[Passage]:
    blocks = _blocks(told, cap, is_short)
    cut = [part for block in blocks for part in _cut(block, cap)]
    return _without_tiny(cut, cap)


def _blocks(told: Sequence[Sentence], cap: int, is_short: bool) -> list[Passage]:
    """Return runs of sentences between headings and page starts; of a short story, between paragraphs."""
    blocks: list[Passage] = []
    words = 0  # of the last block
    for sentence in told:
        if blocks and not (
            sentence.before >= Break.PAGE or (is_short and _is_moment(words, sentence, cap))
        ):
            blocks[-1].append(sentence)
            words += sentence.words
        else:
            blocks.append([sentence])
            words = sentence.words
    return blocks


def _is_moment(words: int, sentence: Sentence, cap: int) -> bool:
    """Return whether a paragraph that comes after so many words has a picture of its own."""
    if sentence.before is not Break.PARAGRAPH or sentence.goes_on:
        return False
    if words >= _PARAGRAPH_SHARE * cap:
        return True
    return words >= _MOMENT_WORDS and begins_elsewhere(sentence.text)


def _cut(block: Passage, cap: int) -> Iterator[Passage]:
    """Yield the block in parts of about equal length, none over the cap unless it is one sentence."""
    while (total := _words(block)) > cap and len(block) > 1:
        # Equal parts: the cap alone would leave a rest of a few words.
        size = _best_cut(block, cap, total / -(-total // cap))
        yield block[:size]
        block = block[size:]
    yield block


def _best_cut(block: Passage, cap: int, target: float) -> int:
    """Return how many sentences make the next part: near the target, rather before a paragraph."""
    best, best_cost = 1, float("inf")
    length = quotes = 0
    for size in range(1, len(block)):
        length += block[size - 1].words
        if length > cap and size > 1:
            break
        # Rather before a paragraph, not behind a heading, and not inside a quotation.
        cost = abs(length - target) / target - 0.3 * (block[size].before >= Break.PARAGRAPH)
        cost += 1.0 * block[size - 1].is_heading
        quotes += block[size - 1].text.count('"')
        cost += 0.2 * (quotes % 2)
        # Within a sentence that goes over several lines only where it is longer than a scene.
        cost += _INSIDE * block[size].goes_on
        if cost < best_cost:
            best, best_cost = size, cost
    return best


def _without_tiny(passages: list[Passage], cap: int) -> list[Passage]:
    """Join fragments too short to be a scene to a neighbour; bare headings to what follows."""
    # Also by the document itself: in a picture book of few words every page is a scene.
    tiny = max(SHORTEST_SCENE_WORDS, min(_TINY_SHARE * cap, 0.4 * _median_words(passages)))
    kept: list[Passage] = []
    carried: Passage = []
    for passage in passages:
        if _words(carried) >= SHORTEST_SCENE_WORDS and _words(carried) + _words(passage) > cap:
            kept.append(carried)
            carried = []
        passage, carried = carried + passage, []
        # A heading opens the scene that follows.
        if _is_bare_heading(passage):
            carried = passage
        elif kept and _words(passage) < tiny and _may_join(kept[-1], passage, cap):
            kept[-1].extend(passage)
        elif _words(passage) < SHORTEST_SCENE_WORDS:
            carried = passage
        else:
            kept.append(passage)
    return _with_rest(kept, carried)


def _with_rest(kept: list[Passage], carried: Passage) -> list[Passage]:
    if kept and 0 < _words(carried) < SHORTEST_SCENE_WORDS:
        kept[-1].extend(carried)
    elif carried:
        kept.append(carried)
    return kept


def _is_bare_heading(passage: Passage) -> bool:
    return all(sentence.is_heading for sentence in passage)


def _may_join(before: Passage, after: Passage, cap: int) -> bool:
    if after[0].is_heading:
        return False
    return _words(before) + _words(after) < cap + SHORTEST_SCENE_WORDS


def _fewer(passages: list[Passage], most: int, cap: int) -> list[Passage]:
    """Return neighbours joined, the shortest pair first, while there are too many and a pair fits."""
    passages = list(passages)
    while len(passages) > most:
        pairs = range(len(passages) - 1)
        costs = {at: _joining_cost(passages[at], passages[at + 1], cap) for at in pairs}
        at = min(costs, key=lambda at: costs[at])
        if costs[at] == float("inf"):
            break
        passages[at : at + 2] = [passages[at] + passages[at + 1]]
    return passages


def _joining_cost(before: Passage, after: Passage, cap: int) -> float:
    together = _words(before) + _words(after)
    if together > cap:
        return float("inf")
    return together + (cap if after[0].before is Break.HEADING else 0)


def _words(passage: Passage) -> int:
    return sum(sentence.words for sentence in passage)


def _median_words(passages: list[Passage]) -> int:
    counts = sorted(map(_words, passages))
    return counts[len(counts) // 2] if counts else 0


def _scene(index: int, passage: Passage) -> ToldScene:
    pieces: list[str] = []
    for number, sentence in enumerate(passage):
        apart = sentence.before > Break.NONE or passage[number - 1].is_heading
        pieces.append(("\n\n" if apart else " ") if number else "")
        pieces.append(sentence.text)
    heading = " ".join(
        sentence.text for sentence in itertools.takewhile(lambda s: s.is_heading, passage)
    )
    told = next((sentence for sentence in passage if not sentence.is_heading), passage[0])
    return ToldScene(
        index=index,
        text="".join(pieces),
        caption=_caption(told.text),
        source_pages=tuple(sorted({page for sentence in passage for page in sentence.pages})),
        heading=heading,
    )


def _caption(text: str) -> str:
    if len(text) <= _CAPTION_CHARACTERS:
        return text
    return text[:_CAPTION_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:،؛") + "…"
