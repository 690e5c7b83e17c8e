"""Writing a picture of our own as a JPEG, in a process that has other things to do."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image


def encoded(image: Image.Image, **how: Any) -> bytes:
    """Return the picture as a JPEG, with Pillow's options `how`.

    Through a file: into memory Pillow encodes a picture in one go that no other thread of the process can
    interrupt, and a burst of pictures kept a web process from everything else for seconds.
    """
    with TemporaryFile() as file:
        image.save(file, "JPEG", optimize=True, **how)
        file.seek(0)
        return file.read()
