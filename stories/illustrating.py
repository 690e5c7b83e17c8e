"""Making one scene's picture: from the document where it has one, else drawn."""

import hashlib
import io
from typing import Any
from zlib import crc32

from django.db.models import Q
from PIL import Image

from edusmart.media import on_disk, store
from edusmart.work.errors import WorkError
from edusmart.work.performing import performance
from stories.illustrators import PICTURE_SIDE, NoPicture, Picture, PictureRequest
from stories.illustrators.choice import illustrators
from stories.models import Illustration, Scene


def illustrate(illustration: Illustration) -> dict[str, Any]:
    """The fields to complete the illustration with: its picture is checked and stored."""
    shown_in = Q(illustration=illustration) | Q(illustration=illustration.replaces_id)
    scene = Scene.objects.select_related("story").get(shown_in)
    picture = _first_picture(scene, illustration)
    _check(picture)
    performance().go_on()
    return {
        "file": store("pictures", "jpg", picture.content),
        "size": len(picture.content),
        "sha256": hashlib.sha256(picture.content).hexdigest(),
        "alt": picture.alt[:300],
    }


def preload() -> None:
    """Load Pillow's codecs, which it otherwise looks for at the first picture."""
    Image.init()
    illustrators()


def _first_picture(scene: Scene, illustration: Illustration) -> Picture:
    story, take = scene.story, illustration.take
    seed = f"{story.pk}:{scene.index}:{take}" if take else f"{story.pk}:{scene.index}"
    with on_disk(story.document) as document:
        request = PictureRequest(
            text=scene.text,
            caption=scene.caption,
            index=scene.index,
            story_title=story.title,
            seed=crc32(seed.encode()),
            document=document,
            source_pages=tuple(scene.source_pages),
            language=story.language,
            take=take,
            wish=illustration.wish,
        )
        for illustrator in illustrators():
            try:
                return illustrator.illustrate(request)
            except NoPicture:
                continue
    raise WorkError("No picture could be made for this scene.", "no_picture")


def _check(picture: Picture) -> None:
    try:
        with Image.open(io.BytesIO(picture.content)) as image:
            image.load()
            fits = image.size == (PICTURE_SIDE, PICTURE_SIDE)
    except (OSError, ValueError) as error:
        raise WorkError("The picture did not turn out.", "not_a_picture") from error
    if not fits:
        raise WorkError("The picture did not turn out.", "wrong_size")
