"""The provider that asks Gemini: one streamed call tells a story, one call each rewrites or paints a scene.

`provider` is its object. `story`, `rewriter` and `illustrator` make the calls, `call` meters them, `client`
reaches the service and `errors` says what its failures mean for the work.
"""
