"""Who listens along: rows for the class's teacher, held up by signs of their pages.

A sign is kept in Redis for less than a minute, so that hearing of thirty pages every 20 s writes no row. A
row is written when somebody comes, says that they leave, or was not heard of.
"""

import time
from collections.abc import Iterable
from typing import cast

import redis
from django.db import IntegrityError

from classroom.models import Membership
from edusmart.live.models import TopicGone, changing
from edusmart.live.publish import channel
from edusmart.live.redis_client import attempt
from stories.models import AlongPupil, ClassListening, Scene, TogetherScene

#: How often a page says that it goes along: see HERE_EVERY in static/js/together/together.js.
GONE_AFTER_SECONDS = 50


def be_there(topic_id: int, user_id: int, *, goes_along: bool) -> None:
    """Note that a pupil goes along with the class of this topic, or does no more."""
    key = _key(topic_id)

    def note(client: redis.Redis) -> None:
        if goes_along:
            client.zadd(key, {str(user_id): time.time()})
            client.expire(key, GONE_AFTER_SECONDS)
        else:
            client.zrem(key, str(user_id))

    attempt(note, "listener not noted")
    listening = ClassListening.objects.filter(topic=topic_id).exclude(story=None).first()
    if listening is None or _is_known(listening, user_id, goes_along=goes_along):
        return
    if goes_along:
        _come(listening, user_id)
    else:
        _gone(listening, [user_id])


def note_answer(user_id: int, scene: Scene) -> None:
    """Count the pupil who answers the question that is before their class; their teacher is told how many."""
    waiting = AlongPupil.objects.filter(
        pupil=user_id,
        has_answered=False,
        listening__story=scene.story_id,
        listening__scene=scene.index,
        listening__asking=True,
    )
    for along in waiting.select_related("listening"):
        try:
            with changing(along.listening.topic_id):
                AlongPupil.objects.filter(pk=along.pk).update(has_answered=True)
                along.listening.save(update_fields=set())
        except TopicGone:
            continue


def forget_silent_listeners() -> None:
    """Note that those left whose page says nothing any more. A chore of the sweep."""
    for listening in ClassListening.objects.filter(there__gt=0):
        heard = _heard_of(listening.topic_id)
        if heard is None:
            continue
        along = listening.pupils.filter(has_left=False).values_list("pupil_id", flat=True)
        silent = set(along) - heard
        if silent:
            _gone(listening, silent)


def nobody_along(listening: ClassListening) -> None:
    """Forget who went along: the class comes together anew, or is let go. The caller saves the row."""
    listening.pupils.all().delete()
    listening.there = 0


def note_shown(listening: ClassListening, pupils: Iterable[int] | None = None) -> None:
    """Keep that the class's scene is before those who go along, or before these: they did not turn to it."""
    scene = Scene.objects.filter(story=listening.story_id, index=listening.scene).first()
    if scene is None:
        return
    if pupils is None:
        pupils = listening.pupils.filter(has_left=False).values_list("pupil_id", flat=True)
    rows = [TogetherScene(user_id=pk, scene=scene) for pk in pupils]
    TogetherScene.objects.bulk_create(rows, ignore_conflicts=True)


def _is_known(listening: ClassListening, user_id: int, *, goes_along: bool) -> bool:
    known = listening.pupils.filter(pupil=user_id, has_left=False).exists()
    return known == goes_along


def _come(listening: ClassListening, user_id: int) -> None:
    # Whoever else may watch, such as staff, is no pupil who goes along.
    if not Membership.objects.filter(
        school_class=listening.school_class_id, pupil=user_id
    ).exists():
        return
    try:
        with changing(listening.topic_id):
            AlongPupil.objects.update_or_create(
                listening=listening, pupil_id=user_id, defaults={"has_left": False}
            )
            listening.refresh_from_db()
            note_shown(listening, [user_id])
            _count_again(listening)
    except (TopicGone, IntegrityError):  # with its class, or their account
        return


def _gone(listening: ClassListening, pupils: Iterable[int]) -> None:
    try:
        with changing(listening.topic_id):
            listening.pupils.filter(pupil__in=pupils).update(has_left=True)
            _count_again(listening)
    except TopicGone:
        return


def _count_again(listening: ClassListening) -> None:
    listening.there = listening.pupils.filter(has_left=False).count()
    listening.save(update_fields=["there"])


def _heard_of(topic_id: int) -> set[int] | None:
    """Return whose page was heard of lately; None where Redis cannot be asked."""
    heard: list[set[int]] = []

    def ask(client: redis.Redis) -> None:
        since = time.time() - GONE_AFTER_SECONDS
        found = cast(list[bytes], client.zrangebyscore(_key(topic_id), since, "+inf"))
        heard.append({int(it) for it in found})

    attempt(ask, "listeners not asked for")
    return heard[0] if heard else None


def _key(topic_id: int) -> str:
    return channel(f"there:{topic_id}")
