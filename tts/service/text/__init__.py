"""The text to speak: normalised, split into chunks and words, with scripts and pronunciations."""
