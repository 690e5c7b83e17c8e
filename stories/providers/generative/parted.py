"""The storyteller of models that may be small: they read too little at once, or write no whole JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edusmart.work.errors import WorkError
from stories.providers.generative.parts import (
    DoesNotFit,
    from_page,
    halves,
    in_parts,
    size,
    words,
)
from stories.providers.generative.story_prompt import (
    Share,
    StoryPrompt,
    most_scenes,
    planned_scenes,
)
from stories.providers.generative.storyteller import Stream, StreamedStoryteller
from stories.providers.storyteller import StoryStart, TellingBrief, ToldScene
from stories.reading.records import Document

TOKENS_BESIDES = 2_000  # of what is sent with a part: the rules, the cast and the scenes before
SMALLEST_PART = 200  # tokens, however small the model is said to be
SPARE_SCENES = 2  # that a part may be told in beyond its share
_NO_JSON = "It was not one whole JSON object of the shape that was asked for."


class PartedStoryteller(StreamedStoryteller):
    """Tells a document in parts where the whole does not fit, with the cast carried over.

    `context` is how many tokens the model reads and writes together, 0 where that is not known: then
    the document is halved whenever the stream raises DoesNotFit, or "too_long" before any scene.
    After scenes that were told "too_long" only means that another call goes on. A response that is no JSON is
    asked for once more.
    """

    def __init__(self, stream: Stream, context: int = 0) -> None:
        super().__init__(stream)
        # Half of what is left, as a story may be as long as its document.
        self._most = max(SMALLEST_PART, (context - TOKENS_BESIDES) // 2) if context else 0
        self._rest: list[Document] = []
        self._is_in_parts = False
        self._is_mended = False
        self._planned = self._words = 0

    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        """Return the title and how the story is told, `scene_count` for all parts together."""
        self._planned, self._words = planned_scenes(document, brief), words(document)
        first = document
        if self._most and size(document) > self._most:
            self._is_in_parts = True
            first, *self._rest = in_parts(_untold(document, brief), self._most)
        start = super().start(first, brief, told)
        return replace(
            start,
            scene_count=max(self._planned, len(told)),
        )

    def _open(self, prompt: StoryPrompt) -> None:
        """Send the prompt, or as much of its document as fits, and read as far as the first scene."""
        while True:
            prompt = replace(prompt, share=self._share_of(prompt))
            self._prompt = replace(prompt, complaint="")
            try:
                super()._open(prompt)
            except WorkError as error:
                prompt = self._after(error, prompt)
            else:
                return

    def _checked_scenes(self) -> Iterator[ToldScene]:
        assert self._prompt  # noqa: S101 - `tell` has started
        yield from self._scenes_of_part()
        while self._rest and len(self._prompt.told) < most_scenes(self._prompt.brief):
            self._open(replace(self._prompt, document=self._rest.pop(0)))
            yield from self._scenes_of_part()
        self._require_a_scene()

    def _scenes_of_part(self) -> Iterator[ToldScene]:
        """Yield the scenes of the call under way, and of those that go on where it broke off."""
        while True:
            assert self._prompt  # noqa: S101 - `tell` has started
            page, before = 0, len(self._prompt.told)
            try:
                for told in self._scenes_of_call():
                    page = max(told.source_pages, default=page)
                    yield told
            except WorkError as error:
                has_told = len(self._prompt.told) > before
                self._open(self._after(error, self._prompt, page, has_told=has_told))
            else:
                return

    def _after(
        self, error: WorkError, prompt: StoryPrompt, page: int = 0, *, has_told: bool = False
    ) -> StoryPrompt:
        """Return what to send after this failure, `page` being the last told. Raises it where it stays."""
        rest = from_page(prompt.document, page)
        if error.code == "unreadable" and not self._is_mended:
            self._is_mended = True
            return replace(prompt, document=rest, complaint=_NO_JSON)
        if error.code == "too_long" and has_told:
            self._is_in_parts = True
            return replace(prompt, document=rest)
        if isinstance(error, DoesNotFit) or error.code == "too_long":
            untold = _untold(prompt.document, prompt.brief) if prompt.told else prompt.document
            self._is_in_parts = True
            # What an earlier attempt told need not be read again.
            if size(untold) < size(prompt.document):
                return replace(prompt, document=untold)
            try:
                first, second = halves(untold)
            # Too short to divide: then it is not the document's length.
            except DoesNotFit:
                raise error from None
            self._rest.insert(0, second)
            return replace(prompt, document=first)
        raise error

    def _share_of(self, prompt: StoryPrompt) -> Share | None:
        if not self._is_in_parts:
            return None
        told, most = len(prompt.told), most_scenes(prompt.brief)
        scenes = round(self._planned * words(prompt.document) / max(1, self._words))
        # A scene for each part that follows: the end of the document must not go untold.
        end = min(told + scenes + SPARE_SCENES, most - len(self._rest)) if self._rest else most
        return Share(max(1, min(scenes, most - told)), min(most, max(told + 1, end)))


def _untold(document: Document, brief: TellingBrief) -> Document:
    """Return the document from the page that an earlier attempt reached."""
    return from_page(document, brief.reached)
