"""Tell words of the document after all that were left out."""

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from stories.actions.scenes.editing import edit_scene
from stories.models import LeftOutWords, Scene, Story

# They stand above the page's text, the others below it.
_ABOVE = frozenset({"title page", "byline", "header", "contents"})


def tell_after_all(story: Story, user: User, number: int) -> None:
    """Add the words to the scene that tells their page; it is spoken again.

    Raises RequestRefused, and changes nothing: 404 for no such words, 409 where there is no scene yet, the
    user may not edit the story, or the scene would become too long.
    """
    with changing(story.topic_id):
        left_out = LeftOutWords.objects.filter(story=story, number=number).first()
        if left_out is None:
            raise RequestRefused("There are no such words.", "no_words", 404)
        # Twice clicked is once told.
        if left_out.told:
            return
        scene = _scene_of(story, left_out.page)
        parts = [left_out.words, scene.text]
        if left_out.why not in _ABOVE:
            parts.reverse()
        edit_scene(scene, user, text="\n\n".join(parts))
        left_out.told = True
        left_out.save(update_fields={"told"})


def _scene_of(story: Story, page: int) -> Scene:
    """Return the last scene that tells the page or one before it, or else the first."""
    scenes = list(Scene.objects.filter(story=story).order_by("index"))
    if not scenes:
        raise RequestRefused("This story has no such scene yet.", "no_scene", 409)
    before = [scene for scene in scenes if scene.source_pages and min(scene.source_pages) <= page]
    return before[-1] if before else scenes[0]
