"""Whether a verb plainly says a deed of somebody: "he ran", and not "he ran his hand along it"."""

from __future__ import annotations

from collections.abc import Container

from stories.providers.own.depiction.cast import roles
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.words import Sentence, plain

_JOINED = ("و", "ف")
_CLIMBED_WITHIN = 6  # words between "climbed" and the ladder
# What takes no object: with one it is another verb.
_ALONE = frozenset({"run", "walk"})
_WAYS = frozenset(plain("way whole length same last mile race all first next day night").split())
_CLIMBED = frozenset(
    plain(
        "up tree trees ladder hill hills mountain mountains rock rocks stairs steps wall rope cliff"
        " oak path trunk branches higher top slope dune tower fence gate pole roof"
    ).split()
)
_ELSEWHERE = frozenset(["in", "into", "out", "down", "off", "onto", "aboard", "through", "back"])


def is_plain(sentence: Sentence, at: int, end: int, deed: str, language: str) -> bool:
    """Return whether the verb from `at` to before `end` says the deed by what follows it."""
    if language != "en" or end - at > 1:
        return True
    following = [word.plain for word in sentence[end : end + _CLIMBED_WITHIN]]
    before = {word.plain for word in sentence[:at]}
    if deed in _ALONE and sentence[at].plain not in ("running", "walking"):
        is_object = following[:1] and following[0] in GRAMMAR["en"].determiners
        return not (is_object and not _WAYS & set(following[1:3]))
    if deed == "climb":
        return following[:1] != [] and (
            following[0] not in _ELSEWHERE and bool(_CLIMBED & (before | set(following)))
        )
    return True


def agrees(verb: str, key: str, listed: Container[tuple[str, ...]]) -> bool:
    """Return whether the verb may be this person's: in Arabic it has their sex in it."""
    if (
        not "\u0600" < verb[0] < "\u06ff"
        or key not in roles()
        or roles()[key].sex not in ("f", "m")
    ):
        return True
    form = verb[1:] if verb.startswith(_JOINED) and len(verb) > _SHORTEST else verb
    if form.endswith(_OF_SEVERAL):
        return True
    is_past = (form + "ت",) in listed  # "he climbed" begins as "she eats" does
    is_hers = form.endswith("ت") or (form.startswith("ت") and not is_past)
    return is_hers == (roles()[key].sex == "f")


_SHORTEST = 3  # letters of a verb
_OF_SEVERAL = ("ا", "وا", "ون", "ان", "نا", "ين", "ة", "ه", "ها", "هم")
