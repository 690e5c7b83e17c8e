"""What a server can be asked for beside the question; found out by asking, and kept while the process runs.

OpenAI's API grew, and no server has all of it. What one refuses to understand is left away from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings

#: How a response is held to a shape: by the server's grammar (asked for as OpenAI or as llama.cpp has it), to
#: any JSON, or by the prompt alone.
Structure = Literal["schema", "json with schema", "json", "prompt"]
_STEPS: tuple[Structure, ...] = ("schema", "json with schema", "json", "prompt")

_STRUCTURED = ("response_format", "json_schema", "json_object", "schema", "grammar", "structured")


@dataclass
class Abilities:
    """How to ask one model of one server; `forget` learns from a refusal."""

    structure: Structure = "schema"
    #: The parameter that bounds what is written; "" for none.
    limit: str = "max_tokens"
    #: Whether a stream ends with what it has used.
    reports_usage: bool = True
    #: Whether pictures are asked for in base64; servers that always give it may refuse the word.
    asks_base64: bool = True

    def forget(self, said: str) -> bool:
        """Leave away what the server's words complain of. Returns False where they name nothing of it."""
        if self.reports_usage and "stream_options" in said:
            self.reports_usage = False
        elif settings.OPENAI_MAX_OUTPUT_TOKENS and self.limit and self.limit in said:
            # Servers that know only the older name ignore the newer one; OpenAI refuses the older.
            self.limit = "max_completion_tokens" if self.limit == "max_tokens" else ""
        elif self.structure != "prompt" and any(word in said for word in _STRUCTURED):
            self.structure = _STEPS[_STEPS.index(self.structure) + 1]
        else:
            return False
        return True

    def forget_base64(self, said: str) -> bool:
        """The same for a picture, of which only its encoding is asked for."""
        was, self.asks_base64 = self.asks_base64, self.asks_base64 and "response_format" not in said
        return was != self.asks_base64

    def options(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters that hold a response to the schema and the limit."""
        options: dict[str, Any] = {}
        if self.limit and settings.OPENAI_MAX_OUTPUT_TOKENS:
            options[self.limit] = settings.OPENAI_MAX_OUTPUT_TOKENS
        if self.structure == "schema":
            shape = {"name": name, "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.structure == "json with schema":
            options["response_format"] = {"type": "json_object", "schema": schema}
        elif self.structure == "json":
            options["response_format"] = {"type": "json_object"}
        return options

    @property
    def holds_the_shape(self) -> bool:
        """Whether the server's grammar does, so that the prompt need not."""
        return self.structure in ("schema", "json with schema")


_known: dict[tuple[str, str], Abilities] = {}


def abilities_of(url: str, model: str) -> Abilities:
    """Return what is known of the model at this address; a new one is expected to have everything."""
    return _known.setdefault((url, model), Abilities())


def forget_all() -> None:
    """Expect everything of every server again."""
    _known.clear()
