"""`manage.py house`: a story and a brief that new people find ready."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand
from django.utils import timezone

from briefs.actions import write
from briefs.models import Brief
from briefs.publishing.publication import arrange, publish
from edusmart.accounts.models import EDITORS, User
from stories.actions.story import publish_ahead
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Story

SAMPLES = Path(settings.BASE_DIR) / "samples"
HOUSE = "EduSmart"  # signs in nowhere: it has no password
SOON = timedelta(seconds=30)  # until then the sweep has its audio made


class Command(BaseCommand):
    help = "Add the stories and the brief of the house, where they are missing, and publish them."

    def handle(self, *args: Any, **options: Any) -> None:
        house = house_account()
        for story in house_stories(house):
            self.stdout.write(f"{story.title}: {story.pk}")
        self.stdout.write(f"{house_brief(house).title}: published in {SOON.seconds} s")


def house_account() -> User:
    """Return the account that the house's stories belong to."""
    house, is_new = User.objects.get_or_create(username=HOUSE)
    if is_new:
        house.set_unusable_password()
        house.save()
        house.groups.add(Group.objects.get(name=EDITORS))
    return house


def house_stories(house: User) -> list[Story]:
    """Return the house's stories; they are uploaded where there are none."""
    if not Story.objects.filter(owner=house).exists():
        for path in sorted(SAMPLES.glob("*.epub")):
            file = SimpleUploadedFile(path.name, path.read_bytes())
            publish_ahead(upload_story(house, file, StoryOptions()))
    return list(Story.objects.filter(owner=house).order_by("created_at"))


def house_brief(house: User) -> Brief:
    """Return the house's brief; it is written where there is none."""
    if brief := Brief.objects.filter(created_by=house).order_by("created_at").first():
        return brief
    sample = json.loads((SAMPLES / "brief.json").read_text())
    brief = write.create(house, sample["title"])
    items = [write.WrittenItem(None, item["title"], item["text"]) for item in sample["items"]]
    brief = write.save(brief, brief.title, brief.language, items)
    arrange(brief, programme_id=None, by_itself=True)
    return publish(brief, timezone.now() + SOON)
