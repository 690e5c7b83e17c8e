"""What a brief can hold at most."""

MAX_ITEMS = 60
MAX_ITEM_CHARS = 8000
MAX_TITLE_CHARS = 200
MAX_PAUSE_SECONDS = 10  # between two items
