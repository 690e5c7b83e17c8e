"""All voices of a story as one MP3 whose chapters are its scenes (ID3v2.3 with CHAP and CTOC)."""

from __future__ import annotations

import struct
from typing import IO

from edusmart.accounts.errors import Wrong
from edusmart.media import on_disk
from stories.exporting.book import Book, Page

_NO_OFFSET = 0xFFFFFFFF
_UTF16 = b"\x01"
_COVER = b"\x03"
_FIRST_LOOK = 4096
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_BITRATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def write_mp3(book: Book, out: IO[bytes]) -> None:
    """Write the file. Raises Wrong where the voices cannot be put into one."""
    out.write(_tag(book))
    kinds = {_append(page, out) for page in book.pages}
    if len(kinds) > 1:
        raise Wrong(
            "The scenes were recorded with different voices that do not fit into one file. Take the "
            "EPUB instead.",
            "mixed_audio", 409,
        )  # fmt: skip


def _append(page: Page, out: IO[bytes]) -> int:
    """The frames of one recording without its tags; answers its sample rate."""
    with on_disk(page.audio) as path, path.open("rb") as file:
        start, rate = _first_frame(file.read(10), file)
        file.seek(0, 2)
        end = file.tell()
        file.seek(max(0, end - 128))
        if file.read(3) == b"TAG":
            end -= 128
        file.seek(start)
        while start < end and (chunk := file.read(min(65_536, end - start))):
            out.write(chunk)
            start += len(chunk)
    return rate


def _first_frame(head: bytes, file: IO[bytes]) -> tuple[int, int]:
    """Where the sound begins, past a tag and the frame that only describes the file; its sample rate."""
    start = 10 + _from_syncsafe(head[6:10]) if head[:3] == b"ID3" else 0
    file.seek(start)
    look = file.read(_FIRST_LOOK)
    length, rate = _frame(look)
    if any(mark in look[:length] for mark in (b"Xing", b"Info", b"VBRI")):
        return start + length, rate
    return start, rate


def _frame(look: bytes) -> tuple[int, int]:
    """Bytes and sample rate of the MPEG layer III frame that begins here. Raises Wrong."""
    if len(look) >= 4 and look[0] == 0xFF and look[1] >> 5 == 7 and (look[1] >> 1) & 3 == 1:
        version, bits, rate = (look[1] >> 3) & 3, look[2] >> 4, (look[2] >> 2) & 3
        if version in _RATES and bits < 15 and rate < 3:
            hertz = _RATES[version][rate]
            kilobits = _BITRATES[3 if version == 3 else 2][bits]
            samples = 144 if version == 3 else 72
            return samples * kilobits * 1000 // hertz + ((look[2] >> 1) & 1), hertz
    raise Wrong("These voices are not MP3. Take the EPUB instead.", "not_mp3", 409)


def _tag(book: Book) -> bytes:
    frames = [_frame_of(b"TIT2", _text(book.title)), _frame_of(b"TALB", _text(book.title))]
    frames.append(
        _frame_of(b"TLAN", _text({"ar": "ara", "es": "spa", "fr": "fra"}.get(book.language, "eng")))
    )
    if cover := next((page.picture for page in book.pages if page.picture), ""):
        with on_disk(cover) as path:
            frames.append(
                _frame_of(b"APIC", b"\x00image/jpeg\x00" + _COVER + b"\x00" + path.read_bytes())
            )
    names = [f"scene{page.index + 1}".encode() + b"\x00" for page in book.pages]
    # Top level, in order.
    contents = b"toc\x00\x03" + bytes([min(len(names), 255)]) + b"".join(names[:255])
    frames.append(_frame_of(b"CTOC", contents))
    start = 0.0
    for name, page in zip(names, book.pages, strict=True):
        frames.append(_frame_of(b"CHAP", name + _times(start, page.seconds) + _chapter_title(page)))
        start += page.seconds
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _times(start: float, seconds: float) -> bytes:
    ends = round(start * 1000), round((start + seconds) * 1000)
    return struct.pack(">IIII", *ends, _NO_OFFSET, _NO_OFFSET)


def _chapter_title(page: Page) -> bytes:
    return _frame_of(b"TIT2", _text(page.title))


def _frame_of(name: bytes, body: bytes) -> bytes:
    return name + struct.pack(">I", len(body)) + b"\x00\x00" + body


def _text(words: str) -> bytes:
    return _UTF16 + words.encode("utf-16")


def _syncsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _from_syncsafe(raw: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(raw, (21, 14, 7, 0), strict=True))
