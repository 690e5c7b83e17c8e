from collections.abc import Iterator
from itertools import islice
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

AT_ONCE = 1000


def take_places_at_their_word(apps: Any, schema_editor: Any) -> None:
    """What came before a place was taken as heard until now, and all of what was finished."""
    names = ("Bookmark", "HeardScene", "Scene")
    bookmark, heard_scene, scene = (apps.get_model("stories", name) for name in names)

    def heard() -> Iterator[Any]:
        begun = bookmark.objects.filter(models.Q(scene__gt=0) | models.Q(finished_at__isnull=False))
        for mark in begun.iterator(AT_ONCE):
            scenes = scene.objects.filter(story=mark.story_id)
            if mark.finished_at is None:
                scenes = scenes.filter(index__lt=mark.scene)
            for pk in scenes.values_list("pk", flat=True):
                yield heard_scene(user_id=mark.user_id, scene_id=pk)

    everything = heard()
    while some := list(islice(everything, AT_ONCE)):
        heard_scene.objects.bulk_create(some, ignore_conflicts=True)
    bookmark.objects.filter(finished_at__isnull=False).update(ended_at=models.F("finished_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0029_classlistening_there"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bookmark",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="HeardScene",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scene", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="heard_by", to="stories.scene")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="heard_scenes", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "scene heard",
                "verbose_name_plural": "scenes heard",
                "constraints": [models.UniqueConstraint(fields=("user", "scene"), name="each_scene_heard_once")],
            },
        ),
        migrations.RunPython(take_places_at_their_word, migrations.RunPython.noop),
    ]
