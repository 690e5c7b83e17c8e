"""Benchmarks of the web process and of pages."""
