"""A speech server elsewhere, such as a school's machine with a GPU, that speaks OpenAI's API.

Any server with `/v1/audio/speech` will do. `TTS_REMOTE_VOICES` says which of its voices speaks what. Word
times come from the service's own alignment, as the API has none.
"""

import http.client
import io
import json
import socket
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from threading import Timer
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

import av
import numpy as np
from av.audio.resampler import AudioResampler

from tts.service.engines.protocol import EngineFailed, EngineInfo, Utterance
from tts.service.engines.tempo import at_tempo
from tts.service.settings import Settings
from tts.service.text.scripts import family
from tts.service.voices.catalog import NAMED_VOICES, PRESETS, Style, UnknownVoice, Voice
from tts.service.voices.resolver import PRESET_PACES, VoiceResolver

HERTZ: Final = 24_000
_PIECE_BYTES: Final = 16 * 1024
_MOST_BYTES: Final = 64 * 1024 * 1024  # an hour of sound is far more than a chunk
_PREFIX: Final = "remote:"
# What an operator can do something about; what the server says itself may hold what was sent.
_REASONS: Final = {
    401: "it refuses TTS_REMOTE_KEY",
    403: "it refuses TTS_REMOTE_KEY",
    404: "it does not know the address of TTS_REMOTE_URL, or TTS_REMOTE_MODEL",
    429: "it is asked too often",
}


class RemoteSynthesizer:
    """What one thread speaks with: a connection for each chunk."""

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(speech_url(settings.tts_remote_url))
        self._model = settings.tts_remote_model
        self._seconds = settings.timeout_seconds
        key = settings.tts_remote_key
        self._headers = {
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {key}"} if key else {}),
        }

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        """Speak one chunk, checking `stopped` as its sound arrives; raises EngineFailed."""
        body = {
            "model": self._model, "input": chunk, "voice": voice.source, "response_format": "wav",
        }  # fmt: skip
        try:
            content = self._asked(json.dumps(body).encode(), stopped)
        except (OSError, ValueError, http.client.HTTPException) as error:
            kind = type(error).__name__
            raise EngineFailed(f"The remote speech server cannot be reached: {kind}.") from error
        if stopped():
            return Utterance(array("h"), [])
        # Not by the API's own `speed`, which half of the servers do not know.
        return at_tempo(Utterance(_samples(content), []), HERTZ, rate * voice.style.pace)

    def _asked(self, body: bytes, stopped: Callable[[], bool]) -> bytes:
        secure = self._url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=self._seconds)
        deadline = monotonic() + self._seconds
        # The socket's own timeout begins again with every byte, of the headers too.
        watch = Timer(self._seconds, _cut, [connection])
        watch.daemon = True
        with closing(connection), _running(watch):
            connection.request("POST", self._url.path, body, self._headers)
            response = connection.getresponse()
            if response.status != 200:
                reason = _REASONS.get(response.status, f"it answered with {response.status}")
                raise EngineFailed(f"The remote speech server did not speak: {reason}.")
            return b"".join(_pieces(response, deadline, stopped))


