"""A scene that was taken out of its story, kept for a while so that it can be brought back."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models.story import Story


class RemovedScene(models.Model):
    """What a scene was. No row of the story's own: nothing that looks at scenes meets it.

    Its picture's files are its own now, and go with it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="removed_scenes")
    #: Where it stood, and is put again.
    index = models.PositiveIntegerField()
    removed_at = models.DateTimeField(default=timezone.now)
    #: The scene's columns by their names, of its picture likewise, and its words in other languages.
    told = models.JSONField(default=dict)
    picture = models.JSONField(default=dict, blank=True)
    translations = models.JSONField(default=list, blank=True)
    #: As of a picture; "" where it had none yet.
    file = models.CharField(max_length=200, blank=True)
    thumb = models.CharField(max_length=200, blank=True)
    cover = models.CharField(max_length=200, blank=True)
    front = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("removed scene")
        verbose_name_plural = _("removed scenes")
        indexes: ClassVar = [models.Index(fields=["removed_at"])]

    def __str__(self) -> str:
        return f"scene {self.index + 1}"

    @property
    def text(self) -> str:
        return str(self.told["text"])

    @property
    def name(self) -> str:
        """Return what it is called: its name, its heading, or ""."""
        return str(self.told.get("title") or self.told.get("heading") or "")

    def give_files(self) -> dict[str, Any]:
        """Return its picture's files by their columns; they are no longer this row's."""
        names = ("file", "thumb", "cover", "front", "size", "sha256")
        given = {name: getattr(self, name) for name in names}
        self.file = self.thumb = self.cover = self.front = ""
        return given
