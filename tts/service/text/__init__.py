"""What is said: normalised text, its words, sentences, scripts and pronunciations."""
