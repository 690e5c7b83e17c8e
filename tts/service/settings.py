"""Settings of the service and of its job worker, read from environment variables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Final, Self, TypeVar

SHORTEST_CHUNK: Final = 50
LONGEST_CHUNK: Final = 500

FETCHED_VOICES: Final = "var/voices"
"""Where fetched voices are put, and looked for, while MODEL_PATH names nothing."""

_BODY_BYTES_PER_CHARACTER = 12  # one character outside the first plane, escaped in JSON
_BODY_BYTES_BESIDES_TEXT = 16_384  # the other fields, and white space

_Number = TypeVar("_Number", int, float)


class BadSetting(Exception):
    """An environment variable cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one running service and its job worker.

    Durations are in seconds unless the name says hours, text lengths in code points. For
    `requests_per_minute` and `job_chars_per_day`, 0 means no limit.
    """

    host: str = "127.0.0.1"
    port: int = 5000
    tts_engine: str = "auto"
    tts_load: str = "start"
    tts_device: str = "auto"
    tts_fallback: str = ""
    tts_fallback_failures: int = 3
    tts_fallback_seconds: float = 30.0
    tts_remote_url: str = ""
    tts_remote_key: str = ""
    tts_remote_model: str = "tts-1"
    tts_remote_voices: tuple[str, ...] = ("en=alloy", "ar=alloy", "es=alloy", "fr=alloy")
    model_path: tuple[str, ...] = ()
    chatterbox_model: str = "multilingual"
    coqui_tos_agreed: bool = False
    voices_dir: str = ""
    lexicon_dir: str = ""
    workers: int = 2
    max_concurrent_requests: int = 10
    timeout_seconds: float = 30.0
    max_text_chars: int = 20_000
    max_audio_seconds: float = 7200.0
    api_keys: tuple[str, ...] = ()
    worker_key: str = ""
    requests_per_minute: int = 0
    redis_url: str = ""
    jobs_dir: str = "var/tts-jobs"
    job_max_chars: int = 100_000
    job_lease_seconds: float = 15.0
    job_ttl_hours: float = 24.0
    jobs_per_key: int = 100
    job_chars_per_day: int = 0
    max_retries: int = 2
    cleanup_interval_sec: float = 3600.0
    service_url: str = "http://127.0.0.1:5000"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read each field from the variable with its name in capitals; raises BadSetting."""
        read: dict[str, object] = {}
        for setting in fields(cls):
            written = environ.get(setting.name.upper(), "").strip()
            if written:
                read[setting.name] = _READERS[setting.name](setting.name.upper(), written)
        return cls(**read)  # type: ignore[arg-type]  # each reader returns its field's type

    def max_body_bytes(self, is_job: bool) -> int:
        """Return the longest request body, in bytes, that can still hold an acceptable text."""
        characters = self.job_max_chars if is_job else self.max_text_chars
        return characters * _BODY_BYTES_PER_CHARACTER + _BODY_BYTES_BESIDES_TEXT


def _within(kind: type[_Number], low: _Number, high: _Number) -> Callable[[str, str], _Number]:
    """Return a reader of numbers from `low` to `high`."""

    def read(name: str, written: str) -> _Number:
        try:
            value = kind(written)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise BadSetting(f"{name} must be a number from {low} to {high}, not '{written}'.")
        return value

    return read


def _as_written(name: str, written: str) -> str:
    return written


def _address(name: str, written: str) -> str:
    """Return an address of HTTP; raises BadSetting."""
    if not written.startswith(("http://", "https://")):
        raise BadSetting(f"{name} must be an address such as http://gpu:8880, not '{written}'.")
    return written


def _one_of(*words: str) -> Callable[[str, str], str]:
    """Return a reader that accepts these words only."""

    def read(name: str, written: str) -> str:
        if written not in words:
            raise BadSetting(f"{name} must be {' or '.join(words)}, not '{written}'.")
        return written

    return read


def _agreed(name: str, written: str) -> bool:
    """Return whether the licence is accepted, as the coqui package reads it: only "1" counts."""
    return written == "1"


def _list(name: str, written: str) -> tuple[str, ...]:
    """Split a comma-separated setting."""
    return tuple(key for part in written.split(",") if (key := part.strip()))


# Numbers have bounds, so that a mistyped one is a sentence at the start and no strange behaviour later.
_READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "host": _as_written,
    "port": _within(int, 0, 65_535),
    "tts_engine": _as_written,
    "tts_load": _one_of("start", "first_use"),
    "tts_device": _as_written,
    "tts_fallback": _as_written,
    "tts_fallback_failures": _within(int, 1, 1000),
    "tts_fallback_seconds": _within(float, 0.01, 86_400.0),
    "tts_remote_url": _address,
    "tts_remote_key": _as_written,
    "tts_remote_model": _as_written,
    "tts_remote_voices": _list,
    "model_path": _list,
    "chatterbox_model": _one_of("multilingual", "multilingual-v3", "english"),
    "coqui_tos_agreed": _agreed,
    "voices_dir": _as_written,
    "lexicon_dir": _as_written,
    "workers": _within(int, 1, 64),
    "max_concurrent_requests": _within(int, 1, 10_000),
    "timeout_seconds": _within(float, 0.01, 3600.0),
    "max_text_chars": _within(int, 1, 1_000_000),
    "max_audio_seconds": _within(float, 1.0, 86_400.0),
    "api_keys": _list,
    "worker_key": _as_written,
    "requests_per_minute": _within(int, 0, 1_000_000),
    "redis_url": _as_written,
    "jobs_dir": _as_written,
    "job_max_chars": _within(int, 1, 10_000_000),
    "job_lease_seconds": _within(float, 0.5, 600.0),
    "job_ttl_hours": _within(float, 0.0001, 8760.0),
    "jobs_per_key": _within(int, 1, 1_000_000),
    "job_chars_per_day": _within(int, 0, 1_000_000_000),
    "max_retries": _within(int, 0, 100),
    "cleanup_interval_sec": _within(float, 0.1, 86_400.0),
    "service_url": _as_written,
}
