"""The shape of a told story, as a JSON schema that each provider turns into its own form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tts.languages import LANGUAGES

Schema = dict[str, Any]
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}


def story_schema() -> Schema:
    """Return the shape of a story. Its order matters: what is needed first is written first.

    It bounds no lengths: bounds on long lists make the API refuse a schema as too complex.
    """
    member = _object({"name": _STRING, "look": _STRING})
    learned = _object({"word": _STRING, "meaning": _STRING})
    asked = _object({"text": _STRING, "answers": _list_of(_STRING), "right": _NUMBER})
    scene = _object(
        {
            "narration": _STRING,
            "caption": _STRING,
            "cast": _list_of(_STRING),
            "picture_prompt": _STRING,
            "source_pages": _list_of(_NUMBER),
            "words": _list_of(learned),
            "question": asked,
        }
    )
    return _object(
        {
            "title": _STRING,
            "language": {**_STRING, "enum": list(LANGUAGES)},
            "cast": _list_of(member),
            "style": _STRING,
            "scenes": _list_of(scene),
        }
    )


def scene_schema(beside: Sequence[str] = ()) -> Schema:
    """Return the shape of a scene in other words, with the names of what is said beside its text."""
    # An object for one text, as JSON can be checked for being whole.
    return _object({"text": _STRING, **dict.fromkeys(beside, _STRING)})


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Schema]) -> Schema:
    """Return an object of exactly these properties, all required, in this order."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
