"""Signs between numbers: sums, ranges, fractions, powers."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.counting import digit_words
from tts.service.text.spoken.languages.language import Language

_FRACTIONS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_PHONE: Final = (
    r"(?<![\w.,-])(?:\+\d{1,3}[ -])?(?:\(\d{1,5}\) ?)?\d{2,4}(?:[ -]\d{2,4}){2,5}(?![\w-])|"
    r"(?<![\w.,-])\(\d{1,5}\) ?\d{2,4}(?:[ -]\d{2,4}){1,5}(?![\w-])|"
    r"(?<![\w.,-])\d{1,7}(?:-\d{1,7}){3,6}(?![\w-])|"
    r"(?<![\w.,-])\d{3}-\d{4}(?![\w-])|\+\d{8,15}(?!\w)"
)
_CALLED: Final = (
    r"\b(?i:tel|tél|phone|telephone|teléfono|téléphone|fax|هاتف)\.?:? ?"
    r"(?P<said>\+?\d[\d -]{5,20}\d)"
)
_RANGE: Final = r"(?<=[\d%٪$€£¥₹])(?:[–-]| – )(?=[$€£]?\d)(?![\d–-]{0,20}[–-]\d)"
_HYPHENATED: Final = (
    r"(?P<whole>(?<![\w.,/])\d{1,4} )?(?<![\w.,/])(?P<upper>\d{1,3})[/⁄](?P<lower>\d{1,3})(?![\w/])"
)
_BY: Final = {"en": "by", "es": "por", "fr": "sur", "ar": "في"}
# “6 in.” are inches where no sentence ends, and “6 in” beside a length.
_INCHES: Final = (
    r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{1,3})?)(?: |-)"
    r"(?:in\.(?=[^\S\n][a-z]|[^\S\n]?[x×])|in(?= (?:long|wide|high|tall|deep|thick|across)\b))"
)
_FEET_AND_INCHES: Final = (
    rule(r"(?<= ft )(?P<said>\d{1,2} in)\b", lambda match: f"{match['said'][:-3]} inches"),
    rule(
        r"(?<=\d )(?P<said>ft\. \d{1,2} in\b)",
        lambda match: f"ft {match['said'].split()[1]} inches",
    ),
    rule(_INCHES, lambda match: _inches(match)),
    rule(
        r"(?<![\w'’])(?P<feet>\d{1,2})['’′](?P<inches>\d{1,2})(?:\"|”|″|'')",
        lambda match: f"{match['feet']} feet {match['inches']} inches",
    ),
)
_BESIDE_INCHES: Final = re.compile(
    r"\s(?:long|wide|high|tall|deep|thick|across|by|of|and|or|from)\b"
)
_POWER: Final = r"(?<=[\w)])[²³](?![⁰¹²³⁴-⁹])"
_LOWERED: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def joining_steps(language: Language) -> Sequence[Step]:
    """Return the steps that look at whole numbers, before those are said with their units."""
    words = language.words
    by = f" {_BY[language.code]} "
    return (
        *(_FEET_AND_INCHES if language.code == "en" else ()),
        rule(r"(?<=[,.]\d)º(?!\w)", "°"),
        rule(r"(?<=\d)[^\S\n]?(?:mm|cm|m|km|in|ft)(?P<said>[^\S\n]?[x×][^\S\n]?)(?=\d)", by),
        rule(_PHONE, _phone(language)),
        rule(_CALLED, _phone(language)),
        rule(r"(?<=[\d)²³]) [−-] (?=[\d(])", f" {words.minus} "),
        rule(
            r"(?<=\b[A-Za-z]) [−-] (?=\d)|(?<=\d) [−-] (?=[A-Za-z]\b)|(?<=\d)−(?=\d)",
            f" {words.minus} ",
        ),
        rule(r"(?<![\w.,)\]%٪$€£¥₹−-])[−-](?=[$€£]?\d)", f"{words.minus} "),
        rule(_RANGE, f" {words.to} "),
    )


def formula_steps(language: Language) -> Sequence[Step]:
    """Return the steps for what stands between numbers; the numbers themselves are said later."""
    words, signs = language.words, language.signs
    return (
        rule(r"(?<![\w'’])(?P<said>[a-z])(?=[a-z][²³])", lambda match: f"{match[0]} "),
        rule(_POWER, lambda match: f" {signs[match[0]]}"),
        rule(r"(?<=\d)(?:\^(?P<figures>\d{1,3})|[⁰¹²³⁴-⁹]{1,3})", _power(language)),
        rule(r"[₀-₉]{1,3}", lambda match: f" {match[0].translate(_LOWERED)} "),
        rule(_HYPHENATED, _fraction(language)),
        rule(rf"(?P<whole>\d{{1,6}}[^\S\n]?)?(?P<sign>[{''.join(_FRACTIONS)}])", _sign(language)),
        rule(r"(?<=\d)[^\S\n]?(?P<said>[*×x])[^\S\n]?(?=\d)", f" {signs['×']} "),
        rule(r"[^\S\n]?(?P<said>[=≤≥≠≈×÷±√π])", _spaced(signs)),
        rule(r"(?<=[\w)]) ?(?P<said>[<>]) ?(?=[\w(])", _spaced(signs)),
        rule(r"(?<=[\d)])(?P<said>\+)(?=[\d(])|(?<= )\+(?= )|(?<![\w+])\+(?=\d)", f" {signs['+']} "),
        rule(r"(?<=[^\W_])\+(?=[a-z](?![a-z]))", f" {signs['+']} "),
        rule(r"(?<!\w)A[-–]Z(?!\w)", f"A {words.to} Z"),
        rule(r"(?<=[^\W\d]) / (?=\w)|(?<=\w) / (?=[^\W\d])", ", "),
        rule(r"~(?=\d)", f"{signs['~']} "),
        rule(r"(?<=\d)/(?=\d)|(?<=[^\W\d_])/(?=[^\W\d_])", " "),
        rule(r"(?<=\d)[^\S\n]?(?P<said>:)[^\S\n]?(?=\d)", f" {words.to} "),
        rule(r"(?<=[\w ])&(?=[\w ])", f" {words.and_} "),
        rule(r"#(?=\d)", f"{words.number} "),
        rule(r"#(?=[^\W\d_])", ""),
    )  # fmt: skip


def _inches(match: "re.Match[str]") -> str:
    """Return inches, or before the thing itself one: “a 6 in. nail”."""
    is_many = match["number"] != "1" and _BESIDE_INCHES.match(match.string, match.end())
    return f"{match['number']} inch{'es' if is_many else ''}"


def _spaced(signs: Mapping[str, str]) -> Saying:
    return lambda match: f" {signs[match['said']]} "


def _power(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str:
        raised = match["figures"] or match[0].translate(_RAISED)
        return f" {language.words.power} {raised}"

    return say


def _phone(language: Language) -> Saying:
    """Say a telephone number digit by digit; years and sums have other groups of digits."""

    def say(match: "re.Match[str]") -> str | None:
        called = match.groupdict().get("said")
        written = called or match[0]
        digits = re.sub(r"\D", "", written)
        if len(digits) < 7 or (not called and re.fullmatch(r"\d{1,3}(?: \d{3})+", written)):
            return None
        groups = [digit_words(language.numerals, group) for group in re.findall(r"\d+", written)]
        plus = f"{language.signs['+']} " if written.startswith("+") else ""
        return plus + ", ".join(groups)

    return say


def _fraction(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        upper, lower = int(match["upper"]), int(match["lower"])
        # “24/7” is no part of a whole.
        if not 0 < upper < lower:
            return None
        return _mixed(language, match["whole"], upper, lower)

    return say


def _mixed(language: Language, whole: str | None, upper: int, lower: int) -> str:
    said = language.fraction(upper, lower)
    if not whole:
        return said
    if language.code == "en":
        said = re.sub("^one ", "a ", said)
    joint = " و" if language.code == "ar" else f" {language.words.and_} "
    return f"{whole.strip()}{joint}{said}"


def _sign(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str:
        return _mixed(language, match["whole"], *_FRACTIONS[match["sign"]])

    return say
