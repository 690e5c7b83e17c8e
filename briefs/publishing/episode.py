"""A whole brief as one file: an MP3 with a chapter for each item, or a zip.

Both are read from the stored recordings while they are sent, and never in memory as a whole.
"""

import io
import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining

from briefs.models import Brief, SoundingText
from briefs.publishing.heard import Heard, heard_of, heard_of_all
from edusmart.accounts.errors import RequestRefused
from edusmart.media.concatenation import Concatenation, Span, all_of, find_all
from edusmart.work.errors import NotYet
from tts.audio.gap import Gap
from tts.audio.id3 import Chapter
from tts.audio.join import About, Part, join
from tts.models import Recording


@dataclass(frozen=True)
class RecordedItem:
    """An item with its recording."""

    item: SoundingText
    recording: Recording


@dataclass(frozen=True)
class WholeBrief:
    """A brief's MP3 and what is in it; times in seconds."""

    file: Concatenation
    chapters: Sequence[Chapter]
    items: Sequence[RecordedItem]

    @property
    def seconds(self) -> float:
        """Return the length of the MP3."""
        return self.chapters[-1].end


def recorded_items(heard: Heard) -> list[RecordedItem]:
    """Return the items that can be heard now, in their order."""
    return [RecordedItem(item, item.recording) for item in heard.items if item.recording]


def whole_brief(brief: Brief) -> WholeBrief:
    """Return all of the brief that can be heard as one MP3.

    Raises RequestRefused: nothing to hear (409), not now (503).
    """
    return _joined(heard_of(brief))


def whole_briefs(briefs: Sequence[Brief]) -> list[tuple[Brief, WholeBrief]]:
    """Return each of the briefs that can be heard with its MP3; two queries.

    Raises RequestRefused: not now (503).
    """
    found = []
    for heard in heard_of_all(briefs):
        try:
            found.append((heard.brief, _joined(heard)))
        except RequestRefused as refused:
            if refused.status == 503:  # podcast clients delete an episode that the feed leaves out
                raise
    return found


def _joined(heard: Heard) -> WholeBrief:
    parts = recorded_items(heard)
    if not parts:
        raise RequestRefused("Nothing of this brief can be heard yet.", "no_audio", 409)
    brief, programme = heard.brief, heard.brief.programme
    author, album = (programme.author, programme.title) if programme else ("", "")
    about = About(brief.heard_title, author, album, brief.heard_language)
    named = [Part(_heading(part.item), part.recording) for part in parts]
    gap = Gap(brief.pause_seconds, brief.has_jingle)
    made = join(about, named, _changed_at(heard, parts), gap)
    return WholeBrief(made.file, made.chapters, parts)


def _heading(item: SoundingText) -> str:
    return item.title.strip() or item.text.strip()[:60]


def zipped(brief: Brief) -> AsyncIterator[bytes]:
    """Return a zip of the brief's items, written as it is sent.

    Raises RequestRefused when nothing can be heard.
    """
    parts = recorded_items(heard_of(brief))
    if not parts:
        raise RequestRefused("Nothing of this brief can be heard yet.", "no_audio", 409)
    tracks = [_track(brief, part, number, len(parts)) for number, part in enumerate(parts, 1)]
    # Once the first byte is sent, a lost file can only break the download off.
    check_stored([span for track in tracks for span in track.spans])
    return _zip(tracks)


@dataclass(frozen=True)
class _Track:
    """A file of the zip."""

    entry: zipfile.ZipInfo
    spans: Sequence[Span]

    @property
    def size(self) -> int:
        return sum(span.size for span in self.spans)


def _track(brief: Brief, part: RecordedItem, number: int, count: int) -> _Track:
    """Return an item as a file that players sort and name; what is no MP3 stays as it is."""
    recording = part.recording
    extension = recording.file.rpartition(".")[2]
    spans: Sequence[Span] = [Span(recording.file, 0, recording.size)]
    if extension == "mp3":
        author = brief.programme.author if brief.programme else ""
        language = part.item.spoken_language
        about = About(
            str(part.item), author, brief.heard_title, language, track=f"{number}/{count}"
        )
        spans = join(about, [Part(str(part.item), recording)], recording.created_at).file.spans
    made_at = recording.created_at.timetuple()[:6]
    return _Track(zipfile.ZipInfo(file_name(str(part.item), extension, number), made_at), spans)


def check_stored(spans: Sequence[Span]) -> None:
    """Raise RequestRefused when one of the files is lost (409) or cannot be fetched now (503)."""
    try:
        find_all(spans)
    except FileNotFoundError as lost:
        raise RequestRefused(
            "Some audio of this brief is lost. Generate it again.", "lost_audio", 409
        ) from lost
    except NotYet as away:
        raise RequestRefused(away.sentence, "storage", 503) from away


def file_name(title: str, extension: str, number: int | None = None) -> str:
    """Return a file name of what file systems allow of the title, which may have a number before it."""
    # Arabic vowel marks and accents are neither letters nor digits, but belong to the word.
    plain = "".join(c if c.isalnum() or combining(c) or c in " -_" else " " for c in title)
    # File systems take 255 bytes, and most letters have up to three.
    words = " ".join(plain.split())[:80] or "brief"
    return f"{words}.{extension}" if number is None else f"{number:02} {words}.{extension}"


async def _zip(tracks: Sequence[_Track]) -> AsyncIterator[bytes]:
    sink = _Sink()
    # MP3s do not get smaller.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for track in tracks:
            sent = 0
            with archive.open(track.entry, "w") as inside:
                async for chunk in all_of(track.spans):
                    sent += len(chunk)
                    inside.write(chunk)
                    yield sink.taken()
            if sent < track.size:
                return  # without its end no program takes the archive for complete
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file to write the archive to, which holds only what was not sent yet."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held


def _changed_at(heard: Heard, parts: Sequence[RecordedItem]) -> datetime:
    """Return when the file last changed: its words, its programme's, or a recording."""
    recorded = (part.item.narration.finished_at for part in parts if part.item.narration)
    programme = heard.brief.programme
    times = [heard.changed_at, *([programme.updated_at] if programme else [])]
    return max([*times, *(at for at in recorded if at)])
