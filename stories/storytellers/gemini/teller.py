"""The storyteller: what the model answers becomes a story's start and its scenes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from edusmart.work.errors import WorkError
from stories.reading.records import Document
from stories.storytellers import StoryStart, TellingBrief, ToldScene
from stories.storytellers.gemini.answering import Draft, drafts
from stories.storytellers.gemini.asking import config, most_scenes, planned_scenes, question
from stories.storytellers.gemini.fitting import LONGEST_TITLE, fit, line
from tts.voices import LANGUAGES

_NOTHING = "The storyteller found nothing to tell in this document."


class GeminiStoryteller:
    """Tells one story with one call: `start` opens it, `tell` goes on where `start` stopped reading.

    Both raise Refused, RateLimited, Unavailable or WorkError. Scenes given before an error stay
    told: a later attempt passes their texts to `start`, and the model goes on after them.
    """

    def __init__(self) -> None:
        self._drafts: Generator[Draft, None, None] | None = None
        self._latest = Draft()

    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        """The title, "" where scenes were `told` already, the language, and the number planned."""
        self._drafts, self._latest = _asked(document, brief, told), Draft()
        for draft in self._drafts:
            self._latest = draft
            if draft.is_headed:
                break
        title = line(self._latest.title, LONGEST_TITLE) or document.title
        spoken = self._latest.language if self._latest.language in LANGUAGES else document.language
        return StoryStart(
            title="" if told else title,
            language=brief.language or spoken,
            scene_count=max(planned_scenes(document, brief), len(told)),
        )

    def tell(self, document: Document, brief: TellingBrief, after: int = -1) -> Iterator[ToldScene]:
        """The scenes past `after`, each as soon as it can no longer change."""
        if self._drafts is None:
            self.start(document, brief)
        index = after + 1
        pages = {page.number for page in document.pages}
        with closing(self._scenes()) as scenes:
            for raw in scenes:
                if index >= most_scenes(brief):
                    break
                if scene := fit(raw, index, pages):
                    yield scene
                    index += 1
        if not index:
            raise WorkError(_NOTHING, "nothing")

    def _scenes(self) -> Generator[object, None, None]:
        """The scenes as they came, each once; ends the call when it is closed."""
        if self._drafts is None:
            return
        with closing(self._drafts) as following:
            yield from self._latest.scenes
            seen = len(self._latest.scenes)
            for draft in following:
                yield from draft.scenes[seen:]
                seen = max(seen, len(draft.scenes))


def _asked(
    document: Document, brief: TellingBrief, told: Sequence[str]
) -> Generator[Draft, None, None]:
    """The model's drafts; nothing is asked when every scene there may be is told."""
    if len(told) < most_scenes(brief):
        yield from drafts(question(document, told), config(document, brief, told))
