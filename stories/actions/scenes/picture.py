"""Replace one scene's picture: order another one, or upload one.

A picture that can be seen stays until the new one is made. One that failed or is not made yet goes at
once.
"""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.media import discard, uploaded_on_disk
from edusmart.plain.text import without_controls
from edusmart.work.errors import NotYet
from edusmart.work.models import Status
from edusmart.work.queues import wake
from stories.actions.process_slot import MOST_OWN, process_slot
from stories.actions.scenes.editing import require_editable
from stories.actions.scenes.small_picture import store_picture
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_picture
from stories.documents import ReadingLimits, UnreadableDocument, open_photo
from stories.models import Illustration, Scene, Story
from stories.models.illustration import LONGEST_WISH
from stories.providers.choice import image_provider
from stories.providers.picture_format import as_jpeg, framed

LARGEST_BYTES = 10 * 1024 * 1024  # the pixels are bounded apart, where it is opened
LONGEST_ALT = 300
LIMITS = ReadingLimits(wall_seconds=10)  # a person waits for it


def order_picture(scene: Scene, user: User, wish: str) -> Illustration:
    """Order another picture of the scene, which shows `wish` where it is not empty.

    A picture that was ordered before and is not made yet is dropped.

    Raises RequestRefused: 400 for a wish that is too long, 429 where the owner's budget does not pay
    for it.
    """
    # No database keeps a NUL, and a wish is one line of a prompt.
    wish = " ".join(without_controls(wish).split())
    if len(wish) > LONGEST_WISH:
        raise RequestRefused(f"A wish can have at most {LONGEST_WISH} characters.", "wish_too_long")
    with changing(scene.topic_id):
        scene, story, shown = _fresh(scene, user)
        require_budget(story.owner, cost_of_picture())
        picture = _new(story, scene, wish=wish)
        # A published story must not lose its picture to a wish that does not work out (decision 006).
        if shown.status == Status.COMPLETED:
            picture.replaces = shown
            picture.save()
        else:
            picture.save()
            _put(scene, picture)
            if not story.is_open:
                story.start_round()
            owner_of(story.topic).settle(story.topic)
        wake(Illustration.kind)
    return picture


def upload_picture(
    scene: Scene, user: User, file: "UploadedFile[Any] | None", alt: str
) -> Illustration:
    """Put an uploaded picture into the scene.

    Raises RequestRefused and changes nothing: 400 for a file that is no picture, 413 for one too big,
    429 while others of this person's are being opened, 503 while it cannot be stored.
    """
    content = _checked(file, user)
    alt = " ".join(without_controls(alt).split())[:LONGEST_ALT]
    try:
        # Before the lock: a slow storage must not hold up the story's workers.
        stored = store_picture(content)
    except NotYet as away:
        raise RequestRefused(
            "Pictures cannot be stored just now; try again soon.", away.code, 503
        ) from away
    try:
        with changing(scene.topic_id):
            scene, story, _ = _fresh(scene, user)
            picture = _new(story, scene)
            # Without an attempt, by which an uploaded picture is known: it is never sent to a provider.
            picture.mark_given()
            picture.size = len(content)
            picture.file, picture.thumb, picture.cover = (
                stored[field] for field in ("file", "thumb", "cover")
            )
            picture.sha256 = hashlib.sha256(content).hexdigest()
            picture.alt = alt or scene.caption
            picture.save()
            _put(scene, picture)
            # The others may be waiting for the first picture, which no worker will make now.
            picture.ended()
            owner_of(story.topic).settle(story.topic)
    # Also when the request is broken off: no row refers to the file.
    except BaseException:
        for name in stored.values():
            discard(name)
        raise
    return picture


def show_picture(picture: Illustration) -> None:
    """Put the picture, now that it is made, in the place of the one it replaces. Call inside
    `changing(topic)`."""
    scene = Scene.objects.filter(illustration=picture.replaces_id).first()
    if scene:
        _put(scene, picture)


def _fresh(scene: Scene, user: User) -> tuple[Scene, Story, Illustration]:
    """Return the scene as it is now, and drop a picture that waits to replace its picture.

    Raises RequestRefused (409) where a teacher published the story meanwhile.
    """
    scene = Scene.objects.select_related("story__topic", "illustration").get(pk=scene.pk)
    require_editable(scene.story, user)
    # The newest wish counts; a worker that makes an older one finds no row to complete.
    for waiting in Illustration.objects.filter(replaces=scene.illustration_id):
        waiting.delete()
    return scene, scene.story, scene.illustration


def _new(story: Story, scene: Scene, **values: Any) -> Illustration:
    return Illustration(
        topic_id=scene.topic_id, turn=scene.index, take=scene.illustration.take + 1,
        filename=Illustration.public_name(story, scene.index), provider=image_provider().gate,
        owner_id=story.owner_id, **values,
    )  # fmt: skip


def _put(scene: Scene, picture: Illustration) -> None:
    """Show the picture in the scene, and delete the one before it with its file."""
    # Deleted after the scene points elsewhere: the database refuses to delete a picture in use.
    before = Illustration.objects.get(pk=scene.illustration_id)
    scene.illustration = picture
    scene.save(update_fields={"illustration"})
    before.delete()


def _checked(file: "UploadedFile[Any] | None", user: User) -> bytes:
    """Return the uploaded picture as a JPEG of the site's size. Raises RequestRefused."""
    if file is None or not file.size:
        raise RequestRefused("Choose a picture to upload.", "no_file")
    if file.size > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024 // 1024
        raise RequestRefused(
            f"This picture is larger than {limit} MB. Choose a smaller one.", "too_big", 413
        )
    with process_slot(user.pk, most_own=MOST_OWN), uploaded_on_disk(file) as local:
        try:
            clean = open_photo(local, LIMITS)
        except UnreadableDocument as refusal:
            raise _no_picture(refusal) from refusal
    # Safe to open here: the throw-away process wrote these bytes itself.
    with Image.open(io.BytesIO(clean), formats=["JPEG"]) as image:
        return as_jpeg(framed(image.convert("RGB")))


def _no_picture(refusal: UnreadableDocument) -> RequestRefused:
    if refusal.code in ("too_complex", "slow_document"):  # its process died or took too long
        return RequestRefused(
            "This picture could not be opened safely. Choose another one.", "not_a_picture"
        )
    return RequestRefused(
        refusal.sentence, refusal.code, 413 if refusal.code == "too_many_pixels" else 400
    )
