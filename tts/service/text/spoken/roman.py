"""Roman numerals after a name, a chapter or a century."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.language import Language
from tts.service.text.spoken.ordinals import roman_value

_ANY: Final = r"(?P<said>[IVXLCDM]{1,9})(?![\w'’])"
# In Spanish and French such letters are words too: “vi”.
_SMALL: Final = r"(?P<said>[ivx]{2,5})(?![\w'’])"
_COUNTED: Final = {
    "en": "chapter|chapters|part|parts|book|volume|vol|act|scene|section|phase|type|class|grade|level|unit|"
    "lesson|stage|page|war|bowl|apollo|article|appendix|figure|table|episode|season|round|step|title|number|rocky",
    "es": "siglo|siglos|capítulo|capítulos|tomo|parte|acto|escena|libro|volumen|mundial|fase|sección|título|"
    "artículo|lección|unidad|nivel|número|tema|volumen|figura",
    "fr": "chapitre|chapitres|partie|tome|livre|acte|scène|volume|section|phase|article|leçon|unité|niveau|"
    "numéro|mondiale|tableau|figure|vol|chap|fig|art",
}
# One letter is a numeral only after a ruler's name: “Malcolm X” and “Then I left” are not numbered.
_RULERS: Final = (
    "Albert|Alexander|Alfonso|Carlos|Catherine|Charles|Edward|Elizabeth|Felipe|Ferdinand|Fernando|Francis|"
    "François|Frederick|George|Guillaume|Henri|Henry|Isabel|Isabella|Jaime|John|Juan Carlos|Leopold|Louis|"
    "James|Luis|Mary|Napoleon|Napoléon|Nicholas|Paul|Peter|Philip|Philippe|Ramses|Richard|Robert|Victoria|William"
)
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2,20}"
_VERB: Final = (
    r"(?! (?:am|have|had|was|know|see|saw|will|can|could|did|do|said|went|want|think|would|like)\b)"
)
_CENTURY: Final = {
    "en": r"(?= centur)",
    "es": r"(?= (?:Guerra|República|Juegos|edición|aniversario|Congreso|Feria|Festival|Concurso)\b)",
}
_SPANISH_FEMININE: Final = re.compile(r"a$|Isabel$|Guerra|República|edición")


def roman_steps(language: Language) -> Sequence[Step]:
    """Return the steps for Roman numerals; Arabic has none."""
    if language.code not in _COUNTED:
        return ()
    counted = rule(rf"\b(?i:{_COUNTED[language.code]})\.? {_ANY}", _said(language, _cardinal))
    name = rule(rf"(?<!\w)(?P<name>{_NAME}) (?P<said>[IVX]{{2,6}})(?!\w)", _said(language, _ruler))
    ruler = rule(
        rf"(?<!\w)(?P<name>{_RULERS}) (?P<said>[IVX])(?![\w.]\w|\w|['’]m){_VERB}",
        _said(language, _ruler),
    )
    century = _CENTURY.get(language.code)
    numbered = (
        (rule(rf"(?<!\w)(?P<said>[IVX]{{1,6}}){century}", _said(language, _ordinal)),)
        if century
        else ()
    )
    small = rule(rf"\b(?i:{_COUNTED['en']})\.? {_SMALL}", _said(language, _cardinal))
    counted_small = (small,) if language.code == "en" else ()
    first = rule(
        r"^(?P<said>I)(?=[.)] [^\n]{0,200}\n{1,3}[^\S\n]{0,20}II[.)] )",
        _said(language, _cardinal),
        re.MULTILINE,
    )
    heading = rule(r"^(?P<said>[IVX]{2,6})(?=[.)] )", _said(language, _cardinal), re.MULTILINE)
    return (counted, *counted_small, *numbered, name, ruler, first, heading)


def _said(language: Language, say: Callable[[Language, "re.Match[str]", int], str]) -> Saying:
    def saying(match: "re.Match[str]") -> str | None:
        value = roman_value(match["said"])
        return None if value is None else say(language, match, value)

    return saying


def _cardinal(language: Language, match: "re.Match[str]", value: int) -> str:
    return language.numerals.cardinal(value)


def _ordinal(language: Language, match: "re.Match[str]", value: int) -> str:
    following = match.string[match.end() : match.end() + 12]
    return language.numerals.ordinal(value, bool(_SPANISH_FEMININE.search(following)))


def _ruler(language: Language, match: "re.Match[str]", value: int) -> str:
    """Return a ruler's number: an ordinal in English, in Spanish up to ten, in French for the first."""
    if language.code == "en":
        return f"the {language.numerals.ordinal(value)}"
    if value <= {"es": 10, "fr": 1}[language.code]:
        return language.numerals.ordinal(value, bool(_SPANISH_FEMININE.search(match["name"])))
    return language.numerals.cardinal(value)
