"""The languages of stories, briefs and voices."""

LANGUAGES = {"en": "English", "ar": "العربية", "es": "Español", "fr": "Français"}
RIGHT_TO_LEFT = frozenset({"ar"})
DEFAULT_LANGUAGE = "en"


def language_name(code: str) -> str:
    """Return a language as its speakers call it; "–" for none."""
    return LANGUAGES.get(code, code) or "–"


def direction(language: str) -> str:
    """Return the direction of the language's script as HTML has it: `rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
