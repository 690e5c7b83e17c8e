"""Graphs of onnxruntime with a value more among their outputs."""

from pathlib import Path


def with_output(path: Path, name: str) -> bytes:
    """Return a model whose value of this name, at most 100 letters, is one more output.

    Parts of a protobuf message that are appended are merged into it (its encoding says so): what is
    appended is a model with nothing but a graph with nothing but an output of this name.
    """
    return path.read_bytes() + _field(7, _field(12, _field(1, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    """Return a protobuf field of bytes, at most 127 of them."""
    return bytes([number << 3 | 2, len(content)]) + content
