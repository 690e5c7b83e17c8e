"""Kokoro: small open voices of high quality, for machines with time or cores to spare."""
