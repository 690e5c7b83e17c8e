"""What the engines that run on torch share: device, seed, cache of recordings, pieces."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import torch

from tts.service.audio.loudness import from_floats
from tts.service.engines.protocol import EngineFailed, Utterance
from tts.service.text.chunks import chunks

MAX_CACHED: Final = 8
"""Most analyses a thread caches; each takes some megabytes on the device."""


class AnalysisCache:
    """The analyses of the reference recordings used last, by the recording's path."""

    def __init__(self, listen: Callable[[str], Any]) -> None:
        """Keep `listen(path)`, which analyses a recording."""
        self._listen = listen
        self._analyses: OrderedDict[Path, Any] = OrderedDict()

    def analysis(self, recording: Path) -> Any:
        """Return the analysis of a recording, cached if possible; raises EngineFailed."""
        self._drop_deleted()
        if recording not in self._analyses:
            try:
                with without_gradients():
                    self._analyses[recording] = self._listen(str(recording))
            except Exception as error:  # torch raises many kinds of errors
                raise EngineFailed(f"{recording.stem} could not be imitated: {error}.") from error
            if len(self._analyses) > MAX_CACHED:
                # The one that was used longest ago.
                self._analyses.popitem(last=False)
        self._analyses.move_to_end(recording)
        return self._analyses[recording]

    def _drop_deleted(self) -> None:
        """Drop deleted recordings: a voice that was withdrawn must not be imitated again."""
        for recording in [known for known in self._analyses if not known.exists()]:
            del self._analyses[recording]


def package_version(package: str) -> str:
    """Return the installed version, such as `0.1.7`."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def select_device(asked: str) -> str:
    """Return the device: `asked`, or for `auto` the fastest of cuda, mps, cpu.

    Raises EngineFailed if the machine does not have it.
    """
    has_cuda, has_mps = torch.cuda.is_available(), torch.backends.mps.is_available()
    if asked == "auto":
        return "cuda" if has_cuda else "mps" if has_mps else "cpu"
    kind = asked.partition(":")[0]
    if not {"cuda": has_cuda, "mps": has_mps, "cpu": True}.get(kind, False):
        raise EngineFailed(f"TTS_DEVICE={asked} is not on this machine.")
    return asked


def without_gradients() -> AbstractContextManager[Any]:
    """Return torch's inference mode; without it, memory grows with each chunk."""
    mode: AbstractContextManager[Any] = torch.inference_mode()
    return mode


def seed_torch(seed: int | None) -> None:
    """Seed torch, unless `seed` is None; one seed serves all threads, so takes repeat only so far."""
    if seed is not None:
        torch.manual_seed(seed)


def speak_in_pieces(
    speak: Callable[[str], Sequence[float]],
    text: str,
    cap: int,
    stopped: Callable[[], bool],
) -> Utterance:
    """Speak `text` in pieces of at most `cap` characters, nearly always one.

    An exception of the model becomes EngineFailed.
    """
    utterance = from_floats(())
    for chunk in chunks(text, cap):
        if stopped():
            break
        try:
            with without_gradients():
                utterance += from_floats(speak(text[chunk.span.start : chunk.span.end]))
        except Exception as error:
            raise EngineFailed(f"The model could not speak a chunk: {error}.") from error
    return Utterance(utterance, [])
