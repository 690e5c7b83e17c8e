"""MIME types by the end of a file's name."""

from pathlib import PurePosixPath

MIME_TYPES = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


def mime_type(name: str) -> str:
    """Return the type of a file of this name."""
    return MIME_TYPES.get(PurePosixPath(name).suffix[1:], "application/octet-stream")
