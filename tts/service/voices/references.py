"""Reference voices: recordings that a cloning engine may imitate, `VOICES_DIR/<id>.wav`.

`VOICES_DIR/consent/<id>.json` records who agreed to it: an object that may give the recording's
`language`. Requests name an id and never a path.
"""

import json
import logging
import re
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tts.service.settings import BadSetting
from tts.service.text.scripts import family

log = logging.getLogger("tts.service")

REFERENCE_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
"""Valid ids of reference voices."""

MIN_SECONDS: Final = 1.0
MAX_SECONDS: Final = 60.0


_Stamp = tuple[tuple[int, int] | None, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """A recording to imitate, and its language if that is known."""

    id: str
    path: Path
    language: str | None
    has_consent: bool

    def spoken_language(self, spoken: Sequence[str]) -> str:
        """Return the recording's language if it is among `spoken`, else the first of those."""
        own = family(self.language or spoken[0])
        return next((code for code in spoken if family(code) == own), spoken[0])


class ReferenceVoices:
    """The usable recordings of a folder ("" for none).

    The folder is read at each call, so changes by other processes are seen at once. An unusable
    recording is logged once and left out. Raises BadSetting if the path is not a folder.
    """

    def __init__(self, folder: str) -> None:
        if folder and not Path(folder).is_dir():
            raise BadSetting(f"VOICES_DIR is not a folder: {folder}.")
        self._folder = Path(folder) if folder else None
        self._known: dict[str, tuple[_Stamp, Reference | None]] = {}
        # Read once now, so that what cannot be used is logged at the start.
        self.all()

    def find(self, name: str) -> Reference | None:
        """Return the recording with this id; None if there is none, or if it is not an id."""
        if self._folder is None or not REFERENCE_ID.fullmatch(name):
            return None
        return self._load_if_changed(self._folder / f"{name}.wav")

    def all(self) -> list[Reference]:
        """Return every usable recording, sorted by id."""
        files = sorted(self._folder.glob("*.wav")) if self._folder else []
        return [found for file in files if (found := self._load_if_changed(file))]

    def _load_if_changed(self, file: Path) -> Reference | None:
        # Reading each recording at each request would be slow: time and size tell a change.
        stamp = (_changed(file), _changed(consent_path(file)))
        if stamp[0] is None:
            self._known.pop(file.stem, None)
            return None
        known = self._known.get(file.stem)
        if known is None or known[0] != stamp:
            known = self._known[file.stem] = (stamp, _read(file))
        return known[1]


def consent_path(file: Path) -> Path:
    """Return the path of the consent for a recording."""
    return file.parent / "consent" / f"{file.stem}.json"


def _changed(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(file: Path) -> Reference | None:
    problem = _problem(file)
    if problem:
        log.warning("reference voice %s left out: %s", file.name, problem)
        return None
    return _reference(file)


def _problem(file: Path) -> str | None:
    if not REFERENCE_ID.fullmatch(file.stem):
        return "its name may have small letters, digits, '-' and '_' only"
    try:
        with wave.open(str(file)) as sound:
            seconds = sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return "it is no PCM WAV file"
    if not MIN_SECONDS <= seconds <= MAX_SECONDS:
        return f"it must last {MIN_SECONDS:g} to {MAX_SECONDS:g} seconds"
    return None


def _reference(file: Path) -> Reference:
    consent = consent_path(file)
    try:
        written = json.loads(consent.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Reference(file.stem, file, None, has_consent=False)
    except (OSError, ValueError) as error:
        log.warning("consent/%s cannot be read: %s", consent.name, error)
        return Reference(file.stem, file, None, has_consent=False)
    language = written.get("language") if isinstance(written, dict) else None
    spoken = language if isinstance(language, str) else None
    return Reference(file.stem, file, spoken, has_consent=bool(written))
