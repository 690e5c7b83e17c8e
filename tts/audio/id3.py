"""Write the ID3 2.4 tag of an MP3 of several parts: its title, its cover and a chapter for each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UTF8 = b"\x03"
# The times say where a chapter is, not offsets into the file.
NO_OFFSET = b"\xff\xff\xff\xff"
TOP_LEVEL_AND_ORDERED = b"\x03"
JPEG_FRONT_COVER = b"\x00image/jpeg\x00\x03\x00"
MOST_CHAPTERS = 255


@dataclass(frozen=True)
class Chapter:
    """A part that lasts from `start` to `end`, in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class Tags:
    """What the file is. `language` is an ISO 639 code of two letters, `track` such as 2/5."""

    title: str
    artist: str
    album: str
    language: str
    track: str = ""


def id3_tag(
    tags: Tags, chapters: Sequence[Chapter], cover: bytes = b"",
    notes: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return the tag; `cover` is a JPEG or empty, `notes` are further texts by name.

    Chapters past MOST_CHAPTERS are left out: the count has one byte.
    """
    length = chapters[-1].end if chapters else 0
    chapters = chapters[:MOST_CHAPTERS]
    frames = [
        _text("TIT2", tags.title),
        _text("TPE1", tags.artist),
        _text("TALB", tags.album),
        *([_text("TRCK", tags.track)] if tags.track else []),
        _text("TLAN", _THREE_LETTERS.get(tags.language, "und")),
        _text("TLEN", str(_ms(length))),
        *_notes(notes or {}),
        *([_frame("APIC", JPEG_FRONT_COVER + cover)] if cover else []),
        _contents(chapters),
        *(_chapter(number, chapter) for number, chapter in enumerate(chapters)),
    ]
    return _tag(frames)


def note_tag(notes: Mapping[str, str]) -> bytes:
    """Return a tag with nothing but these texts by name."""
    return _tag(_notes(notes))


def _tag(frames: Sequence[bytes]) -> bytes:
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _synchsafe(len(body)) + body


def _notes(notes: Mapping[str, str]) -> list[bytes]:
    return [_text("TXXX", f"{name}\x00{value}") for name, value in notes.items()]


_THREE_LETTERS = {"en": "eng", "ar": "ara", "es": "spa", "fr": "fra"}


def _contents(chapters: Sequence[Chapter]) -> bytes:
    names = b"".join(_name(number) for number in range(len(chapters)))
    return _frame("CTOC", b"toc\x00" + TOP_LEVEL_AND_ORDERED + bytes([len(chapters)]) + names)


def _chapter(number: int, chapter: Chapter) -> bytes:
    times = _ms(chapter.start).to_bytes(4, "big") + _ms(chapter.end).to_bytes(4, "big")
    return _frame("CHAP", _name(number) + times + NO_OFFSET * 2 + _text("TIT2", chapter.title))


def _name(number: int) -> bytes:
    return b"chp%d\x00" % number


def _text(name: str, value: str) -> bytes:
    return _frame(name, UTF8 + value.encode("utf-8", "replace"))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _synchsafe(len(body)) + b"\x00\x00" + body


# Seven bits a byte, so that no size looks like the start of an MP3 frame.
def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