class RemoteEngine:
    """The voices of `TTS_REMOTE_VOICES`, each in its language."""

    name = "remote"
    sample_rate = HERTZ
    chunk_size = 300

    def __init__(self, settings: Settings) -> None:
        """Read which voices there are; raises EngineFailed."""
        if not settings.tts_remote_url:
            raise EngineFailed("TTS_ENGINE=remote needs TTS_REMOTE_URL, the address of the server.")
        self._settings = settings
        self.version = settings.tts_remote_model
        self._names, self._spoken = _read(settings.tts_remote_voices)
        self._resolver = VoiceResolver(self.languages(), self._standard_voice, self._own_voice)

    def languages(self) -> Sequence[str]:
        """Return the languages that a voice is named for, in their order."""
        return list(self._spoken)

    def voices(self) -> Sequence[Voice]:
        """Return named voices and presets of these languages, then the server's own."""
        own = [self._voice(source, code) for code, source in self._spoken.items()]
        return self._resolver.voices() + own

    def voice(self, name: str | None, language: str | None) -> Voice:
        """Find a voice; raises UnknownVoice."""
        return self._resolver.voice(name, language)

    def companion(self, voice: Voice, language: str) -> Voice:
        """Return the same voice in another language where it speaks that; raises UnknownVoice."""
        try:
            return self._resolver.voice(voice.id, language)
        except UnknownVoice:
            return self._resolver.voice(None, language)

    def info(self) -> EngineInfo:
        """Return the model; where it runs is the server's matter."""
        return EngineInfo(device="remote", models=[self._settings.tts_remote_model])

    def open(self) -> RemoteSynthesizer:
        """Return a synthesizer; the server is asked only once something is to be spoken."""
        return RemoteSynthesizer(self._settings)

    def _standard_voice(self, name: str, language: str) -> Voice:
        # A voice that is named for a preset speaks as that; a language's only at another pace.
        source = self._names.get(name, self._spoken[language])
        pace = 1.0 if name in self._names else PRESET_PACES.get(name, 1.0)
        return Voice(name, language, source, Style(pace=pace), engine=self.name)

    def _own_voice(self, name: str, language: str | None) -> Voice | None:
        wanted = name.removeprefix(_PREFIX)
        for code, source in self._spoken.items():
            if source == wanted and (language is None or family(code) == family(language)):
                return self._voice(source, code)
        return None

    def _voice(self, source: str, language: str) -> Voice:
        return Voice(f"{_PREFIX}{source}", language, source, engine=self.name)


def speech_url(base: str) -> str:
    """Return the address to post to; one without a path gets `/v1`, where every server has it."""
    base = base.rstrip("/")
    return f"{base if urlsplit(base).path else base + '/v1'}/audio/speech"


def _read(entries: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the server's voices by name or preset, and by language; raises EngineFailed."""
    names, spoken = dict[str, str](), dict[str, str]()
    for entry in entries:
        key, _, source = (part.strip() for part in entry.partition("="))
        if not key or not source:
            raise EngineFailed(f"TTS_REMOTE_VOICES must be such as en=alloy, not '{entry}'.")
        kind = names if key in NAMED_VOICES or key in PRESETS else spoken
        kind[key if kind is names else key.lower()] = source
    if not spoken:
        raise EngineFailed("TTS_REMOTE_VOICES must name a voice for a language, such as en=alloy.")
    return names, spoken


@contextmanager
def _running(watch: Timer) -> Iterator[None]:
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(connection: http.client.HTTPConnection) -> None:
    """End the call under way, from another thread: only a shutdown wakes the one that reads."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _pieces(
    response: http.client.HTTPResponse, deadline: float, stopped: Callable[[], bool]
) -> Iterator[bytes]:
    """Yield the body.

    Raises EngineFailed for one that is too long or too late, IncompleteRead for one that broke off.
    """
    size, told = 0, response.length
    while not stopped() and (piece := response.read1(_PIECE_BYTES)):
        size += len(piece)
        if size > _MOST_BYTES:
            raise EngineFailed("The remote speech server sent more than any chunk has.")
        # The socket's timeout begins again with every byte.
        if monotonic() > deadline:
            raise EngineFailed("The remote speech server took too long.")
        yield piece
    # Cut by the watch, headers or a body without a length end as if that were all.
    if monotonic() > deadline:
        raise EngineFailed("The remote speech server took too long.")
    # read1 itself takes the end of the connection for the end of the body.
    if not stopped() and told is not None and size < told:
        raise http.client.IncompleteRead(b"", told - size)


def _samples(content: bytes) -> "array[int]":
    """Return the sound as samples of HERTZ; raises EngineFailed for what is no sound."""
    pcm = array("h")
    resampler = AudioResampler("s16", "mono", HERTZ)
    try:
        # Whatever it sent: some servers only know MP3.
        with av.open(io.BytesIO(content), "r") as sound:
            for frame in sound.decode(audio=0):
                pcm.extend(_of(resampler.resample(frame)))
        pcm.extend(_of(resampler.resample(None)))
    except (OSError, ValueError, IndexError) as error:  # PyAV's errors are of the first two
        raise EngineFailed("The remote speech server sent something that is no sound.") from error
    return pcm


def _of(frames: Sequence[av.AudioFrame]) -> "array[int]":
    samples = array("h")
    for frame in frames:
        samples.frombytes(np.ascontiguousarray(frame.to_ndarray()).astype(np.int16).tobytes())
    return samples
