"""Characters that no page, XML or database can hold, taken out of texts that come from outside."""

import re

# What shapes Arabic letters or embeds a direction is no control character and stays. An override, which shows
# letters in an order that they do not have, only deceives.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]")


#: A character that is seen, as JSON Schema has it: no space, no control or format character, none of private
#: use. Of a title at least one is.
SEEN = (
    r"[^\s\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)

_SEEN = re.compile(SEEN)


def is_seen(text: str) -> bool:
    """Return whether something of the text is seen."""
    return bool(_SEEN.search(text))


#: The stroke that lengthens Arabic words: a letter to Unicode, and alone only a line.
_STROKE = "\u0640"


def is_said(text: str) -> bool:
    """Return whether something of the text can be read aloud: a letter or a digit."""
    return any(character.isalnum() for character in text if character != _STROKE)


def without_controls(text: str) -> str:
    """Return the text without control characters; line ends and tabs stay."""
    return _CONTROLS.sub("", text)
