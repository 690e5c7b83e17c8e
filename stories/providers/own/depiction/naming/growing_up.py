"""How old the person is whose life is told: a child while the last thing said of their age is a child's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stories.providers.own.depiction.vocabulary import Entry
from stories.providers.own.depiction.words import Sentence, plain

_YOUNG = {"woman": "girl", "man": "boy"}


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(f" {plain(phrase).strip()} " for phrase in text.split("|"))


_CHILDHOOD = {
    "en": _phrases(
        "was born|grew up in|grew up on|grew up with|grew up near|as a child|as a boy|as a girl|"
        "as a little boy|as a little girl|was a child|was a boy"
        "|was a girl|was a little girl|was a little boy|her childhood|his childhood"
    ),
    "es": _phrases(
        "nació|creció en|creció con|de niña|de niño|de pequeña|de pequeño|era niña|era niño|"
        "era una niña|era un niño"
        "|era pequeña|era pequeño|su infancia"
    ),
    "fr": _phrases(
        "naquit|grandit dans|grandit à|grandit avec|est né|est née|était né|était née|était enfant|"
        "était petite|était petit|son enfance"
        "|petite fille elle|petit garçon il"
    ),
    "ar": _phrases(
        "نشا في|نشات في|ولد|ولدت|طفولته|طفولتها|كان طفلا|كانت طفلة|كان صغيرا|كانت صغيرة"
    ),
}
_GROWN = {
    "en": _phrases(
        "grew up to|grown up|had grown|years later|married|husband|wife|became|university|as a woman"
        "|as an adult|as a young woman|as a young man|her work|his work|job|when she grew up|when he grew up"
        "|old age|died"
    ),
    "es": _phrases(
        "años después|años más tarde|se casó|esposo|esposa|marido|universidad|trabajó|trabajaba"
        "|ya adulta|ya adulto|de mayor|se convirtió|llegó a ser|murió"
    ),
    "fr": _phrases(
        "ans plus tard|années plus tard|se maria|épousa|mari|femme|université|travailla|travaillait|devint"
        "|devenu|devenue|adulte|mourut"
    ),
    "ar": _phrases(
        "بعد سنوات|تزوج|تزوجت|زوجها|زوجته|الجامعة|صار|صارت|اصبح|اصبحت|عمل|عملت|مات|ماتت"
    ),
}
_AGES = {
    "en": "three four five six seven eight nine ten eleven twelve thirteen fourteen",
    "es": "tres cuatro cinco seis siete ocho nueve diez once doce trece catorce",
    "fr": "trois quatre cinq six sept huit neuf dix onze douze treize quatorze",
    "ar": "",
}
_AGE_LED = {
    "en": frozenset(["was", "turned", "age", "aged", "only"]),
    "es": frozenset(["tenía", "cumplió", "los", "con"]),
    "fr": frozenset(["avait", "eut", "à", "de"]),
    "ar": frozenset[str](),
}
_YEARS = {
    "en": frozenset(["years", "year"]), "es": frozenset(["años"]), "fr": frozenset(["ans"]),
    "ar": frozenset[str](),
}  # fmt: skip


def as_old_as_told(
    names: Mapping[str, Entry], lives: frozenset[str], told: Sequence[Sentence], language: str
) -> dict[str, Entry]:
    """Return the names with those of `lives`, which are told from childhood on, as old as they are now."""
    if not lives or not _is_child(told, language):
        return dict(names)
    return {
        name: replace(it, key=_YOUNG[it.key]) if name in lives and it.key in _YOUNG else it
        for name, it in names.items()
    }


def _is_child(told: Sequence[Sentence], language: str) -> bool:
    """Return whether the last age of which the text speaks is a child's."""
    is_child = False
    for sentence in told:
        words = [word.plain for word in sentence if not word.quoted and not word.is_mark]
        said = f" {' '.join(words)} "
        if any(phrase in said for phrase in _GROWN[language]):
            is_child = False
        elif _is_aged_as_child(words, language) or any(
            phrase in said for phrase in _CHILDHOOD[language]
        ):
            is_child = True
    return is_child


def _is_aged_as_child(words: Sequence[str], language: str) -> bool:
    """Return whether it says "when she was eleven" or "a los ocho años"."""
    ages = plain(_AGES[language]).split()
    for at, word in enumerate(words):
        if word not in ages and not (word.isdigit() and 2 < int(word) < 15):
            continue
        is_led = bool(at) and words[at - 1] in _AGE_LED[language]
        is_counted = words[at + 1 : at + 2] and words[at + 1] in _YEARS[language]
        if is_led and (is_counted or language == "en"):
            return True
    return False
