"""Noticing voices that were fetched while the service runs."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

log = logging.getLogger("tts.service")

SECONDS: Final = 2.0
"""Between two looks."""

_MODELS: Final = (".onnx", ".json", ".bin")

Stamp = frozenset[tuple[str, int, int]]


def stamp(paths: Sequence[str]) -> Stamp:
    """Return the names, sizes and times of the models in the folders among these paths."""
    found = set()
    for folder in map(Path, paths):
        try:
            for file in folder.iterdir() if folder.is_dir() else ():
                if file.suffix in _MODELS:
                    known = file.stat()
                    found.add((str(file), known.st_size, known.st_mtime_ns))
        except OSError as error:
            log.warning("voices of %s cannot be looked at: %s", folder, error)
    return frozenset(found)


async def reload_on_change(paths: Callable[[], Sequence[str]], load: Callable[[], None]) -> None:
    """Call `load` in a thread whenever the models have changed, until cancelled.

    A fetch of several files is one change: it is loaded once nothing has changed between two looks.
    """
    loaded = latest = await asyncio.to_thread(lambda: stamp(paths()))
    while True:
        await asyncio.sleep(SECONDS)
        before, latest = latest, await asyncio.to_thread(lambda: stamp(paths()))
        if latest == before != loaded:
            log.info("the voices have changed: loading them")
            await asyncio.to_thread(load)
            loaded = latest
