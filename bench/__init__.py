"""Benchmarks: each is one command, `python -m bench.NAME`, and appends its figures to bench/RESULTS.md."""
