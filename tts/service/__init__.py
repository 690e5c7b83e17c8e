"""A stateless speech service: text in, audio and word timings out.

It imports nothing else of this project, so it runs without Django and without a database. Who may
import whom, top floor first: `__main__` and `worker`, `http`, `jobs`, `speech`, `engines`, `voices`,
`text` and `audio`, `settings` and `allocator`.
"""
