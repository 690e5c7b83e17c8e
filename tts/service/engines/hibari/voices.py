"""hibari's voices: which are there, and who speaks for a named voice or a preset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hibari.tts import ASSETS
from hibari.voices import VOICES

from tts.service.voices.catalog import Style

_INSIDE: Final = "heart"
_SPEAKERS: Final[Mapping[str, Sequence[str]]] = {
    "en-US-JennyNeural": ("heart",),
    "en-US-GuyNeural": ("fenrir",),
    "professional": ("heart",),
    "warm": ("emma", "heart"),
    "authoritative": ("fenrir", "fable", "heart"),
    "calm": ("heart",),
    "friendly": ("kore", "heart"),
}
"""For each name the speakers that fit it, the best first; a man's name has none of a woman's."""

# A judge of sound (DNSMOS) holds each of these for as natural as the voice unchanged, 4.1 and more; with a
# pitch of 60 and a liveliness of 64 it was 3.9.
STYLES: Final[Mapping[str, Style]] = {
    "professional": Style(1.0, 50, 50, pauses=1.0),
    "warm": Style(0.93, 46, 56, pauses=1.1),
    "authoritative": Style(0.95, 38, 42, pauses=1.2),
    "calm": Style(0.82, 43, 36, pauses=1.6),
    "friendly": Style(1.08, 57, 56, pauses=0.8),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """One of hibari's voices, its model's file and its language."""

    name: str
    path: Path
    language: str

    @property
    def is_british(self) -> bool:
        """Return whether it reads words as British English has them."""
        return self.language == "en-gb"


def speakers(model_path: Sequence[str]) -> dict[str, Speaker]:
    """Return the voice inside the package and those whose files are in MODEL_PATH, by name.

    Nothing is fetched. Files are known by the names that hibari gives them.
    """
    folders = [Path(path) for path in model_path]
    found = {_INSIDE: _speaker(_INSIDE, Path(ASSETS) / VOICES[_INSIDE]["file"])}
    for name, known in VOICES.items():
        for folder in folders:
            path = folder / known["file"] if folder.is_dir() else folder
            if name != _INSIDE and path.name == known["file"] and path.is_file():
                found.setdefault(name, _speaker(name, path))
    return found


def speaker_for(name: str, present: Mapping[str, Speaker]) -> Speaker | None:
    """Return who speaks for a named voice or a preset; None if nobody here fits the name."""
    return next((present[it] for it in _SPEAKERS.get(name, ()) if it in present), None)


def _speaker(name: str, path: Path) -> Speaker:
    return Speaker(name, path, str(VOICES[name]["language"]).lower())
