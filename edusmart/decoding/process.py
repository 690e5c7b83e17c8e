"""Start the throw-away process that opens a picture, and end it when it takes too long."""

import subprocess
import sys
from pathlib import Path

from edusmart.decoding.outcomes import TOO_MANY_PIXELS

WALL_SECONDS = 15  # a person waits
_ROOT = Path(__file__).resolve().parents[2]
# All it gets: no key and no address of ours is in the environment of a process that may be taken over.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class NoPicture(Exception):
    """The bytes are no picture that can be read, or their decoder broke a limit."""


class TooManyPixels(NoPicture):
    """The header says that the picture is too large to open."""


def square_jpeg(content: bytes, side: int) -> bytes:
    """Return the middle of the picture as a JPEG of side x side pixels, with nothing but the pixels in it.

    Raises NoPicture, TooManyPixels.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            # -s: packages of a user's own folder are not ours.
            [sys.executable, "-s", "-m", "edusmart.decoding.child", str(side)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=_ROOT, env=_ENVIRONMENT, timeout=WALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoPicture from None
    if done.returncode == TOO_MANY_PIXELS:
        raise TooManyPixels
    if done.returncode or not done.stdout:
        raise NoPicture
    return done.stdout
