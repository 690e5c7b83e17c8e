"""What a player's page begins with: light, so that the page of a long story opens soon on a weak network."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString

from edusmart.live.frames import Row, StateFrame


def without_word_times(frame: StateFrame, scene: int) -> StateFrame:
    """The frame with the times of the words of this scene (from 0) alone.

    Those of the others are null: the player asks for each scene's before it is heard.
    """
    rows = frame["rows"]
    heard = [row["narration"] for row in rows if row.get("scene_index") == scene]
    return {**frame, "rows": [row if row["id"] in heard else _wordless(row) for row in rows]}


def _wordless(row: Row) -> Row:
    return {**row, "words": None} if row["kind"] == "narration" and row["words"] else row


def json_block(value: Any, element_id: str) -> SafeString:
    """As the `json_script` filter, in letters as they are and without spaces."""
    return json_script(value, element_id, _Compact)


class _Compact(DjangoJSONEncoder):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})
