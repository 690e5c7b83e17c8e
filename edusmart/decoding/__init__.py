"""Opening uploaded pictures in a process that is thrown away."""

from edusmart.decoding.process import NoPicture, TooManyPixels, square_jpeg

__all__ = ["NoPicture", "TooManyPixels", "square_jpeg"]
