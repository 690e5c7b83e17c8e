"""A stateless speech service: text in, audio and word timings out. It imports nothing else here."""
