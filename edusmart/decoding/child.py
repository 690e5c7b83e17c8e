"""The throw-away process: `python -m edusmart.decoding.child SIDE` reads a picture and writes a JPEG.

It bounds itself and gives up the network first. It never imports Django and writes no file.
"""

import io
import resource
import sys

from edusmart.decoding.outcomes import NO_PICTURE, TOO_MANY_PIXELS
from edusmart.machine.libc import deny_network

MOST_PIXELS = 40_000_000
MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 10
# The fewer decoders an upload can reach, the better.
FORMATS = ("JPEG", "PNG", "WEBP")


def main() -> int:
    """Convert the one picture of this process. Returns the exit status."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    deny_network()
    content, side = sys.stdin.buffer.read(), int(sys.argv[1])
    from PIL import Image

    try:
        jpeg = _square(content, side)
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except (OSError, ValueError, SyntaxError, MemoryError):
        return NO_PICTURE
    if jpeg is None:
        return TOO_MANY_PIXELS
    sys.stdout.buffer.write(jpeg)
    return 0


def _square(content: bytes, side: int) -> bytes | None:
    """Return the JPEG, None for a picture with too many pixels."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        # The header gives the size: a bomb is refused before it is decoded.
        if picture.width * picture.height > MOST_PIXELS:
            return None
        # Cameras note in the EXIF data how to turn a picture, and the JPEG made here has none.
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        fitted = ImageOps.fit(upright, (side, side))
    # Pillow writes a comment that it has read, and a profile: each may say where somebody lives.
    fitted.info.clear()
    jpeg = io.BytesIO()
    fitted.save(jpeg, "JPEG", quality=85, optimize=True)
    return jpeg.getvalue()


if __name__ == "__main__":
    sys.exit(main())
