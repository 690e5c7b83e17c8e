"""What is spoken and how: recordings, their orders (narrations), pronunciations and reference voices."""

from tts.models.narration import Narration, reserve
from tts.models.pronunciation import Lexicons, Pronunciation, lexicon_of
from tts.models.recording import Recording, recording_key
from tts.models.reference_voice import ReferenceVoice

__all__ = [
    "Lexicons",
    "Narration",
    "Pronunciation",
    "Recording",
    "ReferenceVoice",
    "lexicon_of",
    "recording_key",
    "reserve",
]
