"""Words that say that one is in a room and name none: stairs, a candle that is lit, who wakes up."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.aside import aside
from stories.providers.own.depiction.vocabulary import beasts
from stories.providers.own.depiction.words import Sentence, plain, tokens

_LONGEST = 4  # words of a phrase
_IN_WITHIN = 3  # words between "in" and the house


def _phrases(lists: dict[str, str]) -> dict[str, frozenset[tuple[str, ...]]]:
    return {
        code: frozenset(tokens(phrase) for phrase in said.split(","))
        for code, said in lists.items()
    }


_SIGNS = _phrases({
    "en": "the stairs, upstairs, downstairs, first floor, second floor, third floor, fourth floor, top floor,"
    " ground floor, the ceiling, the cupboard, the wardrobe, the stove, lit a candle, lit the candle,"
    " lit candles, took a candle, took the candle, lit the lamp, lit a lamp, turned on the light,"
    " turned off the light, switched on the light, switched off the light, got out of bed, sat up in bed,"
    " jumped out of bed, climbed into bed, went to bed, in bed, on the sofa, kitchen table, in the armchair,"
    " the door of her room, the door of his room, bedroom door, kitchen door, on the rug, the bookcase",
    "es": "la escalera, las escaleras, primer piso, segundo piso, tercer piso, cuarto piso, el techo,"
    " el armario, la alacena, la estufa, encendió una vela, encendieron una vela, tomó una vela,"
    " tomaron una vela, cogió una vela, cogieron una vela, encendió la vela, encendió la lámpara,"
    " encendió la luz, apagó la luz, se levantó de la cama, saltó de la cama, en la cama, en el sofá,"
    " en el sillón, mesa de la cocina, la puerta de su cuarto, la puerta de su habitación, la alfombra",
    "fr": "l'escalier, les escaliers, premier étage, deuxième étage, troisième étage, le plafond, l'armoire,"
    " le placard de la cuisine, le poêle,"
    " alluma une bougie, allumèrent une bougie, prit une bougie, prirent une bougie,"
    " alluma la bougie, alluma la lampe, alluma la lumière, éteignit la lumière, sortit du lit, sauta du lit,"
    " au lit, dans son lit, sur le canapé, dans le fauteuil, table de la cuisine, la porte de sa chambre,"
    " le tapis",
    "ar": "الدرج, السلالم, الطابق الأول, الطابق الثاني, الطابق الثالث, السقف, الخزانة, الموقد,"
    " أشعل شمعة, أشعلت شمعة, أشعلا شمعة, أخذ شمعة, أخذت شمعة, أخذا شمعة, أضاء المصباح, أضاءت المصباح,"
    " أشعل المصباح, أشعلت المصباح, أطفأ النور, أطفأت النور, من السرير, في السرير, على السرير, على الأريكة,"
    " في فراشه, في فراشها, طاولة المطبخ, باب الغرفة, باب غرفته, باب غرفتها",
})  # fmt: skip
# Who wakes up at night is in bed, unless the scene is out of doors.
_WAKING = _phrases({
    "en": "woke up, woke, woken up", "es": "se despertó, se despertaron, despertó, despertaron",
    "fr": "se réveilla, se réveillèrent, s'est réveillé, s'est réveillée",
    "ar": "استيقظ, استيقظت, استيقظوا, استيقظا",
})  # fmt: skip
_BUILDINGS = frozenset(["lighthouse", "tower", "castle", "house", "hutthing", "schoolhouse"])
_IN = {
    "en": frozenset(["in", "inside"]), "es": frozenset(["en", "dentro"]), "fr": frozenset(["dans"]),
    "ar": frozenset(plain("في داخل").split()),
}  # fmt: skip
# "Once they lived in a house": whose it is, and not where they are now.
_LIVING = frozenset(
    plain(
        "live lives lived living vivía vivían vive viven vivió habitait habitaient vivait vivaient habite"
        " vit يعيش تعيش يسكن تسكن عاش عاشت سكن سكنت يعيشون يسكنون"
    ).split()
)


def says_room(sentence: Sentence, found: Sequence[Mention], language: str) -> bool:
    """Return whether the sentence says that somebody is indoors now, in whatever room."""
    told_aside = aside(sentence, language)
    starts = [at for at, word in enumerate(sentence) if not (word.quoted or at in told_aside)]
    if any(word.plain in GRAMMAR[language].denials | GRAMMAR[language].unreal for word in sentence):
        return False
    if any(_has(sentence, at, _SIGNS[language], language) for at in starts):
        return True
    if _is_in_building(sentence, found, language):
        return True
    is_human = any(it.entry.kind == "person" for it in found) and any(
        it.entry.key == "night" for it in found
    )
    is_wild = any(it.entry.key in beasts() for it in found)
    wakes = any(_has(sentence, at, _WAKING[language], language) for at in starts)
    return wakes and is_human and not is_wild


def _has(sentence: Sentence, at: int, phrases: frozenset[tuple[str, ...]], language: str) -> bool:
    first = stems(sentence[at].plain) if language == "ar" else [sentence[at].plain]
    return any(
        (form, *(word.plain for word in sentence[at + 1 : at + length])) in phrases
        for length in range(1, _LONGEST + 1)
        for form in (*first, sentence[at].plain)
    )


def _is_in_building(sentence: Sentence, found: Sequence[Mention], language: str) -> bool:
    if any(word.plain in _LIVING for word in sentence):
        return False
    return any(
        it.entry.key in _BUILDINGS
        and it.entry.count == 1
        and any(
            word.plain in _IN[language] and not word.quoted
            for word in sentence[max(it.start - _IN_WITHIN, 0) : it.start]
        )
        for it in found
    )
