"""One scene of a story."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edusmart.live.models import Watched
from stories.levels import caps, measure
from stories.models.illustration import Illustration
from stories.models.story import Story
from tts.models import Narration

#: What listeners are shown of a scene, or asked: who looked at it looked at these.
SHOWN = frozenset({"text", "heading", "caption", "title", "illustration", "words", "question"})
#: What translations are made from.
IN_TRANSLATIONS = frozenset({"text", "caption", "title"})
LONGEST_TITLE = 80  # one line of a phone, twice


class Scene(Watched):
    """One scene: its text, and its picture and narration, which are made in the background."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="scenes")
    #: From 0 and without gaps; it changes when scenes are arranged, `pk` does not.
    index = models.PositiveIntegerField(editable=False)
    #: What is shown and spoken. The two must not differ, so there is one column for both.
    text = models.TextField(_("words"))
    #: Under the picture, and its description for who cannot see it.
    caption = models.CharField(max_length=300, blank=True)
    #: Part of `text` too, kept apart so that it can be set larger and name an exported chapter.
    heading = models.CharField(max_length=200, blank=True)
    #: The name that a teacher gave it: shown wherever scenes are named, never spoken. "" is named by its
    #: heading or its number.
    title = models.CharField(max_length=LONGEST_TITLE, blank=True, db_default="", default="")
    #: Where it comes from: its picture is looked for there, and the editor shows the page beside it.
    source_pages = models.JSONField(default=list, blank=True)
    #: Each told sentence with the document's lines behind it, and its words that have none. Empty for the
    #: document's own words, and once a person or a model said the scene in other ones.
    traced = models.JSONField(
        default=list, blank=True, editable=False, help_text='[{"text", "lines", "missing"}]'
    )
    #: Who has to look as in the other pictures.
    cast = models.JSONField(default=list, blank=True, help_text="names of the story's cast")
    #: For the illustrator alone; the caption is written for people.
    picture_prompt = models.TextField(blank=True)
    #: Words to learn, whose meanings the card after the scene shows.
    words = models.JSONField(default=list, blank=True, help_text='[{"word", "meaning"}]')
    #: JSON, as it is asked, held back and dropped as one. "held" is set while an editor has to look at it.
    question = models.JSONField(
        default=dict, blank=True, help_text='{} or {"text", "answers", "right": index}'
    )
    #: The scene points at its work, not the reverse: a newer order takes the place in one write.
    #: RESTRICT, as a
    #: scene without one could never be complete.
    narration = models.OneToOneField(
        Narration, on_delete=models.RESTRICT, related_name="scene", editable=False
    )
    illustration = models.OneToOneField(
        Illustration, on_delete=models.RESTRICT, related_name="scene", editable=False
    )
    #: When a teacher looked at it as it is, and which; None once anything that is shown of it has changed.
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    #: How hard `text` is. Counted when it is saved, not when it is shown, so that frames cost no counting.
    level = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("scene")
        verbose_name_plural = _("scenes")
        ordering: ClassVar = ["index"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "index"], name="one_scene_for_each_index")
        ]
        # For the hub, which asks for the rows that changed since a rev.
        indexes: ClassVar = [models.Index(fields=["topic", "rev"])]

    def __str__(self) -> str:
        return gettext("scene %s") % (self.index + 1)

    def save(self, **kwargs: Any) -> None:
        # Here and not in the actions, so that no way of changing a scene forgets what goes with it.
        fields = kwargs.get("update_fields")
        more: set[str] = set()
        if fields is None or "text" in fields:
            story = self.story
            self.level = measure(self.text, story.language).as_json(caps(story.grade))
            more.add("level")
        if fields is None or not SHOWN.isdisjoint(fields):
            self.looked_at = self.looked_by = None
            more |= {"looked_at", "looked_by"}
        if fields is not None:
            kwargs["update_fields"] = {*fields, *more}
        super().save(**kwargs)
        if fields is None or not IN_TRANSLATIONS.isdisjoint(fields):
            # Their watchers hear that they say what the scene said before, or say it again.
            for translation in self.translations.all():
                translation.save(update_fields={"made_from"})
