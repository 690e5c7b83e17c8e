"""Piper's model files: their descriptions, and word timing added to their output."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.service.engines.protocol import EngineFailed


@dataclass(frozen=True, slots=True)
class PiperModel:
    """One `.onnx` file: its name without the suffix, and its JSON description."""

    id: str
    path: Path
    language: str
    sample_rate: int
    speakers: Mapping[str, int]
    config: dict[str, Any]


def read_models(paths: Sequence[str]) -> list[PiperModel]:
    """Return the models of these files and folders, in order. Raises EngineFailed with the name."""
    models = [_model(file) for file in _files(paths)]
    if not models:
        raise EngineFailed("Piper needs MODEL_PATH: one or more .onnx files, comma-separated.")
    return models


def find_models(paths: Sequence[str]) -> list[str]:
    """Return the files that have a description beside them, of the paths and of folders among them."""
    return [str(file) for file in _files(paths) if _description(file).is_file()]


def with_alignments(path: Path) -> bytes | str:
    """Return the model patched to output the length of each phoneme.

    Returns the path of the file as it is where `onnx` is missing or the model cannot be patched.
    """
    try:
        import onnx
        from piper.patch_voice_with_alignment import add_alignment_output
    except ImportError:
        return str(path)
    model = onnx.load(str(path))
    try:
        add_alignment_output(model)
    except ValueError:
        return str(path)
    serialized: bytes = model.SerializeToString()
    return serialized


def _files(paths: Sequence[str]) -> Iterator[Path]:
    """Yield the paths, and in place of a folder the described models in it."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        yield from (file for file in sorted(path.glob("*.onnx")) if _description(file).is_file())


def _description(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _model(path: Path) -> PiperModel:
    if path.suffix != ".onnx" or not path.is_file():
        raise EngineFailed(f"MODEL_PATH names {path}, which is no .onnx file.")
    described = _description(path)
    try:
        config = json.loads(described.read_text(encoding="utf-8"))
        code = config.get("language", {}).get("code") or config["espeak"]["voice"]
        return PiperModel(
            id=path.stem,
            path=path,
            language=str(code).lower().replace("_", "-"),
            sample_rate=int(config["audio"]["sample_rate"]),
            speakers=dict(config.get("speaker_id_map") or {}),
            config=config,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineFailed(f"{described} is missing or does not describe a voice.") from error
