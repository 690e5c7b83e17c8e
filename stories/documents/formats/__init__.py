"""Readers of the formats that say what is a heading and what a paragraph; only in the throw-away process."""
