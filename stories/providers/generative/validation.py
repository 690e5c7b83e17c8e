"""What a told scene and its company must be. What is small is mended; what is not is a complaint.

The model was asked for all of it, but what it writes depends on a stranger's document, so it is checked
as if it came from the stranger. A complaint quotes nothing of it: it is sent back to the model.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from edusmart.work.errors import WorkError
from stories.providers.generative.language_check import is_in
from stories.providers.generative.plain_text import count_words, is_marked_up, line, plain
from stories.providers.generative.story_prompt import MOST_CAST, MOST_WORDS
from stories.providers.storyteller import (
    LONGEST_SCENE_WORDS,
    CastMember,
    Question,
    ToldScene,
    WordToLearn,
)
from tts.languages import LANGUAGES

FEWEST_WORDS = 2  # fewer are no scene to listen to
LONGEST_SCENE_CHARACTERS = 4_000
# These bound what a response may bring into prompts and pages; the columns hold all of them.
LONGEST_CAPTION = 240
LONGEST_TITLE = 120
LONGEST_NAME = 40
LONGEST_LOOK = 240
LONGEST_STYLE = 240
LONGEST_PICTURE_PROMPT = 600
LONGEST_WORD = 40
LONGEST_MEANING = 160
LONGEST_QUESTION = 200
LONGEST_ANSWER = 100
FEWEST_ANSWERS, MOST_ANSWERS = 2, 4

_UNFIT = (
    "The storyteller told a scene that is not fit to be read aloud. Try again, or another document."
)


class Unfit(WorkError):
    """What was told cannot be used; `complaint` tells the model why."""

    code = "unfit"

    def __init__(self, complaint: str, sentence: str = _UNFIT, code: str = "") -> None:
        super().__init__(sentence, code)
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Expected:
    """What scenes are held against: the pages there are, the language, and the cast's names."""

    pages: Collection[int]
    language: str = "en"
    cast: tuple[CastMember, ...] = ()

    @property
    def english_name(self) -> str:
        return {"en": "English", "ar": "Arabic", "es": "Spanish", "fr": "French"}[self.language]


def checked(raw: Any, index: int, expected: Expected) -> ToldScene | None:
    """Return the scene as it may be shown and spoken; None where nothing of it is left. Raises Unfit."""
    if not isinstance(raw, dict) or not isinstance(raw.get("narration"), str):
        raise Unfit("A scene had another shape than asked for.")
    text = narration(raw["narration"])
    if count_words(text) < FEWEST_WORDS:
        return None
    told = ToldScene(
        index=index,
        text=text,
        caption=line(raw.get("caption"), LONGEST_CAPTION) or line(text, LONGEST_CAPTION),
        source_pages=_known(raw.get("source_pages"), expected.pages),
        cast=_names(raw.get("cast"), expected.cast),
        picture_prompt=line(raw.get("picture_prompt"), LONGEST_PICTURE_PROMPT),
        words=_words(raw.get("words"), text),
        question=_question(raw.get("question")),
    )
    # Also the question: it is shown to the same child.
    spoken = [told.text, told.caption, told.question.text if told.question else ""]
    if not all(is_in(each, expected.language) for each in spoken):
        raise Unfit(f"A scene was not written in {expected.english_name}.")
    return told


def cast_of(raw: Any) -> tuple[CastMember, ...]:
    """Return the cast as far as it can be used: a name and a look for each, no name twice."""
    found: dict[str, CastMember] = {}
    for each in raw if isinstance(raw, list) else []:
        name, look = _pair(each, "name", "look", LONGEST_NAME, LONGEST_LOOK)
        if name and look:
            # The first look stays: pictures may be painted from it already.
            found.setdefault(name.casefold(), CastMember(name, look))
    return tuple(found.values())[:MOST_CAST]


def language_of(raw: str, fallback: str) -> str:
    return raw if raw in LANGUAGES else fallback


def narration(raw: str) -> str:
    """Return the plain text to be spoken. Raises Unfit for what is too long or holds markup or addresses."""
    if len(raw) > LONGEST_SCENE_CHARACTERS:
        raise Unfit("A scene was far too long.")
    # Asked for again instead of mended: what an address was part of may make no sense without it.
    if is_marked_up(raw):
        raise Unfit("A narration held markup, a web address or a mail address.")
    text = plain(raw)
    if count_words(text) > LONGEST_SCENE_WORDS:
        raise Unfit("A scene was far too long.")
    return text


def _known(numbers: Any, pages: Collection[int]) -> tuple[int, ...]:
    if not isinstance(numbers, list):
        return ()
    # bool is an int to Python, so isinstance would take True for page 1.
    return tuple(sorted({n for n in numbers if type(n) is int and n in pages}))


def _names(raw: Any, cast: tuple[CastMember, ...]) -> tuple[str, ...]:
    """Return who is in the scene, spelled as in the cast."""
    spelled = {member.name.casefold(): member.name for member in cast}
    given = [line(each, LONGEST_NAME).casefold() for each in _list(raw)]
    # A new person would look different in every picture.
    if any(name not in spelled for name in given):
        raise Unfit("The cast of a scene named somebody who is not in the cast of the story.")
    return tuple(dict.fromkeys(spelled[name] for name in given))


def _words(raw: Any, text: str) -> tuple[WordToLearn, ...]:
    """Return the words that stand in the text and have a meaning."""
    pairs = [_pair(each, "word", "meaning", LONGEST_WORD, LONGEST_MEANING) for each in _list(raw)]
    heard = text.casefold()
    found = [WordToLearn(*pair) for pair in pairs if all(pair) and pair[0].casefold() in heard]
    return tuple(found[:MOST_WORDS])


def _question(raw: Any) -> Question | None:
    """Return the question; None where none was given. Raises Unfit for one without a right answer."""
    # No question is better than a forced one; a broken one says that more may be wrong.
    if raw is None:
        return None
    text = line(raw.get("text"), LONGEST_QUESTION) if isinstance(raw, dict) else ""
    if not text:
        raise Unfit("A question had no text.")
    answers = tuple(line(each, LONGEST_ANSWER) for each in _list(raw.get("answers")))
    distinct = {answer.casefold() for answer in answers if answer}
    right = raw.get("right")
    fits = FEWEST_ANSWERS <= len(answers) <= MOST_ANSWERS and len(distinct) == len(answers)
    if not fits or type(right) is not int or not 0 <= right < len(answers):
        raise Unfit("A question needs 2 to 4 different answers, and the place of the right one.")
    return Question(text, answers, right)


def _pair(raw: Any, first: str, second: str, longest: int, longest_second: int) -> tuple[str, str]:
    if not isinstance(raw, dict):
        return "", ""
    return line(raw.get(first), longest), line(raw.get(second), longest_second)


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []
