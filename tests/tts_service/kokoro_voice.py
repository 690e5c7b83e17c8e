"""A Kokoro model of a few hundred bytes and its speakers: every sound is a tone of the same length."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from tts.service.engines.kokoro.files import STYLE_BYTES

FRAMES_A_SOUND = 4
FRAME = 600


def kokoro_voice(
    folder: Path,
    *speakers: str,
    phonemes: str = "tokens",
    durations: str = "/encoder/Clip_output_0",
) -> Path:
    """Write `kokoro.onnx` and a file for each speaker, and return the folder."""
    folder.mkdir(exist_ok=True)
    onnx.save(_model(phonemes, durations), str(folder / "kokoro.onnx"))
    for number, speaker in enumerate(speakers):
        styles = np.full(STYLE_BYTES // 4, 0.05 + number / 50, np.float32)
        (folder / f"{speaker}.bin").write_bytes(styles.tobytes())
    return folder


def _model(phonemes: str, durations: str) -> onnx.ModelProto:
    nodes = [
        helper.make_node("Cast", [phonemes], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["ids", "nought"], ["noughts"]),
        helper.make_node("Div", ["frames", "speed"], ["each"]),
        helper.make_node("Add", ["noughts", "each"], ["lengths"]),
        helper.make_node("Ceil", ["lengths"], [durations]),
        helper.make_node("ReduceSum", [durations], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "frame"], ["samples"]),
        helper.make_node("Range", ["nought", "samples", "one"], ["at"]),
        helper.make_node("Gather", ["style", "first"], ["step"], axis=1),
        helper.make_node("Reshape", ["step", "scalar"], ["own_step"]),
        helper.make_node("Mul", ["at", "own_step"], ["angle"]),
        helper.make_node("Sin", ["angle"], ["wave"]),
        helper.make_node("Mul", ["wave", "loudness"], ["audio"]),
    ]
    inputs = [
        helper.make_tensor_value_info(phonemes, TensorProto.INT64, [1, "sounds"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    numbers = {"nought": 0.0, "one": 1.0, "frames": FRAMES_A_SOUND, "frame": FRAME, "loudness": 0.3}
    constants = [
        helper.make_tensor(name, TensorProto.FLOAT, [], [value]) for name, value in numbers.items()
    ]
    constants.append(helper.make_tensor("first", TensorProto.INT64, [1], [0]))
    constants.append(helper.make_tensor("scalar", TensorProto.INT64, [1], [1]))
    output = helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["length"])
    graph = helper.make_graph(nodes, "voice", inputs, [output], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
