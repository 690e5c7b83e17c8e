"""A Piper voice of a few hundred bytes: every sound is a tone of the same length."""

import json
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

FRAMES_A_SOUND = 4
HOP = 256


def piper_voice(
    folder: Path,
    name: str,
    language: str = "en_US",
    espeak: str = "en-us",
    sample_rate: int = 22_050,
    loudness: float = 0.3,
    speakers: dict[str, int] | None = None,
) -> Path:
    """Write `<name>.onnx` and its JSON, and return the path of the first."""
    path = folder / f"{name}.onnx"
    onnx.save(_model(loudness, bool(speakers)), str(path))
    config: dict[str, Any] = {
        "audio": {"sample_rate": sample_rate},
        "espeak": {"voice": espeak},
        "language": {"code": language},
        "num_symbols": 256,
        "num_speakers": len(speakers or {}) or 1,
        "speaker_id_map": speakers or {},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "hop_length": HOP,
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(config))
    return path


def _model(loudness: float, has_speakers: bool) -> onnx.ModelProto:
    def number(name: str, value: float | int, kind: int = TensorProto.FLOAT) -> onnx.TensorProto:
        return helper.make_tensor(name, kind, [], [value])

    nodes = [
        helper.make_node("Gather", ["scales", "one_index"], ["length"]),
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["ids", "nought"], ["noughts"]),
        helper.make_node("Mul", ["length", "frames"], ["each"]),
        helper.make_node("Add", ["noughts", "each"], ["durations"]),
        helper.make_node("Ceil", ["durations"], ["w_ceil"]),
        helper.make_node("ReduceSum", ["w_ceil"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "hop"], ["samples"]),
        helper.make_node("Range", ["nought", "samples", "one"], ["at"]),
        helper.make_node("Mul", ["at", "step"], ["angle"]),
        helper.make_node("Sin", ["angle"], ["wave"]),
        helper.make_node("Mul", ["wave", "loudness"], ["quiet"]),
        helper.make_node("Reshape", ["quiet", "shape"], ["output"]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "sounds"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if has_speakers:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
        nodes.insert(0, helper.make_node("Cast", ["sid"], ["who"], to=TensorProto.FLOAT))
        nodes.insert(1, helper.make_node("Mul", ["who", "step"], ["higher"]))
        nodes.insert(2, helper.make_node("Add", ["higher", "step"], ["own_step"]))
        nodes[12] = helper.make_node("Mul", ["at", "own_step"], ["angle"])
    graph = helper.make_graph(
        nodes,
        "voice",
        inputs,
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])],
        [
            number("one_index", 1, TensorProto.INT64),
            number("nought", 0.0),
            number("one", 1.0),
            number("frames", float(FRAMES_A_SOUND)),
            number("hop", float(HOP)),
            number("step", 0.05),
            number("loudness", loudness),
            helper.make_tensor("shape", TensorProto.INT64, [4], [1, 1, 1, -1]),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
