"""Opening uploaded pictures in a process that is thrown away, and writing those of our own."""

from edusmart.decoding.encoding import encoded
from edusmart.decoding.process import NoPicture, TooManyPixels, square_jpeg

__all__ = ["NoPicture", "TooManyPixels", "encoded", "square_jpeg"]
