"""Small copies of a picture: nobody fetches 768 pixels for a strip of scenes or a shelf."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic

from django.db.models import Q

from edusmart.media import discard, on_disk, store
from edusmart.work.errors import NotYet
from edusmart.work.models import Status
from stories.models import Illustration
from stories.providers.picture_format import cover, smaller

log = logging.getLogger(__name__)

SIDES = {"thumb": 160, "cover": 384}  # pixels, by the field that names the file
AT_ONCE = 10  # pictures in a round: their decoding takes about a third of a second
LOOK_AGAIN_SECONDS = 600  # after a round that found none: new pictures bring their own

_unreadable: set[int] = set()
_nothing_until = 0.0


def store_picture(content: bytes, front: bytes = b"") -> dict[str, str]:
    """Store a picture (JPEG) with its small copies and its `front` (WebP), if it has one. Returns their
    names by field.

    Raises NotYet, and then keeps none.
    """
    layers = {"front": lambda: front} if front else {}
    return _store({"file": lambda: content, **_copies(content, front), **layers})


def _copies(content: bytes, front: bytes = b"") -> dict[str, Callable[[], bytes]]:
    return {
        "thumb": partial(smaller, content, SIDES["thumb"]),
        "cover": partial(cover, content, front, SIDES["cover"]),
    }


def _store(contents: Mapping[str, Callable[[], bytes]]) -> dict[str, str]:
    stored: dict[str, str] = {}
    try:
        for field, content in contents.items():
            stored[field] = store("pictures", "webp" if field == "front" else "jpg", content())
    except BaseException:
        for name in stored.values():
            discard(name)
        raise
    return stored


def add_small_pictures() -> None:
    """Make the small copies of pictures from before there were any, some in each call. A chore of the
    sweep."""
    global _nothing_until
    if monotonic() < _nothing_until:
        return
    bare = Illustration.objects.filter(status=Status.COMPLETED, thumb="").exclude(file="")
    found = list(bare.exclude(pk__in=_unreadable).order_by("-pk")[:AT_ONCE])
    if not found:
        _nothing_until = monotonic() + LOOK_AGAIN_SECONDS
    try:
        for picture in found:
            _add_to(picture)
    except NotYet as away:
        log.info("small pictures wait for the storage: %s", type(away).__name__)


def _add_to(picture: Illustration) -> None:
    try:
        with on_disk(picture.file) as path:
            small = _store(_copies(path.read_bytes()))
    except NotYet:
        raise
    except (OSError, ValueError) as error:
        # Not tried again by this process: the large one is shown in its place.
        _unreadable.add(picture.pk)
        log.warning("picture %s has no small copies: %s", picture.pk, type(error).__name__)
        return
    same = Q(pk=picture.pk, file=picture.file, thumb="")
    # Watchers see nothing of it: the addresses stay what they are.
    if not Illustration.objects.filter(same).update_unwatched(**small):
        for name in small.values():
            discard(name)
