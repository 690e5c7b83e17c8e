"""`manage.py outside`: which services this installation speaks to, and what they are sent."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from edusmart.operating.outside import services


class Command(BaseCommand):
    help = "List the services that this installation speaks to, as it is set up, and what they are sent."

    def handle(self, *args: Any, **options: Any) -> None:
        allowed = (
            "allowed" if settings.OUTSIDE_SERVICES else "forbidden (OUTSIDE_SERVICES is false)"
        )
        self.stdout.write(f"Services of others are {allowed}.")
        for it in services():
            whose = "of others" if it.is_outside else "own"
            self.stdout.write(f"{it.name} ({whose}, {it.host or 'this machine'}): {it.gets}")
