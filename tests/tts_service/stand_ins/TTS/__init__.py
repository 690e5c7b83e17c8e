"""A stand-in for coqui-tts."""
