"""`manage.py samples`: the demo's accounts, and what the house offers. For the demo only."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandParser

from edusmart.accounts.models import EDITORS, STAFF, STUDENTS, ApiToken, User
from edusmart.management.commands.house import house_account, house_brief, house_stories

ACCOUNTS = {"student": STUDENTS, "editor": EDITORS, "staff": STAFF}


class Command(BaseCommand):
    help = "Create the demo's accounts and samples where they are missing, and write welcome.txt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", required=True, help="where the site answers")
        parser.add_argument("--speech", required=True, help="where the speech service answers")

    def handle(self, *args: Any, url: str, speech: str, **options: Any) -> None:
        keys = _keys()
        house = house_account()
        stories, brief = house_stories(house), house_brief(house)
        lines = ["", f"EduSmart is running at {url}", ""]
        lines += [f"  Sign in as {name:<8} with password {keys[name]}" for name in ACCOUNTS]
        lines += [f"  API token of the student: {keys['token']}", ""]
        lines += [f"  {story.title}: {url}/stories/{story.pk}/" for story in stories]
        lines += [f"  {brief.title}: {url}/listen/{brief.pk}/", f"  Admin: {url}/admin/"]
        lines += [f"  Voices to try: {speech}/", ""]
        lines += ["Ctrl-C stops every process.", ""]
        _write_for_owner(Path(settings.VAR_DIR) / "welcome.txt", "\n".join(lines))


def _keys() -> dict[str, str]:
    """Passwords and token of this demo, made with its accounts and kept in its folder."""
    path = Path(settings.VAR_DIR) / "demo.json"
    # The file may be left of a database that is gone.
    if path.exists() and User.objects.filter(username__in=ACCOUNTS).count() == len(ACCOUNTS):
        kept: dict[str, str] = json.loads(path.read_text())
        return kept
    keys = {name: secrets.token_urlsafe(9) for name in ACCOUNTS}
    for name, group in ACCOUNTS.items():
        _account(name, group, keys[name])
    keys["token"] = ApiToken.issue(User.objects.get(username="student"), "demo")
    _write_for_owner(path, json.dumps(keys))
    return keys


def _account(name: str, group: str, password: str) -> None:
    user, _ = User.objects.get_or_create(username=name)
    user.set_password(password)
    user.is_staff = user.is_superuser = group == STAFF
    user.save()
    user.groups.set([Group.objects.get(name=group)])


def _write_for_owner(path: Path, text: str) -> None:
    # Passwords: readable by their owner only, from the first byte on.
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
