"""How hard a text is to read: measured, compared with what a grade can take, never changed here.

The measure needs no library and no download: sentences, words, and long words that are not among the
familiar ones of `familiar_words`. docs/reading-levels.md has the formula.
"""

from stories.levels.above import hardest_above
from stories.levels.caps import Caps, caps, words_per_scene, words_per_sentence
from stories.levels.readability import Measure, excess, measure, over, too_long, word_forms
from stories.levels.under import far_under

__all__ = [
    "Caps",
    "Measure",
    "caps",
    "excess",
    "far_under",
    "hardest_above",
    "measure",
    "over",
    "too_long",
    "word_forms",
    "words_per_scene",
    "words_per_sentence",
]
