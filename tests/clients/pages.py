"""Every page of the site as its reader gets it, in each language."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client

from briefs.models import Brief, Programme
from edusmart.accounts.models import User
from stories.models import Story

STRANGERS = ("/accounts/login/",)


def addresses(story: Story, brief: Brief, programme: Programme) -> dict[str, str]:
    """Return each page's address by a name for its file."""
    return {
        "shelf": "/stories/",
        "search": "/stories/?q=nothing+of+the+kind",
        "upload": "/stories/upload/",
        "player": f"/stories/{story.pk}/",
        "story-editor": f"/story/{story.pk}/edit/",
        "offline": "/offline/",
        "briefs": "/briefs/",
        "brief-editor": f"/briefs/{brief.pk}/",
        "versions": f"/briefs/{brief.pk}/versions/",
        "programmes": "/briefs/programmes/",
        "programme": f"/briefs/programmes/{programme.pk}/",
        "new-programme": "/briefs/programmes/new/",
        "heard": "/listen/",
        "listen": f"/listen/{brief.pk}/",
        "own-data": "/accounts/me/",
        "missing": "/nowhere/",
        "login": "/accounts/login/",
    }


def saved_pages(folder: Path, reader: User, where: dict[str, str]) -> Iterator[Path]:
    """Save each page in each language and yield its file."""
    for language, _ in settings.LANGUAGES:
        for name, address in where.items():
            client = Client(headers={"Accept-Language": language, "Accept": "text/html"})
            if address not in STRANGERS:
                client.force_login(reader)
            response = client.get(address)
            assert response.status_code in {200, 404}, address
            file = folder / f"{name}.{language}.html"
            file.write_bytes(response.content)
            yield file
