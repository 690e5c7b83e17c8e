"""The languages whose figures and signs can be said."""

from tts.service.text.scripts import family
from tts.service.text.spoken.languages.arabic import arabic
from tts.service.text.spoken.languages.english import english
from tts.service.text.spoken.languages.french import french
from tts.service.text.spoken.languages.language import Language
from tts.service.text.spoken.languages.spanish import spanish


def language_of(code: str) -> Language | None:
    """Return the language of a code such as `en-us`; None for one without rules."""
    known = {"ar": arabic, "es": spanish, "fr": french}
    if family(code) == "en":
        # Only Americans begin a date with its month.
        return english(code.lower().replace("_", "-") in ("en", "en-us"))
    return known[family(code)]() if family(code) in known else None
