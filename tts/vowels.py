"""Arabic texts with their short vowels, for readers who are still learning them."""

import hashlib

from django.core.cache import cache

from tts.client import vowelled
from tts.lexicon import bare

KEPT_SECONDS = 24 * 3600


def with_vowels(text: str) -> str:
    """Return an Arabic text with vowel marks added, from the speech service or the cache.

    Raises WorkError when the service cannot say it now, or answers with another text.
    """
    key = f"tts.vowels.{hashlib.sha256(text.encode()).hexdigest()}"
    marked: str | None = cache.get(key)
    if marked is None:
        marked = vowelled(text, unchanged_by=bare)
        cache.set(key, marked, KEPT_SECONDS)
    return marked
