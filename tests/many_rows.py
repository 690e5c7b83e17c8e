"""A school's database in a moment: many people and stories with all their rows, and nothing behind them.

For tests and benchmarks of pages that show much. Rows are inserted in bulk, as nobody watches them.
"""

import random
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio, Listening
from edusmart.accounts.models import ApiToken, OpenSession, User
from edusmart.live.models import Topic
from stories.models import Bookmark, Illustration, ProviderCall, Scene, Story, Telling
from tts.models import Narration, Recording

DAYS = 21  # over which all is spread
WAITING = {"attempts": 0, "status": "pending", "started_at": None, "finished_at": None}
CODES = [
    ("unavailable", "The speech service is away."),
    ("blocked", "The model refused this text."),
]


@transaction.atomic
def fill(people: int, stories: int, scenes: int = 8, briefs: int = 0, seed: int = 1) -> None:
    """Insert so many people, stories with so many scenes each, and briefs with three items each."""
    chance = random.Random(seed)
    users = _people(people, chance)
    _stories(users, stories, scenes, chance)
    _briefs(users, briefs or max(1, stories // 50), chance)


def insert(rows: Iterable[Any]) -> list[Any]:
    """Insert rows of one model, also of watched ones."""
    made = list(rows)
    if made:
        models.QuerySet.bulk_create(type(made[0])._base_manager.all(), made, batch_size=500)
    return made


def _people(count: int, chance: random.Random) -> list[User]:
    now, start = timezone.now(), User.objects.count()
    users = insert(
        User(
            username=f"pupil{start + n:05}", first_name=chance.choice(["Lina", "Omar", "Ana", "Théo"]),
            last_name=f"No. {n}", password="!", last_login=now - timedelta(hours=n % 400),
        )
        for n in range(count)
    )  # fmt: skip
    group, _ = Group.objects.get_or_create(name="students")
    through = User.groups.through
    through.objects.bulk_create(through(user_id=user.pk, group_id=group.pk) for user in users)
    insert(
        ApiToken(user=user, name="pad", digest=uuid.uuid4().hex, last_used_at=now)
        for user in users[::7]
    )
    there = users[: max(1, count // 20)]
    keys = [uuid.uuid4().hex for _ in there]
    insert(
        Session(session_key=key, session_data="", expire_date=now + timedelta(days=1))
        for key in keys
    )
    insert(
        OpenSession(session_id=key, user=user, seen_at=now, browser="Firefox, Android")
        for key, user in zip(keys, there, strict=True)
    )
    return users


def _stories(users: list[User], count: int, scenes: int, chance: random.Random) -> None:
    now = timezone.now()
    ids = [uuid.uuid4() for _ in range(count)]
    topics = insert(Topic(name=f"story:{pk}", rev=1) for pk in ids)
    rows = []
    for n, (pk, topic) in enumerate(zip(ids, topics, strict=True)):
        begun = now - timedelta(seconds=chance.randrange(DAYS * 86400) if n > 3 else 60 * n)
        took = timedelta(seconds=chance.lognormvariate(0.3, 0.7))
        rows.append(
            Story(
                pk=pk, topic=topic, owner=chance.choice(users), title=f"How rain travels {topic.pk}",
                language="en", status="completed", progress=100, total_items=scenes,
                completed_items=scenes, created_at=begun, started_at=begun, first_text_at=begun + took / 2,
                first_scene_at=begun + took, whole_at=begun + took * 6, finished_at=begun + took * 6,
                published_at=begun if chance.random() < 0.1 else None, document="documents/none.pdf",
            )
        )  # fmt: skip
    stories = insert(rows)
    insert(
        Telling(
            topic_id=it.topic_id, story=it, owner_id=it.owner_id, **_ended(it.created_at, chance)
        )
        for it in stories
    )
    insert(
        ProviderCall(
            key=str(it.pk), provider="gemini-text", model="gemini-3.8-flash", purpose="telling", story=it,
            user_id=it.owner_id, outcome="answered", tokens_in=4000, tokens_out=1500,
            cost=chance.randrange(2_000, 60_000), begun_at=it.created_at, ended_at=it.created_at,
        )
        for it in stories[::3]
    )  # fmt: skip
    insert(
        Bookmark(user=chance.choice(users), story=it, scene=1, saved_at=it.created_at)
        for it in stories[::2]
    )
    for at in range(0, count, 500):
        _scenes(stories[at : at + 500], scenes, chance)
    for model in (Telling, Narration, Illustration):
        _one_of_each(model, stories, chance)


def _scenes(stories: list[Story], count: int, chance: random.Random) -> None:
    places = [(story, index) for story in stories for index in range(count)]
    sounds = insert(
        Recording(
            key=uuid.uuid4().hex,
            file="recordings/x.mp3",
            size=90_000,
            duration=18.5,
            engine="hibari",
        )
        for _ in places
    )
    voices = insert(
        Narration(
            topic_id=story.topic_id, text=f"Rain falls on hill {index}.", voice="warm", language="en",
            key=sound.key, filename=f"story_{story.pk}_scene_{index}.mp3", provider="chatterbox",
            turn=index, owner_id=story.owner_id, recording=sound, **_ended(story.created_at, chance),
        )
        for (story, index), sound in zip(places, sounds, strict=True)
    )  # fmt: skip
    pictures = insert(
        Illustration(
            topic_id=story.topic_id, filename=f"story_{story.pk}_scene_{index}.jpg", file="pictures/x.jpg",
            size=60_000, turn=index, owner_id=story.owner_id, **_ended(story.created_at, chance),
        )
        for story, index in places
    )  # fmt: skip
    insert(
        Scene(
            topic_id=story.topic_id, story=story, index=index, text=f"Rain falls on hill {index}.",
            narration=voice, illustration=picture,
        )
        for (story, index), voice, picture in zip(places, voices, pictures, strict=True)
    )  # fmt: skip


def _ended(begun: Any, chance: random.Random) -> dict[str, Any]:
    """Return the columns of a row that was made, or failed, or in a few cases still waits."""
    times = {"created_at": begun, "due_at": begun, "attempts": 1}
    luck = chance.random()
    if luck < 0.001:
        return {**times, **WAITING}
    end = {"started_at": begun, "finished_at": begun + timedelta(seconds=chance.expovariate(0.5))}
    if luck < 0.004:
        return {**times, **end, **_failed(chance)}
    return {**times, **end, "status": "completed"}


def _failed(chance: random.Random) -> dict[str, Any]:
    code, sentence = chance.choice(CODES)
    return {"status": "failed", "error_code": code, "error": sentence}


def _one_of_each(model: Any, stories: list[Story], chance: random.Random) -> None:
    """Have one row of today wait and one fail, so that no list of a small school is without."""
    for story, state in zip(stories, (WAITING, _failed(chance)), strict=False):
        row = model.objects.filter(topic=story.topic_id).order_by("pk")[:1]
        model.objects.filter(pk__in=row.values("pk")).update_unwatched(**state)


def _briefs(users: list[User], count: int, chance: random.Random) -> None:
    now = timezone.now()
    topics = insert(Topic(name=f"brief:{uuid.uuid4()}", rev=1) for _ in range(count))
    briefs = insert(
        Brief(
            topic=topic,
            title=f"Morning {n}",
            created_by=users[0],
            publish_at=now - timedelta(days=n % DAYS),
            out_at=now - timedelta(days=n % DAYS),
            out_title=f"Morning {n}",
            out_language="en",
        )
        for n, topic in enumerate(topics)
    )
    items = insert(
        BriefItem(topic_id=brief.topic_id, brief=brief, position=n, text="Soup at noon.")
        for brief in briefs
        for n in range(3)
    )
    jobs = insert(
        AudioGenerationJob(
            topic_id=brief.topic_id, brief=brief, voice_id="warm", ordered_by=users[0], new_chars=300,
            status="completed", total_items=3, completed_items=3, progress=100, created_at=brief.publish_at,
            started_at=brief.publish_at, finished_at=brief.publish_at + timedelta(seconds=9),
        )
        for brief in briefs
    )  # fmt: skip
    by_brief = {job.brief_id: job for job in jobs}
    voices = insert(
        Narration(
            topic_id=item.topic_id, text=item.text, voice="warm", language="en", key="none",
            filename=f"brief_{item.pk}.mp3", owner_id=users[0].pk, **_ended(now, chance),
        )
        for item in items
    )  # fmt: skip
    insert(
        ItemAudio(topic_id=item.topic_id, job=by_brief[item.brief_id], item=item, narration=voice)
        for item, voice in zip(items, voices, strict=True)
    )
    days = [timezone.localdate() - timedelta(days=back) for back in range(DAYS)]
    insert(
        Listening(item=item, day=day, plays=chance.randrange(1, 30), finished=1)
        for item in items[:30]
        for day in days
    )
