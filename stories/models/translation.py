"""A scene's words in another language, beside its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from edusmart.work.models import Status, WorkRow
from stories.models.scene import LONGEST_TITLE, Scene
from tts.languages import direction
from tts.models import Narration

#: What a scene has besides its text that is said in another language: its caption, a teacher's name for it,
#: and, with the first scene, the story's title. Each with the longest that is kept, in characters.
BESIDE = {"story_title": 200, "title": LONGEST_TITLE, "caption": 300}


def beside_of(scene: Scene) -> dict[str, str]:
    """Return what of BESIDE the scene has, in its story's language."""
    has = {"title": scene.title, "caption": scene.caption}
    if scene.index == 0:
        has["story_title"] = scene.story.title
    return {name: has[name] for name in BESIDE if has.get(name)}


class SceneTranslation(WorkRow):
    """What one scene says in one other language: found by a model, or typed by a person.

    Completed it has its text and a narration of it, in a voice of that language.
    """

    kind = "translation"
    # Far above a call's own limit, as with a rewriting: only a worker that is stuck meets it.
    deadline = timedelta(minutes=3)

    scene = models.ForeignKey(
        Scene, on_delete=models.CASCADE, related_name="translations", verbose_name=_("scene")
    )
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("words"), blank=True)
    #: The scene's text that it says in other words. Kept whole, so that nobody has to guess what changed.
    made_from = models.TextField(_("translated from"))
    #: What else is said of the scene in this language, by its name in BESIDE, with what it was made from.
    beside = models.JSONField(
        default=dict, blank=True, editable=False, help_text='{"caption": {"of", "says"}}'
    )
    #: A model never writes over what a person typed, unless it is asked to for this one scene.
    by_hand = models.BooleanField(_("by hand"), default=False)
    #: None until there is a text. RESTRICT, as a row that is watched cannot lose it unseen.
    narration = models.OneToOneField(
        Narration,
        null=True,
        on_delete=models.RESTRICT,
        related_name="translation",
        editable=False,
        verbose_name=_("narration"),
    )

    class Meta(WorkRow.Meta):
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes: ClassVar = [*WorkRow.Meta.indexes]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scene", "language"], name="one_translation_for_each_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.scene_id}"

    @property
    def direction(self) -> str:
        return direction(self.language)

    def set_beside(self, said: Mapping[str, str]) -> None:
        """Keep what else is said, each made from what the scene has now; "" takes one away."""
        sources = beside_of(self.scene)
        fresh = {
            name: {"of": sources[name], "says": said[name]}
            for name in BESIDE
            if said.get(name) and name in sources
        }
        self.beside = {**{it: self.beside[it] for it in self.beside if it not in said}, **fresh}

    def says(self, name: str) -> str:
        """Return what it says of `name` in BESIDE, "" for nothing."""
        return str(self.beside.get(name, {}).get("says", ""))

    def now(self, name: str) -> str:
        """Return what listeners are told of `name`: "" where it says what was there before."""
        return "" if name in self.outdated else self.says(name)

    @property
    def outdated(self) -> list[str]:
        """Return the names of what was made from something else than there is now."""
        # Wherever the scene stands by now, the title it had is the story's.
        sources = {"story_title": self.scene.story.title, **beside_of(self.scene)}
        return [name for name, it in self.beside.items() if it["of"] != sources.get(name)]

    @property
    def is_stale(self) -> bool:
        """Return whether the scene says something else than this was made from."""
        return self.made_from != self.scene.text

    @property
    def is_shown(self) -> bool:
        """Return whether listeners are shown it."""
        return self.status == Status.COMPLETED and bool(self.text) and not self.is_stale


def narration_goes(sender: Any, instance: SceneTranslation, **_: Any) -> None:
    """Delete the narration of a translation that was deleted; the worker that makes it finds no row."""
    for narration in Narration.objects.filter(pk__in=filter(None, [instance.narration_id])):
        narration.delete()


# A signal, not delete(): translations also go by cascade, with their scene.
models.signals.post_delete.connect(
    narration_goes, sender=SceneTranslation, dispatch_uid="stories.translation"
)
