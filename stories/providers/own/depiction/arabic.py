"""Arabic words without what is written onto them."""

from __future__ import annotations

_JOINED = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك")
_ARTICLES = frozenset({"ال", "وال", "فال", "بال", "كال", "لل", "ولل"})
_ENDINGS = (
    "هما",
    "ها",
    "هم",
    "هن",
    "كم",
    "نا",
    "ات",
    "ين",
    "ان",
    "ون",
    "ه",
    "ك",
    "ي",
    "ا",
)
_SHORTEST = 3  # letters that have to be left, or other words would be found


def stems(word: str) -> list[str]:
    """Return the word as it stands, then without particles before and endings behind it."""
    found = [word]
    for joined in sorted(_JOINED, key=len):  # "and a seed" before "and with maize"
        if word.startswith(joined) and len(word) - len(joined) >= _SHORTEST - (joined in _ARTICLES):
            found.append(word.removeprefix(joined))
    for start in tuple(found):
        for ending in _ENDINGS:
            if start.endswith(ending) and len(start) - len(ending) >= _SHORTEST:
                stem = start.removesuffix(ending)
                # "Her daughter" has an open t where "a daughter" has a closed one.
                found += [stem, stem.removesuffix("ت") + "ة"] if stem.endswith("ت") else [stem]
    return found


def is_likened(word: str) -> bool:
    """Return whether "as" is written onto the word; only known for words with an article."""
    return word.startswith("كال")


def is_accusative(word: str) -> bool:
    """Return whether the word ends as that does to which something is done: "(he saw) a fox"."""
    return word.endswith("ا") and len(word) > _SHORTEST and not word.startswith("ال")
