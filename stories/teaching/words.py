"""Words to learn: the rare words of a scene, each explained by the sentence it stands in."""

from __future__ import annotations

from stories.levels import word_forms
from stories.providers.own.named_things import thing_named
from stories.providers.storyteller import WordToLearn
from stories.teaching.hard_words import is_hard, is_in_reach
from stories.teaching.phrases import quoted
from stories.teaching.story_text import Sentence, StoryText, Word

MOST_WORDS = 2
_LONGEST_MEANING = 160
_NAMED_IN = 5  # sentences from which an Arabic word is taken for a name
#: Of forms that a pupil would look up under another one.
_PARTICLES = ("و", "ف", "ل", "ب", "س")
_VERB_ENDINGS: dict[str, tuple[str, ...]] = {
    "es": (
        "ron",
        "ándose",
        "iéndose",
        "arse",
        "erse",
        "irse",
        "arle",
        "erle",
        "irle",
        "rán",
        "ndole",
        "arla",
    ),
    "fr": ("èrent", "irent", "urent", "aient", "ant"),
}
_FEWEST_WORDS = 4  # a shorter sentence explains nothing


def words_to_learn(story: StoryText, scene: int, grade: int) -> tuple[WordToLearn, ...]:
    """Return the rarest words of the scene that stand in no scene before, with their sentences."""
    found: dict[str, tuple[Word, Sentence]] = {}
    for sentence in story.scene(scene):
        if len(sentence.words) < _FEWEST_WORDS:
            continue
        for word in sentence.words:
            forms = word_forms(word.text, story.language)
            is_new = not any(story.stands_before(it, scene) for it in (word.plain, *forms))
            if is_new and _is_learned(word, story, grade):
                found.setdefault(word.plain, (word, sentence))
    # What can be shown; nouns and adjectives before forms of verbs; what comes again, then what is longer.
    ranked = sorted(
        found,
        key=lambda it: (
            thing_named(it, story.language) is None,
            _is_a_form(it, story),
            -len(story.places[it]),
            -len(it),
        ),
    )[:MOST_WORDS]
    chosen = sorted((found[it] for it in ranked), key=lambda it: (it[1].number, it[0].start))
    return tuple(
        WordToLearn(word.text, quoted(_around(sentence, word), story.language))
        for word, sentence in chosen
    )


def _is_learned(word: Word, story: StoryText, grade: int) -> bool:
    is_alone = not word.joined_before and not word.joined_after
    if not is_alone or _is_name(word, story):
        return False
    return is_hard(word.text, story.language, grade) and is_in_reach(
        word.text, story.language, grade
    )


def _is_name(word: Word, story: StoryText) -> bool:
    """Return whether the word may be a name; Arabic has no capitals, but its names come again and again."""
    if story.language == "ar":
        bare = (word.plain, word.plain[1:])
        return any(len(story.places.get(it, ())) >= _NAMED_IN for it in bare)
    return word.text[:1].isupper()


def _is_a_form(word: str, story: StoryText) -> bool:
    # In Arabic what is joined to a word hides it.
    if story.language == "ar":
        return word.startswith(_PARTICLES)
    return word.endswith(_VERB_ENDINGS.get(story.language, ()))


def _around(sentence: Sentence, word: Word) -> str:
    """Return the sentence, or of a long one the words around the word."""
    text = sentence.text
    if len(text) <= _LONGEST_MEANING:
        return text
    start = max(0, word.start - _LONGEST_MEANING // 2)
    end = min(len(text), start + _LONGEST_MEANING)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", word.end, end) if end < len(text) else end
    end = end if end >= word.end else len(text)
    return ("… " if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
