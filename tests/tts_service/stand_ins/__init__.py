"""Small modules with the call signatures of torch, chatterbox-tts and coqui-tts, for tests.

They go before the real ones on the path and speak tones instead of words. What they were asked
is appended to the file that STAND_IN_LOG names, one JSON object a line.
"""
