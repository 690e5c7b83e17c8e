"""Piper's model files: their descriptions, and word timing added to their output."""

import json
from collections.abc import Mapping, Sequence
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
    """Return the models at these paths, in order. Raises EngineFailed with the file's name."""
    models = [_model(Path(path)) for path in paths]
    if not models:
        raise EngineFailed("Piper needs MODEL_PATH: one or more .onnx files, comma-separated.")
    return models


def find_models(paths: Sequence[str]) -> list[str]:
    """Return the files that have a description beside them, of the paths and of folders among them."""
    files: list[Path] = []
    for path in map(Path, paths):
        files += sorted(path.glob("*.onnx")) if path.is_dir() else [path]
    return [str(file) for file in files if file.with_name(f"{file.name}.json").is_file()]


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


def _model(path: Path) -> PiperModel:
    if path.suffix != ".onnx" or not path.is_file():
        raise EngineFailed(f"MODEL_PATH names {path}, which is no .onnx file.")
    described = path.with_name(f"{path.name}.json")
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
