"""The gates of Gemini's calls. Text and pictures have different limits, so one may wait without the other."""

TEXT = "gemini"
PICTURES = "gemini-pictures"
