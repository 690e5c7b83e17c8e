"""The provider's filters: off unless asked for, so every call asks for them."""

from google.genai import types

_SEXUAL = types.HarmCategory.HARM_CATEGORY_SEXUALLY_EXPLICIT
_HATE = types.HarmCategory.HARM_CATEGORY_HATE_SPEECH
_HARASSMENT = types.HarmCategory.HARM_CATEGORY_HARASSMENT
_DANGEROUS = types.HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT
_LOW = types.HarmBlockThreshold.BLOCK_LOW_AND_ABOVE
_MEDIUM = types.HarmBlockThreshold.BLOCK_MEDIUM_AND_ABOVE

# Lessons on wars, diseases or wolves that eat grandmothers would be blocked at the strictest level.
FOR_TEXT = {_SEXUAL: _LOW, _HATE: _MEDIUM, _HARASSMENT: _MEDIUM, _DANGEROUS: _MEDIUM}
# A picture shows less than a lesson tells; only volcanoes and storms need the wider bound.
FOR_PICTURES = {_SEXUAL: _LOW, _HATE: _LOW, _HARASSMENT: _LOW, _DANGEROUS: _MEDIUM}


def filters(
    levels: dict[types.HarmCategory, types.HarmBlockThreshold],
) -> list[types.SafetySetting]:
    """Return the levels as a call's `safety_settings`."""
    return [
        types.SafetySetting(category=category, threshold=threshold)
        for category, threshold in levels.items()
    ]
