"""The model that guesses vowels: two small networks of the package text2tashkeel, without its code.

Its own function changes letters (it restores hamzas) and gives no scores; here the letters stay as
they are written, what is written and known narrows the choices, and both networks are heard.
"""

import json
import unicodedata
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tts.service.text.vowels.marks import CHOICES, choice_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Scores = npt.NDArray[np.float64]

_TASHKEEL: Final = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
# The second network knows better where a letter has a mark and which; measured in bench/vowels.
_WEIGHTS: Final = (0.5, 1.0)
_IMPOSSIBLE: Final = -30.0


class VowelModel:
    """Both networks, loaded when first needed. Threads may share it: a session has no state."""

    def scores(self, text: str) -> Scores:
        """Return the log probability of each of CHOICES for each character of a bare text."""
        known, unknown = self._characters, self._characters.get("<UNK>", 1)
        # Letters as the networks know them: hamza is a mark of its own there.
        bases = [unicodedata.normalize("NFD", character)[0] for character in text]
        ids = np.array([[known.get(base, unknown) for base in bases]], dtype=np.int64)
        (first,) = self._first.run(["output"], {"input": ids})
        presence, value = self._second.run(["presence", "value"], {"input": ids})
        hamzas = [unicodedata.normalize("NFD", character)[1:] for character in text]
        one = self._by_choice(first[0], hamzas)
        two = _gated(self._by_choice(value[0], hamzas), presence[0])
        scores: Scores = _WEIGHTS[0] * one + _WEIGHTS[1] * two
        return scores

    def _by_choice(self, logits: Scores, hamzas: list[str]) -> Scores:
        """Sum the classes of a network by what they mean for speech.

        A letter that is written with a hamza only has the classes with one.
        """
        chances = np.exp(logits - logits.max(axis=-1, keepdims=True))
        summed = chances @ self._meaning
        for at, hamza in enumerate(hamzas):
            if hamza in self._meaning_with:
                summed[at] = chances[at] @ self._meaning_with[hamza]
        scores: Scores = np.log(summed / summed.sum(axis=-1, keepdims=True) + 1e-12)
        return scores

    @cached_property
    def _vocabulary(self) -> dict[str, dict[str, int]]:
        read = files("text2tashkeel").joinpath("models/rawi_v2.vocab.json").read_text("utf-8")
        vocabulary: dict[str, dict[str, int]] = json.loads(read)
        return vocabulary

    @cached_property
    def _characters(self) -> dict[str, int]:
        return self._vocabulary["char_to_idx"]

    @cached_property
    def _meaning(self) -> Scores:
        return self._matrix("")

    @cached_property
    def _meaning_with(self) -> dict[str, Scores]:
        return {hamza: self._matrix(hamza) for hamza in ("\u0653", "\u0654", "\u0655")}

    def _matrix(self, hamza: str) -> Scores:
        """Return which class of a network is which choice, of the classes with this hamza."""
        classes = self._vocabulary["diac_to_idx"]
        matrix = np.zeros((len(classes), len(CHOICES)))
        for marks, number in classes.items():
            choice = choice_of("".join(mark for mark in marks if mark in _TASHKEEL))
            if choice is not None and hamza in marks:
                matrix[number, choice] = 1
        return matrix

    @cached_property
    def _first(self) -> "InferenceSession":
        return _session("rawi_v2.int8.onnx")

    @cached_property
    def _second(self) -> "InferenceSession":
        return _session("rawi_v3.int8.onnx")


def _gated(scores: Scores, presence: Scores) -> Scores:
    """Return the scores of the network that says apart whether there is a mark, and which."""
    chance = 1 / (1 + np.exp(-presence.astype(np.float64)))
    marked = scores.copy()
    marked[:, 0] = _IMPOSSIBLE
    marked -= np.logaddexp.reduce(marked, axis=1)[:, None]
    marked += np.log(chance + 1e-9)[:, None]
    marked[:, 0] = np.log(1 - chance + 1e-9)
    return marked


def _session(name: str) -> "InferenceSession":
    # Heavy, and no use to a service that speaks no Arabic.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    # Sentences are short: more threads, or memory kept for the next one, cost more than they bring.
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    path = files("text2tashkeel").joinpath("models", name)
    return InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
