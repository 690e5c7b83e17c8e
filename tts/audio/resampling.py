"""A recording again at another sample rate, so that its frames can stand in one file with others'."""

import hashlib

from django.db.models.signals import post_delete

from edusmart.media import discard, store
from tts.models import Recording

_STEM = 44  # characters of a recording's key that the keys of its copies begin with


def fitted(recording: Recording, rate: int, channels: int) -> Recording:
    """Its copy at `rate` hertz with so many channels, made at first need and kept until it is not asked for.

    Nobody orders a copy, so it goes with its keep time, or with the recording, and is made anew when needed.
    Raises NotFrames (nothing to decode), FileNotFoundError, NotYet.
    """
    from tts.audio.encoding import encoded  # heavy, and hardly ever needed

    key = f"{_stem(recording)}{rate}x{channels}"
    copy, _ = Recording.objects.get_or_create(key=key)
    return copy if copy.file else _kept(copy, recording, encoded(recording, rate, channels))


def _kept(copy: Recording, original: Recording, content: bytes) -> Recording:
    name = store("recordings", "mp3", content)
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


def _copies_go(sender: type[Recording], instance: Recording, **_: object) -> None:
    if ":" not in instance.key:
        for copy in Recording.objects.filter(key__startswith=_stem(instance), narrations=None):
            copy.delete()


post_delete.connect(_copies_go, sender=Recording, dispatch_uid="tts.copies_go")
