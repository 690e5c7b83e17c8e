"""What kinds of files there are, by the end of their names."""

from pathlib import PurePosixPath

MIME_TYPES = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
}


def mime_type(name: str) -> str:
    return MIME_TYPES.get(PurePosixPath(name).suffix[1:], "application/octet-stream")
