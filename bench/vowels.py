"""How many Arabic words get the vowels that a reader gives them: `python -m bench.vowels`.

Beside ours, the package's best model as it comes. Every word is compared as it sounds, so that an
unwritten sukun or the alef after a long vowel's mark makes no difference.
"""

import os
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from text2tashkeel import Diacritizer

from bench.parts.report import write_down
from tts.service.text.normalization import normalize
from tts.service.text.vowels.marks import ANY, FATHA, SHADDA, SUKUN, bare, letters
from tts.service.text.vowels.restore import with_vowels

GOLD: Final = Path(__file__).with_name("vowelled_arabic.txt")
_ARTICLE: Final = re.compile("[وف]?[بك]?(?=ال..)")
_LONG: Final = {"ا": FATHA, "ى": FATHA, "ة": FATHA, "ي": "\u0650", "و": "\u064f"}


def gold(part: str = "") -> list[str]:
    """The vowelled sentences of a part, of all without one."""
    current, found = "", []
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith("# part: "):
            current = line.removeprefix("# part: ")
        elif line and not line.startswith("#") and part in ("", current):
            found.append(line)
    return found


def heard(word: str) -> list[tuple[str, str]]:
    """The letters of a word with the marks that change its sound."""
    plain = unicodedata.normalize("NFC", word).replace(SUKUN, "").replace("\u0670", "")
    found = letters(re.sub("ا\u064b$", "\u064bا", plain))
    article = _ARTICLE.match(bare(plain))
    alef = article.end() if article else -1
    sounds = []
    for at, (letter, marks) in enumerate(found):
        following, above = found[at + 1] if at + 1 < len(found) else ("", "")
        if (letter == "ا" and at in (0, alef)) or (article and at == alef + 1):
            marks = ""  # the article's alef and lam sound by what follows
        if above in ("", "\u064b") or following == "ة":
            marks = marks.replace(_LONG.get(following, "-"), "")
        sounds.append((letter, marks))
    return sounds


def stem(sounds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A word without the mark of its case."""
    *before, (letter, marks) = sounds
    if letter == "ا" and before:
        before[-1] = (before[-1][0], before[-1][1].replace("\u064b", ""))
    return [*before, (letter, SHADDA if SHADDA in marks else "")]


def agreements(vowelled: Callable[[str], str], sentences: list[str]) -> Iterator[tuple[bool, bool]]:
    """For each word: whether all of it agrees with the gold text, and whether its stem does."""
    for sentence in sentences:
        pairs = zip(_words(sentence), _words(vowelled(bare(sentence))), strict=True)
        for wanted, got in ((heard(one), heard(other)) for one, other in pairs):
            yield wanted == got, stem(wanted) == stem(got)


def ours(text: str) -> str:
    """The text as the service vowels it."""
    return with_vowels(normalize(text)).text


def _megabytes() -> float:
    """What this process holds in memory."""
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return resident * os.sysconf("SC_PAGE_SIZE") / 1e6


def _words(text: str) -> list[str]:
    return re.findall(f"[\u0621-\u064a{ANY}]+", text)


def _shares(vowelled: Callable[[str], str], part: str) -> str:
    results = list(agreements(vowelled, gold(part)))
    whole, stems = (sum(column) / len(results) for column in zip(*results, strict=True))
    return f"{whole:.3f} of {len(results)} words with their endings, {stems:.3f} without"


def _cost() -> str:
    before, began = _megabytes(), time.perf_counter()
    ours("سلام")
    loaded = f"loaded in {time.perf_counter() - began:.2f} s, {_megabytes() - before:.0f} MB"
    text = bare(" ".join(gold()))[:3000]
    began = time.process_time()
    ours(text)
    spent = 1000 * (time.process_time() - began) / len(text)
    return f"{loaded}, {1000 * spent:.0f} µs a character"


def main() -> None:
    """Write down shares, time and memory."""
    package = Diacritizer().diacritize
    rows = [("the model", _cost())]
    for part in ("tuned", "held back", "fresh", ""):
        rows += [(f"ours, {part or 'all'}", _shares(ours, part))]
        rows += [(f"text2tashkeel's best as it comes, {part or 'all'}", _shares(package, part))]
    write_down(f"Arabic vowels, text2tashkeel {version('text2tashkeel')}", rows)


if __name__ == "__main__":
    main()
