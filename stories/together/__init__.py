"""Listening together: a teacher leads a class through a story, and every device is at the same word."""
