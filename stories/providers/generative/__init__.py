"""What every provider that asks a generative model shares: prompts, checks of what comes back, and messages.

Nothing here knows a service or its SDK. A provider gives `StreamedStoryteller` a function that streams a
response to a `StoryPrompt`, and `ModelRewriter` one that responds to a `ScenePrompt`; its illustrator
sends what `pictures.prompt` says and keeps what `pictures.check` lets through.
"""
