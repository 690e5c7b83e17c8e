"""One request spoken: its chunks on the model threads, joined into one recording."""
