"""A brief of three items and an editor's client, for this folder's tests."""

import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import versions, write
from briefs.models import Brief
from edusmart.accounts.models import User
from edusmart.live.models import changing

TEXTS = ["Good morning.", "The library has moved to the hall.", "Lunch is soup today."]


def written(editor: User, title: str, *texts: str, language: str = "en") -> Brief:
    """A brief with these items, each titled by its number."""
    brief = write.create(editor, title, language)
    items = [write.WrittenItem(None, f"Item {n}", text) for n, text in enumerate(texts)]
    return write.save(brief, title, language, items)


def let_out(brief: Brief) -> Brief:
    """The brief as listeners have it, with or without its audio."""
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.publish_at = timezone.now()
        versions.let_out(brief)
    return brief


@pytest.fixture
def brief(edith: User) -> Brief:
    return written(edith, "Morning", *TEXTS)


@pytest.fixture
def desk(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client
