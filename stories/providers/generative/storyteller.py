"""The storyteller of every streamed model: what it writes becomes a story's start and its scenes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from edusmart.work.errors import Refused, WorkError
from stories.providers.generative.draft import Draft, drafts
from stories.providers.generative.plain_text import line
from stories.providers.generative.story_prompt import StoryPrompt, planned_scenes
from stories.providers.generative.validation import (
    LONGEST_STYLE,
    LONGEST_TITLE,
    Expected,
    Unfit,
    cast_of,
    checked,
    language_of,
)
from stories.providers.storyteller import StoryStart, TellingBrief, ToldScene
from stories.reading.records import Document

_NOTHING = "The storyteller found nothing to tell in this document."

#: Sends a prompt and yields the response's text in the pieces it comes in, to its proper end.
Stream = Callable[[StoryPrompt], Generator[str, None, None]]


def title_of(given: str, document: Document) -> str:
    """Return the title that was given, else the document's own, which a stranger wrote as well."""
    return line(given, LONGEST_TITLE) or line(document.title, LONGEST_TITLE)


class StreamedStoryteller:
    """Tells one story with one call: `start` opens it, `tell` goes on where `start` stopped reading.

    What cannot be used of a response is asked for once more, with what was wrong with it. Both methods
    raise Refused, RateLimited, Unavailable or WorkError. Scenes given before an error stay told: a later
    attempt passes their texts to `start`, and the model goes on after them.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._prompt: StoryPrompt | None = None
        self._drafts: Generator[Draft, None, None] | None = None
        self._latest = Draft()
        self._language = "en"

    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        """Return the title, "" where scenes were `told` already, and how the story is told."""
        self._prompt = StoryPrompt(document, brief, tuple(told), brief.cast, brief.style)
        self._open(self._prompt)
        head = self._latest
        # The teacher's wish first, then what the model saw, then what the reader of the PDF found.
        self._language = brief.language or language_of(head.language, document.language)
        self._prompt = replace(
            self._prompt,
            # Those of an earlier attempt stay: its pictures are painted.
            cast=brief.cast or cast_of(head.cast),
            style=brief.style or line(head.style, LONGEST_STYLE),
            brief=replace(
                brief, language=self._language
            ),  # settled, should the prompt be sent again
        )
        return StoryStart(
            # A title that listeners have seen does not change.
            title="" if told else title_of(head.title, document),
            language=self._language,
            scene_count=max(planned_scenes(document, brief), len(told)),
            cast=self._prompt.cast,
            style=self._prompt.style,
        )

    def tell(self, document: Document, brief: TellingBrief, after: int = -1) -> Iterator[ToldScene]:
        """Yield the scenes past `after`, each as soon as it can no longer change."""
        if self._prompt is None:
            self.start(document, brief)
        try:
            yield from self._checked_scenes()
        except Unfit as unfit:
            self._retry(unfit.complaint)
            yield from self._last_scenes()
        finally:
            # Closing ends the call, also when the caller stops in the middle.
            if self._drafts:
                self._drafts.close()

    def _last_scenes(self) -> Iterator[ToldScene]:
        try:
            yield from self._checked_scenes()
        except Unfit as unfit:
            self._read_to_its_end()
            # Twice the same fault comes from the document: a third call would only be paid for.
            raise Refused(unfit.sentence, unfit.code) from unfit

    def _open(self, prompt: StoryPrompt) -> None:
        """Send the prompt, and read as far as the first scene."""
        self._drafts, self._latest = self._drafts_of(prompt), Draft()
        for draft in self._drafts:
            self._latest = draft
            # No further: `start` gives the title while the first scene is still being written.
            if draft.is_headed:
                break

    def _retry(self, complaint: str) -> None:
        """Send the prompt once more, from the last good scene on."""
        assert self._prompt  # noqa: S101 - `tell` has started
        self._read_to_its_end()
        self._open(replace(self._prompt, complaint=complaint))

    def _checked_scenes(self) -> Iterator[ToldScene]:
        """Yield the scenes that are fit, counted on from those told. Raises Unfit."""
        yield from self._scenes_of_call()
        self._require_a_scene()

    def _require_a_scene(self) -> None:
        if self._prompt and not self._prompt.told:
            raise Unfit("There was no scene.", _NOTHING, "nothing")

    def _scenes_of_call(self) -> Iterator[ToldScene]:
        """Yield the fit scenes of the call under way. Raises Unfit."""
        assert self._prompt  # noqa: S101 - `tell` has started
        expected = Expected(self._prompt.pages, self._language, self._prompt.cast)
        for raw in self._scenes():
            index = len(self._prompt.told)
            # A model tells more scenes than it was asked for now and then.
            if index >= self._prompt.most:
                self._read_to_its_end()
                break
            if scene := checked(raw, index, expected):
                # Kept in the prompt, so that a repair goes on after the last good scene.
                self._prompt = replace(self._prompt, told=(*self._prompt.told, scene.text))
                yield scene

    def _scenes(self) -> Iterator[object]:
        """Yield the scenes as they came, each once."""
        yield from self._latest.scenes
        seen = len(self._latest.scenes)
        for draft in self._drafts or ():
            yield from draft.scenes[seen:]
            seen = max(seen, len(draft.scenes))

    def _read_to_its_end(self) -> None:
        """Read the rest: it is paid for all the same, and only the end says how much it was."""
        with suppress(WorkError):
            for _ in self._drafts or ():
                pass

    def _drafts_of(self, prompt: StoryPrompt) -> Generator[Draft, None, None]:
        """Yield the model's drafts; nothing is asked when every scene there may be is told."""
        if len(prompt.told) < prompt.most:
            yield from drafts(self._stream(prompt))
