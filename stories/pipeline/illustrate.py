"""Make one scene's picture: by the model, from the document, or drawn."""

import hashlib
import io
from contextlib import suppress
from typing import Any
from zlib import crc32

from django.db.models import Q
from PIL import Image

from edusmart.live.models import TopicGone, changing
from edusmart.media import await_storage, on_disk
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import BeingMade, ClaimLost, WorkError
from edusmart.work.models import ENDED
from stories.actions.scenes.picture import show_picture
from stories.actions.scenes.small_picture import store_picture
from stories.models import Illustration, Scene
from stories.models.illustration import FIRST_PICTURE, FIRST_WAIT
from stories.providers.choice import image_provider
from stories.providers.illustrator import NoPicture, Picture, PictureRequest
from stories.providers.metering import charged_to
from stories.providers.picture_format import PICTURE_SIDE
from stories.providers.provenance import marked
from stories.providers.storyteller import CastMember


def illustrate(illustration: Illustration) -> dict[str, Any]:
    """Make, check and store the picture. Returns the fields to complete the illustration with.

    Raises BeingMade while the story's first picture, which this one is to look like, is not made yet.
    """
    shown_in = Q(illustration=illustration) | Q(illustration=illustration.replaces_id)
    scene = Scene.objects.select_related("story").filter(shown_in).first()
    if scene is None:  # it was removed just now, and its picture with it
        raise ClaimLost
    # Before the picture is paid for: without a storage it would be made in vain (decision 011).
    await_storage()
    reference = _reference(scene) if image_provider().follows_the_first else b""
    with charged_to(scene.story, illustration):
        picture = _first_picture(scene, illustration, reference)
    # Of every illustrator: the row's completion promises one square picture of one size.
    _check(picture)
    content = picture.content
    if picture.source:
        content = marked(content, picture.source, picture.made_with)
    # The last moment: a file stored for a cancelled row would have to be deleted again.
    current_attempt().check_cancelled()
    return {
        "front": "",
        **store_picture(content, picture.front),
        "falls": picture.falls,
        "cover_rank": picture.cover_rank,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "alt": picture.alt[:300],
    }


def complete_illustration(illustration: Illustration, **fields: Any) -> bool:
    """Complete the row; a picture that replaces another takes its place in the scene with it.

    Returns False when the row was lost.
    """
    # Only a replacement changes another row, and so needs the two in one transaction.
    if not illustration.replaces_id:
        return illustration.complete(**fields)
    # The story may have been deleted while its picture was made.
    with suppress(TopicGone), changing(illustration.topic_id):
        if illustration.complete(**fields):
            show_picture(illustration)
            return True
    return False


def preload() -> None:
    """Load Pillow's codecs, which it would look for at the first picture, and the illustrators."""
    Image.init()
    image_provider().preload()


def _reference(scene: Scene) -> bytes:
    """Return the first scene's picture as JPEG; empty for that scene itself, or where there is none.

    An uploaded picture is never used: it may show a child, and nobody agreed to send it to a provider.
    """
    if scene.index == 0:
        return b""
    first = Illustration.objects.filter(scene__story=scene.story_id, scene__index=0).first()
    # It comes here early when its wait ran out, or when the first was ordered again.
    if first and first.status not in ENDED:
        raise BeingMade(
            "This picture is made after the first, to look like it.", FIRST_WAIT, FIRST_PICTURE
        )
    if first is None or not first.file or first.is_uploaded:
        return b""
    try:
        with on_disk(first.file) as path:
            return path.read_bytes()
    # Replaced just now, with its file. Unlike the first is better than none.
    except FileNotFoundError:
        return b""


def _first_picture(scene: Scene, illustration: Illustration, reference: bytes) -> Picture:
    story, take = scene.story, illustration.take
    # Without a number for take 0, so that first pictures stay what they were before there were takes.
    seed = f"{story.pk}:{scene.index}:{take}" if take else f"{story.pk}:{scene.index}"
    with on_disk(story.document) as document:
        request = PictureRequest(
            text=scene.text,
            caption=scene.caption,
            index=scene.index,
            story_title=story.title,
            seed=crc32(seed.encode()),
            document=document,
            source_pages=_pages_to_look_at(scene),
            language=story.language,
            picture_prompt=scene.picture_prompt,
            style=story.style,
            cast=tuple(CastMember(**it) for it in story.cast if it["name"] in scene.cast),
            reference=reference,
            take=take,
            wish=illustration.wish,
            before=_told_before(scene),
        )
        for illustrator in image_provider().illustrators():
            try:
                return illustrator.illustrate(request)
            # Not a failure: the document may just have no picture on these pages.
            except NoPicture:
                continue
    raise WorkError("No picture could be made for this scene.", "no_picture")


def _told_before(scene: Scene) -> str:
    """Return the story's text up to the scene: it says who the people are that the scene only names."""
    earlier = Scene.objects.filter(story=scene.story_id, index__lt=scene.index).order_by("index")
    return "\n".join(earlier.values_list("text", flat=True))


def _pages_to_look_at(scene: Scene) -> tuple[int, ...]:
    """Return the scene's pages without those known to have no picture, each of which would start a process,
    and without that whose picture the scene before it has: neighbours are two pictures.
    """
    pictured = scene.story.pictured_pages
    pages = _pictured(scene.source_pages, pictured)
    if pictured is None or not pages:
        return pages
    before = Scene.objects.filter(story=scene.story_id, index=scene.index - 1).first()
    shown = _pictured(before.source_pages, pictured)[:1] if before else ()
    return tuple(page for page in pages if page not in shown)


def _pictured(pages: list[int], pictured: list[int] | None) -> tuple[int, ...]:
    return tuple(page for page in pages if pictured is None or page in pictured)


def _check(picture: Picture) -> None:
    try:
        with Image.open(io.BytesIO(picture.content)) as image:
            image.load()
            fits = image.size == (PICTURE_SIDE, PICTURE_SIDE)
    except (OSError, ValueError) as error:
        raise WorkError("The picture did not turn out.", "not_a_picture") from error
    if not fits:
        raise WorkError("The picture did not turn out.", "wrong_size")
