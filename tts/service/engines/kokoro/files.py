"""Kokoro's files: a model, and beside it a file of style vectors for each speaker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tts.service.engines.protocol import EngineFailed

_LANGUAGES: Final = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "i": "it", "p": "pt-br"}
"""By the first letter of a speaker's name; the others' languages need readers of their own."""

STYLE_BYTES: Final = 510 * 256 * 4
"""A speaker's file: for each number of phonemes up to 510, 256 floats."""

_SPEAKERS: Final[Mapping[str, Sequence[str]]] = {
    "en-US-JennyNeural": ("af_heart", "af_bella"),
    "en-US-GuyNeural": ("am_fenrir", "am_michael"),
    "professional": ("af_sarah", "af_heart", "ef_dora", "ff_siwis"),
    "warm": ("af_bella", "af_heart", "ef_dora", "ff_siwis"),
    "authoritative": ("am_michael", "am_fenrir", "em_alex", "ff_siwis"),
    "calm": ("af_nicole", "af_heart", "ef_dora", "ff_siwis"),
    "friendly": ("am_puck", "af_nova", "em_alex", "ff_siwis"),
}
"""For each name the speakers that fit it, the best first."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker: the name that Kokoro gives them, the file, the language."""

    name: str
    path: Path
    language: str


def find_models(paths: Sequence[str]) -> list[str]:
    """Return Kokoro's model and its speakers' files, of the paths and of folders among them."""
    files = [file for path in map(Path, paths) for file in _within(path)]
    model = next((file for file in files if _is_model(file)), None)
    speakers = [file for file in files if _is_speaker(file)]
    return [str(file) for file in (model, *speakers) if file] if model and speakers else []


def read_files(paths: Sequence[str]) -> tuple[Path, dict[str, Speaker]]:
    """Return the model and the speakers by name, sorted by language. Raises EngineFailed."""
    found = [Path(path) for path in find_models(paths)]
    if not found:
        raise EngineFailed(
            "Kokoro needs MODEL_PATH: a folder with kokoro….onnx and speakers such as af_heart.bin."
        )
    model, *files = found
    speakers = [Speaker(file.stem, file, _LANGUAGES[file.stem[0]]) for file in files]
    ordered = sorted(speakers, key=lambda it: (list(_LANGUAGES).index(it.name[0]), it.name))
    return model, {speaker.name: speaker for speaker in ordered}


def speaker_for(name: str, language: str, present: Iterable[Speaker]) -> Speaker:
    """Return who speaks for a named voice or a preset in a language that someone here speaks."""
    spoken = [speaker for speaker in present if speaker.language == language]
    fitting = {speaker.name: speaker for speaker in spoken}
    return next((fitting[it] for it in _SPEAKERS.get(name, ()) if it in fitting), spoken[0])


def _within(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []


def _is_model(file: Path) -> bool:
    return file.suffix == ".onnx" and file.name.startswith("kokoro")


def _is_speaker(file: Path) -> bool:
    known = file.suffix == ".bin" and file.stem[:1] in _LANGUAGES and file.stem[1:3] in ("f_", "m_")
    return known and file.stat().st_size == STYLE_BYTES
