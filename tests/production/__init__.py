"""`make test-production`: docs/operating.md's way without Docker, tried for real."""
