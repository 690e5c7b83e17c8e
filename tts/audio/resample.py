"""A recording at another sample rate, so that its frames can stand in one file with those of others."""

import hashlib

from edusmart.media import discard, store
from tts.models import Recording

_STEM = 44  # characters of a recording's key that the keys of its copies begin with


def resampled(recording: Recording, rate: int, channels: int) -> Recording:
    """Return the recording's copy at `rate` hertz with `channels` channels, made when there is none.

    A copy has no order, so it is purged after the keep time, or deleted with its original.
    Raises NoFrames (nothing to decode), FileNotFoundError, NotYet.
    """
    # Loads av: 25 MB that a web process hardly ever needs.
    from tts.audio.encode import encode

    key = f"{_stem(recording)}{rate}x{channels}"
    copy, _ = Recording.objects.get_or_create(key=key)
    return copy if copy.file else _store(copy, recording, encode(recording, rate, channels))


def _store(copy: Recording, original: Recording, content: bytes) -> Recording:
    name = store("recordings", "mp3", content)
    # Compared in the UPDATE: another process may have made the same copy meanwhile.
    unmade = Recording.objects.filter(pk=copy.pk, file="")
    if not unmade.update(
        file=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        duration=original.duration,
        engine=original.engine,
    ):
        discard(name)
    copy.refresh_from_db()
    return copy


def _stem(recording: Recording) -> str:
    return f"{recording.key[:_STEM]}:"


def delete_copies(sender: type[Recording], instance: Recording, **_: object) -> None:
    """Delete the copies of a recording that was deleted (a receiver of `post_delete`)."""
    if ":" not in instance.key:
        for copy in Recording.objects.filter(key__startswith=_stem(instance), narrations=None):
            copy.delete()
