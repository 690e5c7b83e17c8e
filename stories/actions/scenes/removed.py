"""Scenes that were removed: each is kept for a while, and brought back where it stood."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.actions.scenes.making import make_scene
from stories.actions.scenes.order import Arrangement, arranging
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_picture
from stories.models import Illustration, RemovedScene, Scene, SceneTranslation, SentBack, Story
from stories.providers.choice import image_provider

#: A teacher who misses a scene misses it at the next lesson.
KEPT_FOR = timedelta(days=7)
DELETED_AT_ONCE = 100  # so that the sweep's other work does not wait
FILES = ("file", "thumb", "cover", "front", "size", "sha256")
_TOLD = (
    "text", "title", "heading", "caption", "source_pages", "traced", "cast", "picture_prompt", "words",
    "question",
)  # fmt: skip
_OF_PICTURE = ("falls", "cover_rank", "alt", "wish", "take", "attempts")
_SAID = ("language", "text", "made_from", "beside", "by_hand")


def keep_removed(scene: Scene) -> RemovedScene:
    """Keep the scene, which goes next, with its picture's files. Call inside `arranging`."""
    picture = Illustration.objects.get(pk=scene.illustration_id)
    kept = RemovedScene(
        story=scene.story,
        index=scene.index,
        told={"id": scene.pk, **{name: getattr(scene, name) for name in _TOLD}},
        translations=list(
            scene.translations.filter(status=Status.COMPLETED).order_by("pk").values(*_SAID)
        ),
    )
    if picture.status == Status.COMPLETED and picture.file:
        kept.picture = {name: getattr(picture, name) for name in _OF_PICTURE}
        for name in FILES:
            setattr(kept, name, getattr(picture, name))
        # Else the files would go with the picture.
        Illustration.objects.filter(pk=picture.pk).update_unwatched(
            file="", thumb="", cover="", front=""
        )
    kept.save()
    return kept


def removed_scenes(story: Story) -> list[RemovedScene]:
    """Return the story's scenes that can be brought back, the last removed first."""
    return list(_kept().filter(story=story).order_by("-removed_at", "-pk"))


def bring_back(story: Story, user: User, pk: int) -> Scene:
    """Put a removed scene where it stood, with its picture and its words in other languages.

    It is spoken again; what children had answered and heard is gone. Raises RequestRefused, and changes
    nothing: 404 where it is not there any more; 409 as `arranging` or where the story is full; 429 where it
    needs a picture and the budget does not pay for one.
    """
    with arranging(story, user) as it:
        kept = _kept().filter(story=it.story, pk=pk).first()
        if kept is None:
            raise RequestRefused("This scene is not there any more.", "scene_gone", 404)
        it.require_room()
        if not kept.file:
            require_budget(it.story.owner, cost_of_picture())
        scene = _put_back(it, kept)
        _name_in_note(it.story, kept.told["id"], scene.pk)
        if not it.story.is_open:
            it.story.start_round()
        kept.delete()
    return scene


def forget_removed_scenes() -> None:
    """Delete removed scenes whose time is over, some in each call. A chore of the sweep."""
    over = RemovedScene.objects.filter(removed_at__lte=timezone.now() - KEPT_FOR)
    for kept in over.order_by("pk")[:DELETED_AT_ONCE]:
        kept.delete()


def _kept() -> Any:
    return RemovedScene.objects.filter(removed_at__gt=timezone.now() - KEPT_FOR)


def _put_back(it: Arrangement, kept: RemovedScene) -> Scene:
    place = min(kept.index, len(it.scenes))
    it.put([*it.scenes[:place], None, *it.scenes[place:]])
    values = {name: kept.told[name] for name in _TOLD if name in kept.told}
    scene = make_scene(it.story, place, picture=_picture_of(kept, it.story, place), **values)
    for said in kept.translations:
        translation = SceneTranslation(
            topic_id=scene.topic_id, scene=scene, owner_id=it.story.owner_id, turn=place,
            narration=it.story.order_narration(place, said["text"], said["language"]), **said,
        )  # fmt: skip
        translation.mark_given()
        translation.save()
    return scene


def _name_in_note(story: Story, before: int, now: int) -> None:
    """The scene that its teacher sent back is this one: to them it has not changed."""
    for note in SentBack.objects.filter(story=story):
        note.texts = [{**it, "scene": now} if it["scene"] == before else it for it in note.texts]
        note.save(update_fields=["texts"])


def _picture_of(kept: RemovedScene, story: Story, place: int) -> Illustration | None:
    """Return the picture that the scene had, as a row that is not saved; None where it had none."""
    if not kept.file:
        return None
    picture = Illustration(
        topic=story.topic, turn=place, provider=image_provider().gate, owner_id=story.owner_id,
        filename=Illustration.public_name(story, place), **kept.give_files(), **kept.picture,
    )  # fmt: skip
    picture.mark_given()
    return picture
