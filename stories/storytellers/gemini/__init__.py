"""The storyteller that asks Gemini: one streamed call, told on scene by scene while it is still written.

`asking` says what is sent, `answering` reads what comes back, `failing` says what an error means,
`fitting` decides what a scene may contain, and `teller` is the storyteller.
"""

from stories.storytellers.gemini.teller import GeminiStoryteller

__all__ = ["GeminiStoryteller"]
