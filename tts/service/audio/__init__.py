"""Samples and the files made of them."""
