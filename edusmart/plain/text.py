"""Characters that no page, XML or database can hold, taken out of texts that come from outside."""

import re

# What shapes Arabic letters or embeds a direction is no control character and stays. An override, which shows
# letters in an order that they do not have, only deceives.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Return the text without control characters; line ends and tabs stay."""
    return _CONTROLS.sub("", text)
