"""Why? Only where the text itself gives the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.phrases import PHRASES, quoted
from stories.teaching.pronouns import lead
from stories.teaching.questions.candidates import Candidate, told_sentences
from stories.teaching.story_text import Sentence, StoryText, Word

_FEWEST_BEFORE, _FEWEST_REASON = 2, 2  # words
_LONGEST_REASON = 90  # characters
_MOST_WRONG = 2
_FAR = 2  # scenes; what is told beside it may be a reason as well
_LONG = 4  # letters
_MOST_COMPARED = (
    400  # of a story's reasons, and of its sentences: more than a long story for children has
)
_GAP = " …"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words with a small letter within a sentence, with which one begins that can become a reason.
_SMALL = {
    "en": _set("the a an he she it they his her their its there one all every"),
    "es": _set("el la los las un una su sus él ella ellos ellas"),
    "fr": _set("le la les un une il elle ils elles son sa ses leur leurs"),
    "ar": _set(""),
}
_ELISION = {"parce que": ("parce qu’", ("i", "e", "u", "o", "a", "é", "h"))}


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence that says why. `told` is what has the reason, `reason` the clause with its "because"."""

    sentence: Sentence
    told: str
    reason: str


class Reasons:
    """The reasons that a story gives, and what is told in it that is none."""

    def __init__(self, story: StoryText) -> None:
        self._story = story
        self._reasons: dict[int, list[Because]] = {}
        scenes = sorted({sentence.scene for sentence in story.sentences})
        for scene in scenes:
            found = (_reason(story, it) for it in told_sentences(story, scene))
            self._reasons[scene] = [it for it in found if it is not None]
        given = [it for of_scene in self._reasons.values() for it in of_scene]
        self._all = _some([(it.sentence, it.reason) for it in given])
        self._others = _some(
            [
                (it, made)
                for scene in scenes
                for it in story.scene(scene)
                if (made := _made(story, it))
            ]
        )
        compared = (*self._all, *self._others)
        self._because = PHRASES[story.language].because
        self._about = {it.number: _about(it, self._because) for it, _ in compared}

    def why(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each reason of the scene, among others and things told elsewhere."""
        for reason in self._reasons.get(scene, []):
            wrong = self._wrong(reason)
            before = lead(self._story, reason.sentence)
            if wrong and before is not None:
                yield self._question(reason, wrong, before)

    def _wrong(self, reason: Because) -> list[str]:
        """Return what is told far from the reason and of other things; what was heard before comes first."""
        about = _about(reason.sentence, self._because)
        scene = reason.sentence.scene

        def is_apart(other: Sentence) -> bool:
            is_far = abs(other.scene - scene) >= _FAR
            return is_far and about.isdisjoint(self._about[other.number])

        given = [(of.scene, it) for of, it in self._all if is_apart(of)]
        seed = reason.sentence.text
        mixed = [
            *shuffled((it for of, it in given if of < scene), seed),
            *shuffled(
                (made for of, made in self._others if of.scene < scene and is_apart(of)), seed
            ),
            *shuffled((it for of, it in given if of > scene), seed),
        ]
        return list(dict.fromkeys(mixed))[:_MOST_WRONG]

    def _question(self, reason: Because, wrong: list[str], before: str) -> Candidate:
        answers = shuffled([reason.reason, *wrong], reason.sentence.text)
        asked = PHRASES[self._story.language].why.format(
            quoted(before + reason.told + _GAP, self._story.language)
        )
        shown = tuple(_as_sentence(answer) for answer in answers)
        return Candidate("why", Question(asked, shown, answers.index(reason.reason)))


def _about(sentence: Sentence, because: tuple[str, ...]) -> frozenset[str]:
    """Return the longer words of the sentence, however often they come, but for names and "because"."""
    return frozenset(
        word.plain
        for word in sentence.words
        if len(word.plain) >= _LONG
        and not (word.start > 0 and word.text[:1].isupper())
        and not word.plain.startswith(because)
    )


def _some(told: list[tuple[Sentence, str]]) -> list[tuple[Sentence, str]]:
    """Return all of them, or so many from all parts of the story as each reason is compared with."""
    return told[:: len(told) // _MOST_COMPARED + 1]


def _reason(story: StoryText, sentence: Sentence) -> Because | None:
    because = PHRASES[story.language].because
    at = _place(sentence.words, because, story.language)
    if at is None or at < _FEWEST_BEFORE or len(sentence.words) - at < _FEWEST_REASON + 1:
        return None
    before = sentence.words[at - 1]
    # "Not because", "only because": what is said of the reason changes what it is the reason of.
    if before.plain in PHRASES[story.language].turning or before.plain in {"only", "just", "solo"}:
        return None
    start = sentence.words[at].start
    told = sentence.text[:start].rstrip(" ,،")
    reason = sentence.text[start:].rstrip(".!… ")
    is_short = len(reason) <= _LONGEST_REASON and "," not in reason and "،" not in reason
    return Because(sentence, told, reason) if is_short else None


def _place(words: tuple[Word, ...], because: tuple[str, ...], language: str) -> int | None:
    """Return where the reason begins; None where there is none, or several."""
    first = because[0]
    # In Arabic its subject may hang on it: "لأنها".
    found = [
        at
        for at, word in enumerate(words)
        if word.plain == first or (language == "ar" and word.plain.startswith(first))
    ]
    return found[0] if len(found) == 1 else None


def _made(story: StoryText, sentence: Sentence) -> str:
    """Return the sentence as if it were a reason, "" for one that cannot become one."""
    because = PHRASES[story.language].because
    text = sentence.text.rstrip(". ")
    fits = sentence.is_told and story.is_unique(sentence) and story.is_alone(sentence)
    is_plain = sentence.text.endswith(".") and not any(mark in text for mark in ",;:()[]،")
    if not fits or not is_plain or len(text) > _LONGEST_REASON or len(sentence.words) < 3:
        return ""
    if story.language == "ar" or _place(sentence.words, because, story.language) is not None:
        return ""
    first = sentence.words[0]
    if first.plain in _SMALL[story.language]:
        text = text[:1].lower() + text[1:]
    elif not _is_name(story, first):
        return ""
    joined = " ".join(because)
    short, vowels = _ELISION.get(joined, ("", ()))
    return short + text if vowels and text.lower().startswith(vowels) else f"{joined} {text}"


def _is_name(story: StoryText, word: Word) -> bool:
    """Return whether the word has its capital within a sentence too."""
    return any(
        it.plain == word.plain and it.start > 0 and it.text[:1].isupper()
        for sentence in story.sentences_with(word.plain) or ()
        for it in sentence.words
    )


def _as_sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:] + "."
