"""Join recordings into one MP3 with a chapter for each, without copying them.

The file is a list of spans of the stored recordings; only a recording of another format than the others
has a copy made in theirs.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TypeVar

from edusmart.accounts.errors import RequestRefused
from edusmart.media import MIME_TYPES, on_disk
from edusmart.media.concatenation import Concatenation, Span
from edusmart.work.errors import NotYet
from tts.audio.gap import Gap, filling
from tts.audio.id3 import Chapter, Tags, id3_tag
from tts.audio.info_frame import info_frame
from tts.audio.mp3_frames import Frames, NoFrames, find_frames
from tts.audio.provenance import spoken_by
from tts.audio.resample import resampled
from tts.models import Recording

#: Part of the ETag: raise it when the file is put together in another way, or caches keep the old one.
EDITION = "2"

NO_GAP = Gap()

T = TypeVar("T")
Sound = tuple[int, int]  # hertz, channels
USUAL: Sound = (24_000, 1)  # where no part is an MP3


@dataclass(frozen=True)
class Part:
    """One recording and the title of its chapter."""

    title: str
    recording: Recording


@dataclass(frozen=True)
class About:
    """What the ID3 tag says. `language` has two letters; `cover` names a stored JPEG, "" for none.

    `track` is its place among files that belong together, such as 2/5.
    """

    title: str
    author: str
    album: str
    language: str
    cover: str = ""
    track: str = ""


@dataclass(frozen=True)
class Joined:
    """The file and its chapters, whose times are in seconds."""

    file: Concatenation
    chapters: Sequence[Chapter]


def join(about: About, parts: Sequence[Part], changed_at: datetime, gap: Gap = NO_GAP) -> Joined:
    """Return the parts as one file, with the gap between them. `changed_at` is its Last-Modified.

    Raises RequestRefused: audio that is lost (409), not now (503).
    """
    parts, frames = _in_one_format(parts)
    between = filling(gap, frames[0].rate, frames[0].channels)
    chapters = list(_chapters(parts, frames, between.frames.seconds if between else 0.0))
    tags = Tags(about.title, about.author, about.album, about.language, about.track)
    notes = spoken_by(part.recording.engine for part in parts)
    sounds = [Span(p.recording.file, f.at, f.size) for p, f in zip(parts, frames, strict=True)]
    if between:
        pause = Span("", 0, len(between.content), between.content)
        sounds, frames = _between(sounds, pause), _between(frames, between.frames)
    head = id3_tag(tags, chapters, _picture(about.cover), notes) + info_frame(frames)
    made_of = [EDITION, head.hex(), *(part.recording.sha256 for part in parts)]
    if between:
        made_of.append(hashlib.sha256(between.content).hexdigest())
    etag = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:32]
    spans = [Span("", 0, len(head), head), *sounds]
    return Joined(Concatenation(spans, MIME_TYPES["mp3"], etag, changed_at), chapters)


def _between(things: Sequence[T], other: T) -> list[T]:
    """Return the things with the other one between each two."""
    return [it for thing in things for it in (thing, other)][:-1]


def frames_of(recording: Recording) -> Frames:
    """Return the recording's frames, found once and saved with it.

    Raises NoFrames, FileNotFoundError, NotYet.
    """
    if recording.frames is None:
        with on_disk(recording.file) as path, path.open("rb") as file:
            recording.frames = asdict(find_frames(file))
        Recording.objects.filter(pk=recording.pk).update(frames=recording.frames)
    return Frames(**recording.frames)


def _in_one_format(parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Frames]]:
    """Return the parts and their frames in the format of most of the sound; what differs is a copy."""
    found = [_frames_or_none(part) for part in parts]
    lengths: Counter[Sound] = Counter()
    for it in found:
        if it:
            lengths[it.rate, it.channels] += round(1000 * it.seconds)
    wanted = lengths.most_common(1)[0][0] if lengths else USUAL
    pairs = [_in_format(part, it, wanted) for part, it in zip(parts, found, strict=True)]
    return [part for part, _ in pairs], [frames for _, frames in pairs]


def _frames_or_none(part: Part) -> Frames | None:
    """Return the part's frames, or None where it is no MP3."""
    with _refusing(part), suppress(NoFrames):
        return frames_of(part.recording)
    return None


def _in_format(part: Part, frames: Frames | None, wanted: Sound) -> tuple[Part, Frames]:
    if frames and (frames.rate, frames.channels) == wanted:
        return part, frames
    with _refusing(part):
        copy = resampled(part.recording, *wanted)
        return replace(part, recording=copy), frames_of(copy)


@contextmanager
def _refusing(part: Part) -> Iterator[None]:
    """Turn what is wrong with a recording into a RequestRefused that names the part."""
    try:
        yield
    except (NoFrames, FileNotFoundError) as lost:
        raise RequestRefused(
            f"The audio of “{part.title}” cannot be read. Generate it again.", "lost_audio", 409
        ) from lost
    except NotYet as away:
        raise RequestRefused(away.sentence, "storage", 503) from away


def _chapters(
    parts: Sequence[Part], frames: Sequence[Frames], gap_seconds: float
) -> Iterator[Chapter]:
    start = 0.0
    for part, it in zip(parts, frames, strict=True):
        end = start + it.seconds
        yield Chapter(part.title, start, end)
        start = end + gap_seconds


def _picture(cover: str) -> bytes:
    if not cover:
        return b""
    try:
        with on_disk(cover) as path:
            return path.read_bytes()
    except (FileNotFoundError, NotYet):  # better without its picture than not at all
        return b""
