"""Is it so in the story? A sentence of the scene, or the same with a word that cannot be true as well."""

from __future__ import annotations

from collections.abc import Iterator

from stories.providers.storyteller import Question
from stories.teaching.chance import number, shuffled
from stories.teaching.opposites import others
from stories.teaching.phrases import PHRASES, quoted
from stories.teaching.pronouns import lead
from stories.teaching.questions.candidates import Candidate, facts, with_word
from stories.teaching.story_text import Sentence, StoryText, Word, plain

_VOWELS = ("a", "e", "i", "o", "u")


def true_or_not(story: StoryText, scene: int) -> Iterator[Candidate]:
    """Yield a question for each fact of the scene that has a word with an opposite."""
    phrases = PHRASES[story.language]
    for sentence in facts(story, scene):
        word, instead = exchange(story, sentence)
        before = lead(story, sentence)
        if word is None or not instead or before is None:
            continue
        # True statements are made of the same sentences as false ones, so that nothing gives them away.
        is_true = number(sentence.text) % 2 == 0
        said = sentence.text if is_true else with_word(sentence, word, instead[0])
        text = phrases.is_it_so.format(quoted(before + said, story.language))
        answers = (phrases.yes, phrases.no)
        yield Candidate("true or not", Question(text, answers, 0 if is_true else 1))


def exchange(story: StoryText, sentence: Sentence) -> tuple[Word | None, list[str]]:
    """Return a word of the sentence and those that cannot be true in its place, (None, []) without one.

    Those that the story has elsewhere come first; none stands in the same scene.
    """
    for at, word in enumerate(sentence.words):
        known = others(word.text, story.language)
        if (
            not known
            or word.joined_before
            or word.joined_after
            or _is_in_a_name(sentence, at, known)
        ):
            continue
        free = [
            it
            for it in known
            if not story.stands_in(plain(it), sentence.scene) and _fits(sentence, at, it)
        ]
        if free:
            mixed = shuffled(free, sentence.text)
            return word, sorted(mixed, key=lambda it: plain(it) not in story.places)
    return None, []


def _fits(sentence: Sentence, at: int, instead: str) -> bool:
    """Return whether an English article before the word goes with the other one: "an aunt", "a mother"."""
    before = sentence.words[at - 1].plain if at else ""
    return before not in {"a", "an"} or (before == "an") == instead.startswith(_VOWELS)


def _is_in_a_name(sentence: Sentence, at: int, known: tuple[str, ...]) -> bool:
    """Return whether the word is part of a name or of a longer number: "Brother Joe", "two hundred"."""
    word, following = sentence.words[at], sentence.words[at + 1 : at + 2]
    # Names of days and months are listed with their capital.
    is_name = at > 0 and word.text[:1].isupper() and not known[0][:1].isupper()
    beside = (*sentence.words[max(at - 1, 0) : at], *following)
    if word.text.isdigit():
        return any(it.text.isdigit() for it in beside)
    return is_name or any(it.text[:1].isupper() for it in following)
