"""The gates of calls to the server. Text and pictures have different limits, so one may wait alone."""

# On the rows of calls and work, so a new name would leave the old ones behind.
TEXT = "openai"
PICTURES = "openai-pictures"
