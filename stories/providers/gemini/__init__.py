"""The provider that asks Gemini: one streamed call tells a story, one call each rewrites or paints a scene.

`client` reaches it and `errors` says what its failures mean. `prompt` says what is sent, `response` reads
what comes back, `validation` decides what a scene may contain.
"""
