"""What every part that asks Gemini shares: `client` reaches it, `failing` says what an error means.

The storyteller is in `stories.providers.storytellers.gemini`, the illustrator in
`stories.providers.illustrators.gemini`.
"""
