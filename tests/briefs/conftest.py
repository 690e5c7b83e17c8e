"""A brief of three items and an editor's client, for this folder's tests."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import audio_jobs, feed_links, versions, write
from briefs.models import Brief, Programme
from briefs.publishing import publication
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


@pytest.fixture
def programme(desk: Client) -> Programme:
    fields = {"title": "Hillside & friends", "description": "Every <b>day</b>", "language": "en"}
    assert desk.post("/briefs/programmes/new/", fields | {"author": "Edith"}).status_code == 302
    return Programme.objects.get()


@pytest.fixture
def episode(programme: Programme, edith: User, speech: str, step_world: Callable[[], int]) -> Brief:
    brief = written(edith, "Monday \x01 <now>", "Good morning.", "Lunch is soup today.")
    publication.arrange(brief, programme_id=programme.pk, by_itself=False)
    audio_jobs.generate_all(brief, edith)
    step_world()
    return publication.publish(brief)


@pytest.fixture
def token(programme: Programme, alice: User) -> str:
    return feed_links.issue(programme, alice)


@pytest.fixture
def player() -> Client:
    """A podcast client: it is signed in nowhere."""
    return Client()


@pytest.fixture
def listener(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client
