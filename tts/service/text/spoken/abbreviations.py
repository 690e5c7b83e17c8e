"""Abbreviations and initials."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tts.service.text.spoken.edits import Step, one_of, rule
from tts.service.text.spoken.languages.language import Language
from tts.service.text.spoken.moments import ends_sentence

_NAME: Final = r"[^\S\n]?(?=[«“\"]?[A-ZÀ-ÖØ-Þ\u0621-\u064a])"
# After these no name goes on: “Malcolm X. Then he left.”
_STARTERS: Final = frozenset(
    """
    The Then He She It They We I You A An In On At But And So This That There When What Why How My Our His
    Her No Yes
    El La Los Las Un Una Y Ella Ellos Yo Le Les Il Elle Ils Elles Je Tu Nous Vous Et Mais En
    """.split()  # noqa: SIM905  # a list of words reads better as words
)
# The word “I” is no initial at the end of a sentence: “It was I. He left.”
_INITIALS: Final = r"(?<![\w.'’-])(?:[A-ZÀ-ÖØ-Þ]\.){2,8}"
_INITIAL: Final = r"(?<![\w.'’-])(?P<letter>[A-HJ-ZÀ-ÖØ-Þ])\.(?=[^\S\n]?[A-ZÀ-ÖØ-Þ])"


def abbreviation_steps(language: Language) -> Sequence[Step]:
    """Return the steps for abbreviations, those with a context before those without."""
    known = language.abbreviations
    steps = []
    if known.before_number:
        number = r"(?=[^\S\n]?[\d#]|[^\S\n][IVXLC]+\b)"
        steps.append(_step(known.before_number, language, number))
    steps.append(_step(known.always, language, r"(?!\w)"))
    if known.after_name:
        steps.append(_step(known.after_name, language, r"(?!\w)", r"(?<=[a-zà-þ]{2} )", _behind))
    if known.before_name:
        # Without a space the letters are another abbreviation, such as the Emirates' dirham.
        name = _NAME.replace("?", "", 1) if language.code == "ar" else _NAME
        steps.append(_step(known.before_name, language, name))
    if language.code != "ar":
        steps += [rule(_INITIALS, _initials), rule(_INITIAL, _initial)]
    return steps


def _step(
    forms: Mapping[str, str],
    language: Language,
    after: str,
    before: str = "",
    allowed: Callable[["re.Match[str]"], bool] = lambda match: True,
) -> Step:
    """Return the step for these abbreviations, as they are and in capitals only."""
    cases = {written.upper(): form for written, form in forms.items() if len(written) > 2} | dict(
        forms
    )
    # “Fig. 3” begins a line.
    cases = {written[:1].upper() + written[1:]: form for written, form in forms.items()} | cases
    closing = language.abbreviations.closing

    def say(match: "re.Match[str]") -> str | None:
        if not allowed(match):
            return None
        written = match[0].rstrip()
        stop = "." if written in closing and ends_sentence(match) else ""
        # What joined the abbreviation to its name, as in “n°5”, is a space when it is spoken.
        gap = " " if match[0][-1:].isspace() or _touches(match) else ""
        return f"{cases[written]}{stop}{gap}"

    return rule(rf"(?<![\w.&'’-]){before}(?:{one_of(cases)}){after}", say)


def _touches(match: "re.Match[str]") -> bool:
    return match.string[match.end() : match.end() + 1].isalnum()


def _behind(match: "re.Match[str]") -> bool:
    """Return whether the word before is a name, and what follows none: “Oak Dr.”, not “see Dr. Fox”."""
    before = match.string[max(0, match.start() - 40) : match.start()].split()
    following = match.string[match.end() : match.end() + 2]
    follows_name = following[:1] == " " and following[1:].isupper()
    return bool(before) and before[-1][:1].isupper() and not follows_name


def _initials(match: "re.Match[str]") -> str:
    letters = " ".join(match[0].replace(".", ""))
    following = match.string[match.end() : match.end() + 1]
    stop = not match.string[match.end() : match.end() + 4].strip() or _next_word(match) in _STARTERS
    return letters + ("." if stop else " " if following.isalnum() else "")


def _initial(match: "re.Match[str]") -> str | None:
    return None if _next_word(match) in _STARTERS else f"{match['letter']} "


def _next_word(match: "re.Match[str]") -> str:
    return next(iter(re.findall(r"\w+", match.string[match.end() : match.end() + 12])), "")
