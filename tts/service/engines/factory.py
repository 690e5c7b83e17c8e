"""The engine that `TTS_ENGINE` names, put together with what every engine gets.

Heavy packages are imported only when their engine is the one chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from tts.service.engines.fallback import Circuit, FallbackEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.engines.protocol import Engine, EngineFailed, Linguist
from tts.service.settings import BadSetting, Limits
from tts.service.text.lexicon import read_lexicons
from tts.service.voices.references import References


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where an engine's class is; for an optional one what to import, and from which package."""

    module: str
    factory: str
    imported: str = ""
    package: str = ""


_KINDS: Final = {
    "espeak": _Kind("tts.service.engines.espeak", "EspeakEngine"),
    "piper": _Kind("tts.service.engines.piper", "PiperEngine", "piper", "piper-tts"),
    "chatterbox": _Kind(
        "tts.service.engines.chatterbox", "ChatterboxEngine", "chatterbox", "chatterbox-tts"
    ),
    "xtts": _Kind("tts.service.engines.xtts", "XttsEngine", "TTS", "coqui-tts"),
}


def chosen_engine(limits: Limits) -> Callable[[], Engine]:
    """How to open the engine of these settings; raises BadSetting for what cannot work."""
    kind = _kind("TTS_ENGINE", limits.tts_engine)
    second = _kind("TTS_FALLBACK", limits.tts_fallback) if limits.tts_fallback else None
    if second == kind:
        raise BadSetting("TTS_FALLBACK must be another engine than TTS_ENGINE.")
    if "xtts" in (limits.tts_engine, limits.tts_fallback) and not limits.coqui_tos_agreed:
        raise BadSetting("xtts needs COQUI_TOS_AGREED=1, which accepts its weights' licence.")
    lexicon = read_lexicons(limits.lexicon_dir)
    References(limits.voices_dir)

    def open_engine() -> Engine:
        engine = _open(kind, limits)
        if second is not None:
            circuit = Circuit(limits.tts_fallback_failures, limits.tts_fallback_seconds)
            engine = FallbackEngine(engine, _open(second, limits), circuit)
        return PolyglotEngine(engine, lexicon, loads_at_start=limits.tts_load == "start")

    return open_engine


def _kind(setting: str, name: str) -> _Kind:
    if name not in _KINDS:
        raise BadSetting(f"{setting} must be one of {', '.join(_KINDS)}, not '{name}'.")
    kind = _KINDS[name]
    if kind.imported and find_spec(kind.imported) is None:
        package = f"{setting}={name} needs the package {kind.package}"
        raise BadSetting(f"{package}, which is not installed: pip install 'edusmart[{name}]'.")
    return kind


def _open(kind: _Kind, limits: Limits) -> Linguist:
    try:
        factory = getattr(import_module(kind.module), kind.factory)
    except ImportError as error:
        raise EngineFailed(f"{kind.package or kind.module} cannot be imported: {error}.") from error
    engine: Linguist = factory(limits)
    return engine
