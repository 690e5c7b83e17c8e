"""How long an engine's speech lasts for its texts, learnt from what it spoke."""

import threading
from typing import Final

_LEARNT_FROM: Final = 8
"""Chunks of a language before its speech is measured by what was learnt."""

_SHORTEST_LESSON: Final = 20  # letters: a shorter chunk is mostly the silence around it
_PLAIN: Final = 0.7  # the share of letters in a text that says how long letters take
_WEIGHT: Final = 0.05  # of the newest chunk
_SHORT: Final = 0.4
_LONG: Final = 2.5
_CUT: Final = 0.8
# A digit is read as a word, a sign as one or two; or neither is read.
_LETTERS_A_DIGIT: Final = 8
_LETTERS_A_SIGN: Final = 6
_EXTRA_SECONDS: Final = 2.0


class Lengths:
    """The mean seconds a letter of each language, at the voice's own pace. Shared by all threads."""

    def __init__(self) -> None:
        self._means: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def fault(self, language: str, text: str, seconds: float, ends_in_sound: bool) -> str | None:
        """Return `too short`, `too long`, or `cut off` for a text a little short that ends in sound.

        None while nothing is wrong, or not enough was heard of the language.
        """
        count, mean = self._means.get(language, (0, 0.0))
        if count < _LEARNT_FROM:
            return None
        letters = sum(map(str.isalpha, text))
        digits = sum(map(str.isdigit, text))
        signs = sum(not (it.isalnum() or it.isspace()) for it in text)
        most = letters + _LETTERS_A_DIGIT * digits + _LETTERS_A_SIGN * signs
        if seconds > _LONG * mean * most + _EXTRA_SECONDS:
            return "too long"
        if seconds < _SHORT * mean * letters:
            return "too short"
        return "cut off" if ends_in_sound and seconds < _CUT * mean * letters else None

    def learn(self, language: str, text: str, seconds: float) -> None:
        """Take a chunk that was spoken well as an example, if it is a long and plain text."""
        letters = sum(map(str.isalpha, text))
        if letters < max(_SHORTEST_LESSON, _PLAIN * len(text)):
            return
        with self._lock:
            count, mean = self._means.get(language, (0, 0.0))
            took = seconds / letters
            if count >= _LEARNT_FROM:
                # One strange text must not change what is usual by much.
                took = min(max(took, mean / 2), mean * 2)
            weight = max(_WEIGHT, 1 / (count + 1))
            self._means[language] = (count + 1, mean + weight * (took - mean))
