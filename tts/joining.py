"""Several recordings as one MP3 with a chapter for each. Nothing is copied."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from edusmart.accounts.errors import Wrong
from edusmart.media import MIME_TYPES, on_disk
from edusmart.media.spans import Span, Whole
from edusmart.work.errors import NotYet
from tts.chapters import Chapter, tag
from tts.models import Recording
from tts.mp3 import Frames, NotFrames, frames_of

#: Of how the file is put together: a change is a new file for everybody who has the old one.
EDITION = "1"


@dataclass(frozen=True)
class Part:
    """One recording and what its chapter is called."""

    title: str
    recording: Recording


@dataclass(frozen=True)
class About:
    """What the file's head says. `language` has two letters; `cover` names a stored JPEG, "" for none."""

    title: str
    author: str
    album: str
    language: str
    cover: str = ""


@dataclass(frozen=True)
class Joined:
    """The file and its chapters, whose times are in seconds."""

    file: Whole
    chapters: Sequence[Chapter]


def join(about: About, parts: Sequence[Part], changed_at: datetime) -> Joined:
    """Raises Wrong: audio that is lost or does not fit into one file (409), not now (503)."""
    frames = [_frames(part) for part in parts]
    if len({(it.rate, it.channels) for it in frames}) > 1:
        raise Wrong(
            "The parts were recorded by different voices that do not fit into one file. Generate "
            "them again to join them.",
            "mixed_audio",
            409,
        )
    chapters = list(_chapters(parts, frames))
    head = tag(
        about.title, about.author, about.album, about.language, chapters, _picture(about.cover)
    )
    spans = [
        Span("", 0, len(head), head),
        *(Span(p.recording.file, f.at, f.size) for p, f in zip(parts, frames, strict=True)),
    ]
    made_of = [EDITION, head.hex(), *(part.recording.sha256 for part in parts)]
    etag = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:32]
    return Joined(Whole(spans, MIME_TYPES["mp3"], etag, changed_at), chapters)


def _frames(part: Part) -> Frames:
    try:
        return frames_of(part.recording)
    except (NotFrames, FileNotFoundError) as lost:
        raise Wrong(
            f"The audio of “{part.title}” cannot be read. Generate it again.", "lost_audio", 409
        ) from lost
    except NotYet as away:
        raise Wrong(away.sentence, "storage", 503) from away


def _chapters(parts: Sequence[Part], frames: Sequence[Frames]) -> Iterator[Chapter]:
    times = [0.0]
    for it in frames:
        times.append(times[-1] + it.seconds)
    for part, (start, end) in zip(parts, pairwise(times), strict=True):
        yield Chapter(part.title, start, end)


def _picture(cover: str) -> bytes:
    if not cover:
        return b""
    try:
        with on_disk(cover) as path:
            return path.read_bytes()
    except (FileNotFoundError, NotYet):  # the sound is what was asked for
        return b""
