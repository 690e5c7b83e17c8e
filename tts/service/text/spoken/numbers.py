"""Whole and decimal numbers, once everything that gives them a meaning has been said."""

import re
from collections.abc import Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.arabic_numerals import ArabicNumerals
from tts.service.text.spoken.languages.counting import digit_words, number_words
from tts.service.text.spoken.languages.language import Language
from tts.service.text.spoken.written_numbers import ascii_digits, number_pattern, value_of

# Arabic numbers agree with the word that follows; its plural tells a feminine noun only by “ات”.
_FEMININE: Final = re.compile(
    r" (?:(?!ريالات|دولارات|جنيهات|حيوانات|نباتات|قطارات|مطارات|كيلو|غرامات|لترات|امتحانات|قرارات)"
    r"\w{2,20}(?:ات|ة)|دقائق|ثوان|حواس|قطط|مدن|غرف|صور|قصص|ليال|ليالي|كتل|فرق|دول|مدارس|أشجار)(?!\w)"
)
_AFTER_PREPOSITION: Final = re.compile(
    r"(?:^|\s)[وف]?(?:من|إلى|في|على|عن|بعد|قبل|خلال|منذ|حتى|نحو|بين|كل) $"
)

# Between the parts of a version, where decimals have a comma.
_POINT: Final = {"es": "punto", "fr": "point", "ar": "نقطة"}
# “21 niñas” are veintiuna, “21 niños” veintiún; without a noun it is veintiuno.
_SPANISH_NOUN: Final = re.compile(
    r" (?!(?:de|del|y|o|en|es|son|por|más|menos|que|el|la|los|las|con|a)\b)([a-zà-ÿ]{3,20})\b"
)
_SPANISH_FEMININE: Final = re.compile(r"(?:as?|ción|ciones|dad|dades)$")
_SPANISH_MASCULINE: Final = re.compile(
    r"(?:día|mapa|planeta|sofá|gorila|koala|panda|pijama|dálmata|poeta|artista|policía|fantasma|idioma|clima|aroma"
    r"|problema|poema|tema|sistema|drama|programa|telegrama|crucigrama)s?$"
)
# “21 filles” are vingt-et-une: by the ends of nouns that are nearly always feminine, and common ones.
_FRENCH_FEMININE: Final = re.compile(
    r" (?:\w{0,20}(?:tion|sion|ette|elle|esse|ille|aine|ure|ance|ence|euse|trice|ade|ude|ière|ienne)"
    r"|année|journée|idée|poupée|fée|fois|heure|minute|seconde|page|pomme|poire|banane|orange|tomate|carotte"
    r"|maison|table|chaise|vache|poule|chèvre|brebis|souris|fourmi|abeille|tortue|classe|école|lettre|carte|balle"
    r"|plume|tasse|gousse|étoile|histoire|personne|femme|dame|reine|fleur|feuille|rose|porte|fenêtre|ligne|pièce"
    r"|boîte|ville|rue|route|île|forêt|lampe|photo|main|jambe|dent|sœur|mère|tante|partie|goutte|tranche|bougie"
    r"|chanson|leçon|clé|clef|noix|roue|robe|pierre|marche|baleine|plage|vie|amie|élève)s?(?!\w)"
)
# Before their noun they lose a letter: “مئتا كتاب”.
_ARABIC_DUAL: Final = re.compile(r"(?:مئت|ألف|مليون|مليار)ان$")
_ARABIC_NOUN: Final = re.compile(r" (?!(?:من|في|على|إلى|عن|أو|ثم)(?!\w)|و)[\u0621-\u064a]{3}")


def number_steps(language: Language) -> Sequence[Step]:
    """Return the last steps: letters and digits apart, then every number in words."""
    return (
        # MP3, H2O, A4: letters, then a number.
        rule(r"(?<![^\W\d_]{6})(?P<said>[A-Za-zÀ-ÿ])(?=\d)", lambda match: f"{match[0]} "),
        rule(r"\d(?=[A-Za-zÀ-ÿ])", lambda match: f"{match[0]} "),
        rule(r"(?<![\w.,])(?P<said>\.)(?=\d)", "0."),
        rule(number_pattern(language), _number(language)),
    )


def _number(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        written = ascii_digits(match[0])
        if written[0] == "0" and len(written) > 1 and written.isdecimal():
            return digit_words(language.numerals, written)
        value = value_of(written, language)
        if value is None:
            return _versions(language, written)
        if isinstance(language.numerals, ArabicNumerals) and value == int(value) < 10**15:
            said = language.numerals.cardinal(int(value), *_agreement(match))
            joined = _ARABIC_DUAL.search(said) and _ARABIC_NOUN.match(match.string, match.end())
            return said[:-1] if joined else said
        return number_words(language, value, _gender(language, match))

    return say


def _agreement(match: "re.Match[str]") -> tuple[bool, bool]:
    """Return whether the Arabic noun that follows is feminine, and whether a preposition precedes."""
    behind = match.string[max(0, match.start() - 8) : match.start()]
    return bool(_FEMININE.match(match.string, match.end())), bool(_AFTER_PREPOSITION.search(behind))


def _gender(language: Language, match: "re.Match[str]") -> bool | None:
    """Return whether the Spanish or French noun that follows is feminine; None without one."""
    if language.code == "fr":
        return True if _FRENCH_FEMININE.match(match.string, match.end()) else None
    noun = _SPANISH_NOUN.match(match.string, match.end()) if language.code == "es" else None
    if noun is None:
        return None
    return bool(_SPANISH_FEMININE.search(noun[1])) and not _SPANISH_MASCULINE.fullmatch(noun[1])


def _versions(language: Language, written: str) -> str:
    """Return what is no number, such as 1.2.3 or 192.168.0.1, part by part."""
    parts = [part for part in re.split(r"[.,٫٬]", written) if part]
    said = [
        language.numerals.cardinal(int(part))
        if len(part) < 4
        else digit_words(language.numerals, part)
        for part in parts
    ]
    return f" {_POINT.get(language.code, language.words.point)} ".join(said)
