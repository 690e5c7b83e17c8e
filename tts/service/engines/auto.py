"""`TTS_ENGINE=auto`: for each language the best engine that is there, espeak for all others.

A model that cannot be used is left out with a sentence that the service's page and its log show.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tts.service.engines.circuit import CircuitBreaker
from tts.service.engines.fallback import FallbackEngine, GuardedEngine
from tts.service.engines.kokoro.files import find_models as find_kokoro_models
from tts.service.engines.piper.models import find_models
from tts.service.engines.protocol import EngineFailed, MultilingualEngine
from tts.service.settings import FETCHED_VOICES, BadSetting, Settings

log = logging.getLogger("tts.service")

NAME: Final = "auto"
LAST: Final = "espeak"

OpenEngine = Callable[[str, Settings], MultilingualEngine]
"""Opens an engine by its name; raises EngineFailed or BadSetting."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An engine to look for, and which paths of MODEL_PATH are its models (None: it knows best)."""

    name: str
    find: Callable[[Sequence[str]], Sequence[str]] | None = None


# The first that speaks a language speaks it.
_CANDIDATES: Final = (
    _Candidate("hibari"),
    _Candidate("piper", find_models),
    _Candidate("kokoro", find_kokoro_models),  # after Piper, which is several times as fast
)


def open_auto(settings: Settings, open_engine: OpenEngine) -> FallbackEngine:
    """Open every engine that is there; raises EngineFailed if not even espeak is."""
    settings = replace(settings, model_path=voice_paths(settings))
    notices = [
        f"MODEL_PATH names {path}, which is not there."
        for path in settings.model_path
        if not Path(path).exists()
    ]
    guarded = []
    for candidate in _CANDIDATES:
        wanted = _settings_for(candidate, settings)
        if wanted is None:
            continue
        try:
            engine = open_engine(candidate.name, wanted)
        except (EngineFailed, BadSetting) as error:
            notices.append(str(error))
            continue
        circuit = CircuitBreaker(settings.tts_fallback_failures, settings.tts_fallback_seconds)
        guarded.append(GuardedEngine(engine, circuit))
    for notice in notices:
        log.warning("engine=%s %s", NAME, notice)
    return FallbackEngine(guarded, open_engine(LAST, settings), NAME, notices)


def voice_paths(settings: Settings) -> tuple[str, ...]:
    """Return where voices are looked for: MODEL_PATH, else where they are fetched to, if that is there."""
    fetched = (FETCHED_VOICES,) if Path(FETCHED_VOICES).is_dir() else ()
    return settings.model_path or fetched


def _settings_for(candidate: _Candidate, settings: Settings) -> Settings | None:
    """Return the settings with the candidate's models alone; None if it has none."""
    if candidate.find is None:
        return settings
    models = tuple(candidate.find(settings.model_path))
    # A folder may hold many voices: those that nobody asks for need no memory.
    return replace(settings, model_path=models, tts_load="first_use") if models else None
