"""The gates of Gemini's calls. Text and pictures have different limits, so one may wait without the other."""

# On the rows of calls and work, so a new name would leave the old ones behind.
TEXT = "gemini"
PICTURES = "gemini-pictures"
