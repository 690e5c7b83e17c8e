"""Recordings whose speakers a cloning engine may imitate: `VOICES_DIR/<id>.wav`.

Who agreed to it is written in `VOICES_DIR/consent/<id>.json`: an object that may give the
recording's `language`. Requests name an id and never a path: only what stood in the folder when
the service started can be asked for.
"""

import json
import logging
import re
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tts.service.limits import BadSetting
from tts.service.scripts import family

log = logging.getLogger("tts.service")

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
"""What a reference voice may be called."""

_SHORTEST_SECONDS: Final = 1.0
_LONGEST_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A recording to imitate, and the language it is in, if that is known."""

    id: str
    path: Path
    language: str | None
    has_consent: bool

    def native(self, spoken: Sequence[str]) -> str:
        """The recording's own language if it is among these, else the first of them."""
        own = family(self.language or spoken[0])
        return next((code for code in spoken if family(code) == own), spoken[0])


def read_references(folder: str) -> Mapping[str, Reference]:
    """The usable recordings of a folder by id ("" for none); others are logged and left out.

    Raises BadSetting for a folder that is none.
    """
    if not folder:
        return {}
    path = Path(folder)
    if not path.is_dir():
        raise BadSetting(f"VOICES_DIR is not a folder: {folder}.")
    found = {}
    for file in sorted(path.glob("*.wav")):
        problem = _problem(file)
        if problem:
            log.warning("reference voice %s left out: %s", file.name, problem)
        else:
            found[file.stem] = _reference(file)
    return found


def _problem(file: Path) -> str | None:
    if not ID.fullmatch(file.stem):
        return "its name may have small letters, digits, '-' and '_' only"
    try:
        with wave.open(str(file)) as sound:
            seconds = sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return "it is no PCM WAV file"
    if not _SHORTEST_SECONDS <= seconds <= _LONGEST_SECONDS:
        return f"it must last {_SHORTEST_SECONDS:g} to {_LONGEST_SECONDS:g} seconds"
    return None


def _reference(file: Path) -> Reference:
    consent = file.parent / "consent" / f"{file.stem}.json"
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
