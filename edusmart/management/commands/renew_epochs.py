"""`manage.py renew_epochs`: after a backup was restored, every browser starts again from the rows."""

from typing import Any

from django.core.management.base import BaseCommand

from edusmart.live.models import Topic, new_epoch


class Command(BaseCommand):
    help = (
        "Give every topic a new epoch. Run it once after restoring a backup, before the web starts."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        topics = list(Topic.objects.only("pk"))
        for topic in topics:
            topic.epoch = new_epoch()
        Topic.objects.bulk_update(topics, ["epoch"], batch_size=500)
        self.stdout.write(f"{len(topics)} topics have a new epoch.")
