"""Words that mean something else here than what is drawn for them: a pen of pigs, a sail, paper flames."""

from __future__ import annotations

from collections.abc import Iterable

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import animals
from stories.providers.own.depiction.words import Sentence, plain

_SEA = frozenset({"boat", "ship", "sea", "river", "lake", "wind", "storm"})
_LIVESTOCK = frozenset(
    {
        "pig",
        "sheep",
        "cow",
        "goat",
        "hen",
        "chick",
        "duck",
        "goose",
        "horse",
        "donkey",
        "rabbit",
        "dog",
    }
)
# What a word means beside these is not the thing of this key: "una vela" of a ship is its sail.
_BESIDE = {
    ("es", "candle"): _SEA, ("en", "pen"): _LIVESTOCK,
    ("es", "car"): frozenset({"donkey", "horse", "cow"}),
}  # fmt: skip
_MADE_OF = {
    "en": frozenset(
        "paper cardboard painted pretend knitted plastic imaginary chalk cloth felt plush".split()  # noqa: SIM905
    ),
    "es": frozenset(plain("papel cartón tela peluche plástico mentira").split()),
    "fr": frozenset(plain("papier carton tissu peluche plastique").split()),
    "ar": frozenset(plain("ورقي ورقية ورق قماش كرتون").split()),
}
_MADE_WITHIN = 2  # words between "flames" and "paper" where that stands behind
_BURNING = frozenset({"fire", "volcano", "sun", "moon", "star", "rainbow", "cloud"})


def without_other_senses(
    sentence: Sentence, found: Iterable[Mention], language: str
) -> list[Mention]:
    """Return the mentions without those whose word means something else beside the others."""
    kept = list(found)
    keys = {mention.entry.key for mention in kept}
    return [
        it
        for it in kept
        if not keys & _BESIDE.get((language, it.entry.key), frozenset())
        and not _is_made(sentence, it, language)
    ]


def _is_made(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether what lives or burns is only made of something: "paper flames"."""
    key = mention.entry.key
    if key not in _BURNING and key not in animals() and mention.entry.kind != "weather":
        return False
    end = mention.start + mention.length
    near = sentence[max(mention.start - 1, 0) : mention.start]
    if language != "en":
        near = sentence[end : end + _MADE_WITHIN]
    forms = (stems(it.plain) if language == "ar" else [it.plain] for it in near)
    return any(form in _MADE_OF[language] for words in forms for form in words)
