"""A story, a brief and a programme with everything made, and every page of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefs.actions import audio_jobs
from briefs.models import Brief, Programme
from briefs.publishing import publication
from edusmart.accounts.models import User
from stories.models import Story
from tests.briefs.conftest import written
from tests.clients.pages import addresses, saved_pages
from tests.stories.making import make_story


@pytest.fixture
def story(edith: User, speech: str, step_world: Callable[[], int]) -> Story:
    made = make_story(edith)
    step_world()
    return made


@pytest.fixture
def episode(edith: User, speech: str, step_world: Callable[[], int]) -> Brief:
    brief = written(edith, "Morning", "Good morning.", "Lunch is soup.")
    brief.programme = Programme.objects.create(title="Hills & vales", language="en", author="Edith")
    brief.save()
    audio_jobs.generate_all(brief, edith)
    step_world()
    return publication.publish(brief)


@pytest.fixture
def saved(tmp_path: Path, story: Story, episode: Brief, edith: User, settings: Any) -> list[Path]:
    """Every page in every language, as files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    assert episode.programme
    return list(saved_pages(tmp_path, edith, addresses(story, episode, episode.programme)))
