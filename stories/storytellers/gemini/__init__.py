"""The storyteller that asks Gemini: one streamed call, told on scene by scene while it is still written.

`asking` says what is sent, `answering` reads what comes back, `fitting` decides what a scene may
contain, and `teller` is the storyteller. What it shares with the illustrator is in `stories.gemini`.
"""

from stories.storytellers.gemini.rehearsing import rehearse
from stories.storytellers.gemini.teller import GeminiStoryteller

__all__ = ["GeminiStoryteller", "rehearse"]
