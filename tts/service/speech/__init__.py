"""Synthesis of one request: admission, model threads, chunks joined into one recording."""
