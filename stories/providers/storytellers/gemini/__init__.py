"""The storyteller that asks Gemini: one streamed call, told on scene by scene while it is still written.

`asking` says what is sent, `answering` reads what comes back, `fitting` decides what a scene may
contain, and `teller` is the storyteller. It shares `stories.providers.gemini` with the illustrator.
"""

from stories.providers.storytellers.gemini.rehearsing import rehearse
from stories.providers.storytellers.gemini.teller import GeminiStoryteller

__all__ = ["GeminiStoryteller", "rehearse"]
