"""Hold a told scene against its document, and have what nothing there supports mended, once."""

import logging
from dataclasses import replace
from time import monotonic
from typing import Any

from django.conf import settings

from edusmart.work.errors import NotYet, WorkError
from stories.documents import Document
from stories.faithfulness.source import Source
from stories.faithfulness.trace import Traced, trace, unsupported
from stories.providers.choice import text_provider
from stories.providers.storyteller import ToldScene, still_said

log = logging.getLogger(__name__)

#: What a telling may spend on mending in all.
SECONDS = 20.0  # listeners wait for the scene meanwhile
FEWEST_SECONDS = 1.0
#: Of a scene's words, that a mended one keeps at least: to leave everything out is no mending.
KEPT = 0.5


class SourceCheck:
    """Traces the scenes of one story that a model tells, and has each mended at most once.

    A story in the document's own words, one in another language than its document, and one of pages that
    only the model can read are not traced. Failures leave a scene as it was told.
    """

    def __init__(self, document: Document, language: str, grade: int) -> None:
        is_traced = text_provider().teaches and document.pages and document.language == language
        self._source = Source.of(document.paragraphs, language) if is_traced else None
        self._language, self._grade, self._left = language, grade, SECONDS

    def checked(self, told: ToldScene) -> tuple[ToldScene, list[dict[str, Any]]]:
        """Return the scene, mended where that helped, and its sentences with their sources, for its row."""
        if self._source is None:
            return told, []
        traced = trace(told.text, self._source)
        if unsupported(traced) and settings.MEND_INVENTIONS:
            text = self._mended(told, traced)
            again = trace(text, self._source) if text else traced
            if len(unsupported(again)) < len(unsupported(traced)):
                told, traced = replace(told, text=text, words=still_said(told.words, text)), again
        return told, [_as_json(it) for it in traced]

    def _mended(self, told: ToldScene, traced: list[Traced]) -> str:
        """Return the scene in the model's mended words, "" where there are none."""
        provider = text_provider()
        if not provider.rewords or self._left < FEWEST_SECONDS:
            return ""
        lines = dict.fromkeys(line.text for it in traced for line in it.lines)
        missing = [word for it in traced for word in it.missing]
        begun = monotonic()
        try:
            text = provider.rewriter(self._left).mend(
                told.text, self._language, self._grade, list(lines), missing
            )
        except WorkError as error:
            log.warning("scene %s stays with what has no source (%s)", told.index, error.code)
            # The model is away or asks to wait: the next scenes would only wait for the same.
            if isinstance(error, NotYet):
                self._left = 0
            return ""
        finally:
            self._left -= monotonic() - begun
        return text if len(text.split()) >= KEPT * len(told.text.split()) else ""


def _as_json(traced: Traced) -> dict[str, Any]:
    return {
        "text": traced.text,
        "lines": [{"text": line.text, "page": line.page} for line in traced.lines],
        "missing": list(traced.missing),
    }
