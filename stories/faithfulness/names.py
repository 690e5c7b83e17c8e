"""Words of a sentence that are surely names."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0670])*")
_SENTENCE_BEGINS = re.compile('[.!?…:"“«‘—¿¡]\\s*$')
_ARABIC_NAMED = re.compile(
    r"(?:اسمها|اسمه|تدعى|يدعى|تُدعى|يُدعى|السيد|السيدة|العم|العمة|الملك|الملكة|الأميرة|الأمير|صديقتها|صديقه|يا)\s+"
    r"([^\s\d.,،:!؟\"«»]+)"
)
# What is written with a capital and is no name: in English "I", days and months, languages and peoples.
_NO_NAMES = frozenset(
    word
    for words in (
        "i monday tuesday wednesday thursday friday saturday sunday january february march april may june",
        "july august september october november december english christmas",
        "mr mrs miss dr mum mom dad mama papa god earth sun moon",
    )
    for word in words.split()
)


def names(sentence: str, language: str) -> list[str]:
    """Return the names, each as written. Where a sentence begins, also inside it, a capital says nothing."""
    if language == "ar":
        return [it for it in _ARABIC_NAMED.findall(sentence) if not it.startswith("ال")]
    return [
        found[0]
        for found in _WORD.finditer(sentence)
        if found[0][0].isupper()
        and found.start() > 0
        and found[0].casefold() not in _NO_NAMES
        and not _SENTENCE_BEGINS.search(sentence[max(found.start() - 4, 0) : found.start()])
    ]
