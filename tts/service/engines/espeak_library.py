"""espeak-ng's shared library through ctypes: text in, samples and word events out.

The library keeps its state in globals, so two threads must never share one: every `EspeakLibrary`
loads its own copy of the file. Follows speak_lib.h of espeak-ng 1.52.
"""

import ctypes
import shutil
import tempfile
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import espeakng_loader

from tts.service.engines.protocol import Cue, EngineFailed

RATE: Final = 1
PITCH: Final = 3
RANGE: Final = 4
WORD_GAP: Final = 7

SLOWEST: Final = 80
"""Words a minute: the library does not speak more slowly."""

FASTEST: Final = 440
"""Words a minute: beyond it the times of the events no longer match the audio."""

_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000  # espeak would end the process when its data is missing
_UTF8 = 1
_FROM_CHARACTER = 1
_LIST_END = 0
_WORD = 1
# Audio comes in buffers of this length, and a stop waits for the end of one.
_BUFFER_MS = 1000


class _EventId(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


class _VoiceEntry(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class Language:
    """A language by the code that callers use, and the library's name for its voice."""

    code: str
    source: str


@dataclass(slots=True)
class _Take:
    """The samples and cues the library has delivered so far for the current text."""

    stopped: Callable[[], bool]
    samples: bytearray = field(default_factory=bytearray)
    cues: list[Cue] = field(default_factory=list)


def variants(data_path: str) -> list[str]:
    """Return the names of the variants that can follow a language: `f3` in `en-us+f3`."""
    folder = Path(data_path) / "voices" / "!v"
    return sorted(path.name for path in folder.iterdir() if path.name.isalnum())


class EspeakLibrary:
    """One private copy of espeak-ng; every method belongs to the thread that made it."""

    def __init__(self, data_path: str) -> None:
        """Load and initialise a copy; raises EngineFailed."""
        self._library = _private_copy(espeakng_loader.get_library_path())
        # Undeclared, ctypes would take 64-bit pointers for ints of 32.
        self._declare()
        self.sample_rate = self._library.espeak_Initialize(
            _SYNCHRONOUS, _BUFFER_MS, data_path.encode(), _DO_NOT_EXIT
        )
        if self.sample_rate <= 0:
            raise EngineFailed("espeak-ng could not read its voice data.")
        self._take = _Take(stopped=bool)
        self._callback = _Callback(self._deliver)  # kept: ctypes does not own it
        self._library.espeak_SetSynthCallback(self._callback)

    def _declare(self) -> None:
        self._library.espeak_Info.restype = ctypes.c_char_p
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceEntry))
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        )

    def version(self) -> str:
        """Return the library's version, such as `1.52.0`."""
        said: bytes = self._library.espeak_Info(None)
        return said.decode().split()[0]

    def languages(self) -> dict[str, Language]:
        """Return the best voice for each language code, by the code in lower case."""
        best: dict[str, tuple[int, Language]] = {}
        entries = self._library.espeak_ListVoices(None)
        index = 0
        while entries[index]:
            codes = _language_codes(entries[index].contents.languages)
            # The identifier is a path, and a voice is chosen by its name.
            source = entries[index].contents.identifier.decode().rpartition("/")[2]
            language = Language(codes[0][1].lower(), source)
            for priority, code in codes:
                known = best.get(code.lower())
                # A lower number is a better match.
                if known is None or priority < known[0]:
                    best[code.lower()] = (priority, language)
            index += 1
        return {code: language for code, (_, language) in best.items()}

    def say(
        self, text: str, voice: str, settings: Mapping[int, int], stopped: Callable[[], bool]
    ) -> tuple["array[int]", list[Cue]]:
        """Speak `text`; return its samples and cues, only the first once `stopped()` is true.

        `settings` are the library's parameters by number. Raises EngineFailed. The text must have no
        NUL, which would end it.
        """
        self._choose(voice, settings)
        take = self._take = _Take(stopped)
        encoded = text.encode()
        # The size counts the NUL at the end too.
        failed = self._library.espeak_Synth(
            encoded, len(encoded) + 1, 0, _FROM_CHARACTER, 0, _UTF8, None, None
        )
        if failed:
            raise EngineFailed("espeak-ng refused to speak a chunk.")
        self._take = _Take(stopped=bool)  # frees the samples before the next call
        pcm = array("h")
        pcm.frombytes(take.samples)
        return pcm, take.cues

    def _choose(self, voice: str, settings: Mapping[int, int]) -> None:
        # An unknown name leaves the last caller's voice in place, so the result is checked.
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise EngineFailed(f"espeak-ng has no voice {voice}.")
        for parameter, value in settings.items():
            self._library.espeak_SetParameter(parameter, value, 0)

    def _deliver(self, samples: int | None, count: int, events: "ctypes._Pointer[_Event]") -> int:
        """Store what the library delivers; a result other than 0 stops it."""
        take = self._take
        if samples and count > 0:
            take.samples += ctypes.string_at(samples, count * 2)
        index = 0
        while events[index].type != _LIST_END:
            event = events[index]
            if event.type == _WORD:
                # The library counts characters from 1.
                take.cues.append(Cue(event.text_position - 1, event.sample))
            index += 1
        return int(take.stopped())


def _private_copy(path: str) -> ctypes.CDLL:
    """Load a copy of the library from a temporary file; raises EngineFailed."""
    with tempfile.TemporaryDirectory(prefix="tts-espeak-") as folder:
        copy = Path(folder) / Path(path).name
        try:
            shutil.copyfile(path, copy)
            # A library that is loaded needs its file no longer.
            return ctypes.CDLL(str(copy))
        except OSError as error:
            raise EngineFailed(
                f"espeak-ng could not be loaded from {folder}: {error.strerror or error}; "
                "point TMPDIR at a folder that allows running code."
            ) from error


def _language_codes(address: int) -> list[tuple[int, str]]:
    """Return the `priority byte, NUL-terminated code` pairs up to a zero priority."""
    codes = []
    while priority := ctypes.string_at(address, 1)[0]:
        code = ctypes.string_at(address + 1)
        codes.append((priority, code.decode()))
        address += len(code) + 2
    return codes
