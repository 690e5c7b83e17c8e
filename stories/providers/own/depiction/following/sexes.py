"""Which animals a story calls "she", and which "he"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stories.providers.own.depiction.following.pronouns import PRONOUNS
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import beasts
from stories.providers.own.depiction.words import Sentence

Read = Sequence[tuple[Sentence, list[Mention]]]


def is_living(mention: Mention) -> bool:
    """Return whether somebody is mentioned: a person, an animal, or a thing with a name."""
    entry = mention.entry
    return entry.kind == "person" or entry.key in beasts() or bool(entry.hero)


def sexes(read: Read, language: str) -> dict[str, str]:
    """Return f or m for each animal that the story calls "she" or "he" where it speaks of no other."""
    words, last = PRONOUNS[language], ""
    said: dict[str, Counter[str]] = {}
    for sentence, found in read:
        living = [it for it in found if is_living(it)]
        keys = list(dict.fromkeys(it.entry.key for it in living))
        # After something is said "she" may be who replies.
        is_said = any(word.quoted for word in sentence)
        before, last = last, "" if is_said or len(keys) > 1 else (*keys, last)[0]
        # "He met Hazel": who comes behind the pronoun is somebody else.
        named_at = living[0].start if living else 0
        for key, spoken in ((before, sentence[:named_at]), (last, sentence[named_at:])):
            if key in beasts() and not is_said:
                count = said.setdefault(key, Counter())
                count["f"] += sum(word.plain in words.she | words.hers for word in spoken)
                count["m"] += sum(word.plain in (words.he | words.his) - {"him"} for word in spoken)
    return {
        key: count.most_common(1)[0][0] for key, count in said.items() if count["f"] != count["m"]
    }
