"""What says of a sound that a computer spoke it, in the words of the IPTC."""

from collections.abc import Iterable

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
#: Speak by rules and a recorded or computed sound; all others are models that were trained.
_BY_RULES = ("espeak",)


def is_trained(engine: str) -> bool:
    """Return whether this engine speaks with a model that was trained."""
    return bool(engine) and not engine.startswith(_BY_RULES)


def spoken_by(engines: Iterable[str]) -> dict[str, str]:
    """Return the notes for a sound of these engines."""
    names = sorted({engine for engine in engines if engine})
    term = "trainedAlgorithmicMedia" if any(map(is_trained, names)) else "algorithmicMedia"
    return {
        "DigitalSourceType": _TERMS + term,
        "AISystemUsed": ", ".join(["EduSmart", *names]),
    }
