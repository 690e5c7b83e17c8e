"""Encode a recording again. Imports av, which is heavy: import this module where it is needed."""

import io
from itertools import chain
from typing import IO

import av
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError

from edusmart.media import on_disk
from tts.audio.mp3_frames import NoFrames
from tts.models import Recording

BITS_PER_SECOND = {1: 64_000, 2: 128_000}
# A joined file has one tag, and no frames that describe only a part of it.
PLAIN = {"write_xing": "0", "id3v2_version": "0"}


def encode(recording: Recording, rate: int, channels: int) -> bytes:
    """Return the recording as bare MP3 frames, at `rate` hertz.

    Raises NoFrames (nothing to decode), FileNotFoundError, NotYet.
    """
    with on_disk(recording.file) as path:
        return encode_file(str(path), rate, channels)


def encode_file(sound: str | IO[bytes], rate: int, channels: int) -> bytes:
    """Return a file's sound as bare MP3 frames, at `rate` hertz. Raises NoFrames, FileNotFoundError."""
    written = io.BytesIO()
    try:
        with (
            av.open(sound, "r") as source,
            av.open(written, "w", format="mp3", options=PLAIN) as target,
        ):
            _encode(source, target, rate, channels)
    except (FFmpegError, IndexError, ValueError) as error:  # IndexError: no audio in it
        # PyAV's error for a missing file is one of FFmpeg's as well.
        if isinstance(error, FileNotFoundError):
            raise
        raise NoFrames("no sound that could be decoded") from error
    return written.getvalue()


def _encode(
    source: InputContainer,
    target: OutputContainer,
    rate: int,
    channels: int,
) -> None:
    stream = target.add_stream("libmp3lame", rate=rate)
    stream.layout = layout = "mono" if channels == 1 else "stereo"
    stream.bit_rate = BITS_PER_SECOND[channels]
    resampler = av.AudioResampler("s16p", layout, rate)
    # None at the end brings out what the resampler still holds.
    for frame in chain(source.decode(audio=0), [None]):
        for resampled in resampler.resample(frame):
            # Without a time the encoder counts on by itself.
            resampled.pts = None
            target.mux(stream.encode(resampled))
    target.mux(stream.encode(None))
