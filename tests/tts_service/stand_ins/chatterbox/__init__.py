"""A stand-in for chatterbox-tts."""
