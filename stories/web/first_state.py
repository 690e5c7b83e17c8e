"""The state that a player's page begins with, kept small: a long story opens soon on a weak network."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import json_script
from django.utils.safestring import SafeString

from edusmart.live.frames import Row, StateFrame
from tts.languages import LANGUAGES


def without_word_times(frame: StateFrame, scene: int) -> StateFrame:
    """Return the frame with the word times of one scene (index from 0) alone.

    Those of the other scenes are null: the player asks for them before each is heard.
    """
    rows = frame["rows"]
    heard = [row["narration"] for row in rows if row.get("scene_index") == scene]
    return {**frame, "rows": [row if row["id"] in heard else _wordless(row) for row in rows]}


def languages_beside(language: str) -> str:
    """Return as JSON the languages that a story in `language` can have besides it, code to name.

    All of them: one may come while the page is open.
    """
    names = {code: label for code, label in LANGUAGES.items() if code != language}
    return json.dumps(names, ensure_ascii=False)


def _wordless(row: Row) -> Row:
    return {**row, "words": None} if row["kind"] == "narration" and row["words"] else row


def json_block(value: Any, element_id: str) -> SafeString:
    """Return what the `json_script` filter does, without escapes of letters and without spaces."""
    return json_script(value, element_id, _Compact)


class _Compact(DjangoJSONEncoder):
    def __init__(self, **options: Any) -> None:
        # Arabic letters as escapes take six bytes instead of two.
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})
