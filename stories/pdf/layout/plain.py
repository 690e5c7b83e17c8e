"""A text's words alone, for comparing."""

import re


def plain(text: str) -> str:
    """Return the words alone, in small letters."""
    return " ".join(re.findall(r"\w+", text.casefold()))
