"""Create the engine that `TTS_ENGINE` names, with fallback, lexicon and script switching.

Heavy packages are imported only when their engine is chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from tts.service.engines.auto import LAST, NAME, open_auto
from tts.service.engines.circuit import CircuitBreaker
from tts.service.engines.fallback import FallbackEngine, GuardedEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.engines.protocol import Engine, EngineFailed, MultilingualEngine
from tts.service.settings import BadSetting, Settings
from tts.service.text.lexicon import read_lexicons
from tts.service.voices.references import ReferenceVoices


@dataclass(frozen=True, slots=True)
class _EngineClass:
    """Where an engine's class is; for one that may be missing, its import, its package, its extra."""

    module: str
    factory: str
    imported: str = ""
    package: str = ""
    extra: str = ""


_ENGINES: Final = {
    "espeak": _EngineClass("tts.service.engines.espeak", "EspeakEngine"),
    "hibari": _EngineClass(
        "tts.service.engines.hibari.engine", "HibariEngine", "hibari", "hibari-tts"
    ),
    "piper": _EngineClass(
        "tts.service.engines.piper.engine", "PiperEngine", "piper", "piper-tts", "piper"
    ),
    "kokoro": _EngineClass(
        "tts.service.engines.kokoro.engine", "KokoroEngine", "kokoro_onnx", "kokoro-onnx", "kokoro"
    ),
    "chatterbox": _EngineClass(
        "tts.service.engines.chatterbox",
        "ChatterboxEngine",
        "chatterbox",
        "chatterbox-tts",
        "chatterbox",
    ),
    "remote": _EngineClass("tts.service.engines.remote", "RemoteEngine"),
    "xtts": _EngineClass("tts.service.engines.xtts", "XttsEngine", "TTS", "coqui-tts", "xtts"),
}


def engine_factory(settings: Settings) -> Callable[[], Engine]:
    """Check the settings and return a function that opens the engine; raises BadSetting."""
    open_named = _auto(settings) if settings.tts_engine == NAME else _chosen(settings)
    lexicon = read_lexicons(settings.lexicon_dir)
    # Opened only so that a wrong folder stops the start and not the first request.
    ReferenceVoices(settings.voices_dir)

    def open_engine() -> Engine:
        return PolyglotEngine(open_named(), lexicon, loads_at_start=settings.tts_load == "start")

    return open_engine


def _auto(settings: Settings) -> Callable[[], MultilingualEngine]:
    """Return what opens all engines that are there; raises BadSetting."""
    if settings.tts_fallback not in ("", LAST):
        raise BadSetting(f"TTS_ENGINE={NAME} falls back to {LAST}: leave TTS_FALLBACK out.")

    def open_engine(name: str, wanted: Settings) -> MultilingualEngine:
        return _open(_kind("TTS_ENGINE", name), wanted)

    return lambda: open_auto(settings, open_engine)


def _chosen(settings: Settings) -> Callable[[], MultilingualEngine]:
    """Return what opens the engine of the settings and its fallback; raises BadSetting."""
    kind = _kind("TTS_ENGINE", settings.tts_engine)
    second = _kind("TTS_FALLBACK", settings.tts_fallback) if settings.tts_fallback else None
    if second == kind:
        raise BadSetting("TTS_FALLBACK must be another engine than TTS_ENGINE.")
    if "xtts" in (settings.tts_engine, settings.tts_fallback) and not settings.coqui_tos_agreed:
        raise BadSetting("xtts needs COQUI_TOS_AGREED=1, which accepts its weights' licence.")

    # Said at the start, as for a package that is missing.
    if "remote" in (settings.tts_engine, settings.tts_fallback) and not settings.tts_remote_url:
        raise BadSetting("remote needs TTS_REMOTE_URL, such as http://gpu:8880.")

    def open_engine() -> MultilingualEngine:
        engine = _open(kind, settings)
        if second is None:
            return engine
        circuit = CircuitBreaker(settings.tts_fallback_failures, settings.tts_fallback_seconds)
        return FallbackEngine([GuardedEngine(engine, circuit)], _open(second, settings))

    return open_engine


def _kind(setting: str, name: str) -> _EngineClass:
    """Return the engine class of this name; raises BadSetting if its package is not installed."""
    if name not in _ENGINES:
        known = ", ".join((NAME, *_ENGINES) if setting == "TTS_ENGINE" else _ENGINES)
        raise BadSetting(f"{setting} must be one of {known}, not '{name}'.")
    kind = _ENGINES[name]
    # Looked for and not imported: that is heavy, and is done in a thread later.
    if kind.imported and find_spec(kind.imported) is None:
        wanted = f"'edusmart[{kind.extra}]'" if kind.extra else kind.package
        package = f"{setting}={name} needs the package {kind.package}"
        raise BadSetting(f"{package}, which is not installed: pip install {wanted}.")
    return kind


def _open(kind: _EngineClass, settings: Settings) -> MultilingualEngine:
    """Import and create an engine; raises EngineFailed."""
    try:
        factory = getattr(import_module(kind.module), kind.factory)
    except ImportError as error:
        raise EngineFailed(f"{kind.package or kind.module} cannot be imported: {error}.") from error
    engine: MultilingualEngine = factory(settings)
    return engine
