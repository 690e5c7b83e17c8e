"""One moment of a scene: "in the street … That night she slept" is two, and no picture shows both."""

from __future__ import annotations

from stories.providers.own.depiction.following.lasting import LEADING, is_habit
from stories.providers.own.depiction.following.passing import is_another_time
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.whereabouts import Read
from stories.providers.own.depiction.words import Sentence

_LED_WITHIN = 4  # words with which another time begins a sentence: "On the last day"
_TIMES = frozenset({"hour", "season"})
_DARK = frozenset({"evening", "night"})


def moment(read: Read, language: str) -> Read:
    """Return the sentences of the scene's longest moment, of equals the last."""
    moments: list[list[tuple[Sentence, list[Mention]]]] = [[]]
    for sentence, found in read:
        if _has_seen(moments[-1]) and _begins_another(sentence, found, moments[-1], language):
            moments.append([])
        moments[-1].append((sentence, found))
    return max(reversed(moments), key=_seen)


def _seen(read: Read) -> int:
    """Return how much there is to see in it: whoever is there counts twice."""
    keys = {
        (it.entry.key, it.entry.kind == "person")
        for _, found in read
        for it in found
        if it.entry.kind not in _TIMES
    }
    return sum(1 + is_person for _, is_person in keys)


def _has_seen(read: Read) -> bool:
    return _seen(read) > 0


def _begins_another(sentence: Sentence, found: list[Mention], before: Read, language: str) -> bool:
    """Return whether the sentence begins with another day, or with an hour that is not that of before."""
    if is_habit(sentence[:_LED_WITHIN], language):
        return False
    hour = next((it for it in found if it.entry.kind == "hour" and it.start < _LED_WITHIN), None)
    if hour is None:
        return is_another_time(sentence[:_LED_WITHIN], language)
    is_seen = any(it.start == hour.start and it.entry.kind == "thing" for it in found)
    if is_seen or not all(word.plain in LEADING for word in sentence[: hour.start]):
        return False  # "The moon shone", "it grew dark"
    told = {it.entry.key for _, seen in before for it in seen if it.entry.kind == "hour"}
    told = told or {"day"}
    return hour.entry.key not in (told | _DARK if told & _DARK else told)
