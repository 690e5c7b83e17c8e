"""piper: voices in many languages, each a file of its own."""
