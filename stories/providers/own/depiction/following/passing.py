"""Words by which a story says that time has gone by: "the next day", "years later", "on Friday"."""

from __future__ import annotations

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.sureness.aside import aside
from stories.providers.own.depiction.words import Sentence, plain

# Words that say alone that time has gone by, and those that say it beside one of `_SPANS`: "the next day".
_ALONE = {
    "en": "tomorrow yesterday later afterwards nowadays today meanwhile travelled traveled sailed",
    "es": "ayer mañana hoy mientras viajó viajaron",
    "fr": "lendemain demain hier aujourd voyagea voyagèrent", "ar": "غد غدا امس سافر سافرت سافروا",
}  # fmt: skip
_OTHER = {
    "en": "next one once every each ago after since many some following another last whole"
    " third fourth fifth sixth passed",
    "es": "siguiente un una otro cada hace después muchos unos todo toda tercer cuarto quinto pasaron pasó",
    "fr": "suivant suivante un une chaque après plusieurs depuis autre il toute entière troisième"
    " quatrième cinquième passèrent passa",
    "ar": "تالي بعد كل ذات احد احدى من ذلك منذ طوال ثالث رابع خامس مرت مر مضت",
}  # fmt: skip
_SPANS = {
    "en": "day days morning mornings week weeks month months year years time times evening night"
    " afternoon summer winter spring autumn",
    "es": "día días semana semanas mes meses año años vez veces mañana tarde noche",
    "fr": "jour jours semaine semaines mois an ans année années fois matin soir nuit hiver été",
    "ar": "يوم ايام صباح اسبوع اسابيع شهر اشهر سنة سنوات مرة مساء",
}  # fmt: skip
# "On Friday", "el viernes", "le vendredi", and not "every Friday".
_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "ar": "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
}
_BEFORE_WEEKDAYS = {
    "en": "on by next last one this that", "es": "el al un este ese aquel", "fr": "le un ce",
    "ar": "يوم وفي في",
}  # fmt: skip
_SPAN_WITHIN = 2  # words between "next" and "day"


def _words(lists: dict[str, str]) -> dict[str, frozenset[str]]:
    return {code: frozenset(plain(words).split()) for code, words in lists.items()}


_JUMP, _NEXT, _SPAN = map(_words, (_ALONE, _OTHER, _SPANS))
_WEEKDAY, _ON = map(_words, (_WEEKDAYS, _BEFORE_WEEKDAYS))


def is_another_time(sentence: Sentence, language: str) -> bool:
    """Return whether time has gone by: "the next day", "years later"."""
    told_aside = aside(sentence, language)  # "who had sailed here a hundred years ago"
    words = [
        # "Yesterday" with an ending is "he held".
        set(stems(word.plain) if language == "ar" and word.plain[-1] != "ك" else [word.plain])
        for at, word in enumerate(sentence) if not (word.quoted or at in told_aside)
    ]  # fmt: skip
    for at, word in enumerate(words):
        if word & _JUMP[language]:
            return True
        if word & _WEEKDAY[language] and (at == 0 or words[at - 1] & _ON[language]):
            return True
        near = [*words[max(at - _SPAN_WITHIN, 0) : at], *words[at + 1 : at + 1 + _SPAN_WITHIN]]
        if word & _SPAN[language] and any(it & _NEXT[language] for it in near):
            return True
    return False
